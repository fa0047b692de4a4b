"""Databases on a Citus that the environment names: one on the coordinator, one on each worker.

`HALLWAY_TEST_CITUS_URL` is a database of the coordinator that knows its workers; docs/scale.md says how
to set one up.
"""

import os

import psycopg
from sqlalchemy import URL, Connection, make_url

from lrs import migrations
from lrs.database import Database, metadata

_TAKEN = "HALLWAY_TEST_CITUS_URL"
_WORKERS = "SELECT nodename, nodeport FROM pg_dist_node WHERE groupid > 0 AND isactive"


def given() -> str | None:
    """Give the URL from the environment."""
    return os.environ.get(_TAKEN)


def fresh_database(coordinator: str, name: str) -> None:
    """Make an empty database of this name on every machine, and introduce the machines to it."""
    main = make_url(coordinator)
    with psycopg.connect(coordinator, autocommit=True) as connection:
        nodes = connection.execute(_WORKERS).fetchall()
    workers = [main.set(host=host, port=port) for host, port in nodes]
    for server in (main, *workers):
        _make(server, name)
    with psycopg.connect(_written(main.set(database=name)), autocommit=True) as connection:
        connection.execute("SELECT citus_set_coordinator_host(%s, %s)", (main.host, main.port))
        for worker in workers:
            connection.execute("SELECT citus_add_node(%s, %s)", (worker.host, worker.port))


def spread(database: Database) -> None:
    """Spread the tables where the environment names a Citus."""
    if given() and database.dialect.is_server:
        migrations.distribute(database, metadata)


def one_by_one(connection: Connection) -> None:
    """Let this transaction change spread tables first and then those that stand on every machine."""
    if given() and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")


def _make(server: URL, name: str) -> None:
    with psycopg.connect(_written(server), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    with psycopg.connect(_written(server.set(database=name)), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS citus")


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)
