"""Databases on a Citus that the environment names: one on the coordinator, one on each worker.

`HALLWAY_TEST_CITUS_URL` is a database of the coordinator that knows its workers; docs/scale.md says how
to set one up. `HALLWAY_TEST_SLOW_CITUS_URL` is one of a Citus whose machines run on slow disks.
"""

import os
from collections.abc import Sequence

import psycopg
from sqlalchemy import URL, Connection, Table, make_url

from lrs import migrations
from lrs.database import Database, metadata

_TAKEN = "HALLWAY_TEST_CITUS_URL"
_SLOW = "HALLWAY_TEST_SLOW_CITUS_URL"
_WORKERS = "SELECT nodename, nodeport FROM pg_dist_node WHERE groupid > 0 AND isactive"
_EMPTY = "DELETE FROM {}"
_SHARDS = """
    SELECT nodename, nodeport, logicalrelid::regclass::text, shard_name(logicalrelid, shardid)
    FROM pg_dist_shard JOIN pg_dist_placement USING (shardid) JOIN pg_dist_node USING (groupid)
"""


def given(*, slow: bool = False) -> str | None:
    """Give the URL from the environment, that of the slow disks where those are asked for."""
    return os.environ.get(_SLOW if slow else _TAKEN)


def fresh_database(coordinator: str, name: str) -> str:
    """Make an empty database of this name on every machine, introduce the machines, and give its URL."""
    main = make_url(coordinator)
    with psycopg.connect(coordinator, autocommit=True) as connection:
        nodes = connection.execute(_WORKERS).fetchall()
    workers = [main.set(host=host, port=port) for host, port in nodes]
    for server in (main, *workers):
        _make(server, name)
    url = _written(main.set(database=name))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT citus_set_coordinator_host(%s, %s)", (main.host, main.port))
        for worker in workers:
            connection.execute("SELECT citus_add_node(%s, %s)", (worker.host, worker.port))
    return url


def spread(database: Database) -> None:
    """Spread the tables, unless a test has a server of its own."""
    named = [make_url(each) for each in (given(), given(slow=True)) if each]
    if _place(database.engine.url) in map(_place, named):
        migrations.distribute(database, metadata)


def empty(coordinator: str, tables: Sequence[Table]) -> None:
    """Delete all rows, the first table's first, on each machine by itself: that is six times as fast."""
    order = [table.name for table in tables]
    with psycopg.connect(coordinator) as connection:
        shards = connection.execute(_SHARDS).fetchall()
    for host, port in sorted({(host, port) for host, port, *_ in shards}):
        here = [(order.index(table), shard) for *at, table, shard in shards if at == [host, port]]
        url = make_url(coordinator).set(host=host, port=port)
        with psycopg.connect(_written(url)) as connection:
            connection.execute("SET citus.enable_manual_changes_to_shards TO on")
            connection.execute(";".join(_EMPTY.format(shard) for _, shard in sorted(here)))


def settings_reach_workers(connection: Connection) -> None:
    """Let what this transaction sets with SET LOCAL hold on the workers, who plan the queries of shards."""
    if given() and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL citus.propagate_set_commands TO 'local'")


def _make(server: URL, name: str) -> None:
    with psycopg.connect(_written(server), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    with psycopg.connect(_written(server.set(database=name)), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS citus")


def _place(url: URL) -> tuple[str | None, int | None]:
    return url.host, url.port


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)
