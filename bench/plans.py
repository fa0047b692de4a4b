"""What the database does for a query, from its plans of the very SQL that Hallway sends."""

import re

from sqlalchemy import Engine

from lrs.access import Access, Scope
from lrs.facade import Lrs
from lrs.xapi import statement_query
from lrs.xapi.version import Version
from tests.sent_queries import plan, sent

# Citus writes the number of the shard behind the name.
_SCAN = re.compile(r"(?:^SCAN|Seq Scan on) (\w+?)(?:_\d{6,})?(?! VIRTUAL|\w)")
_ALIAS = re.compile(r"(\w+) AS (\w+)")
_IS_MADE = re.compile("anon_|CONSTANT|json_each|unnest|clock")
_SMALL = 10_000  # rows


def whole_tables(lrs: Lrs, store_id: int, parameters: dict[str, str]) -> set[str]:
    """Run a query and name the tables that the database reads from one end to the other for it.

    Small ones are passed over: reading them whole is the best plan.
    """
    access = Access(store_id, frozenset([Scope.ALL]), {"mbox": "mailto:bench@example.org"})
    query = statement_query.parse([*parameters.items()], Version.V1_0_3)
    engine = lrs.database.engine
    with sent(engine) as asked:
        lrs.statements(access, query, None)
    named = {name for each in asked for name in _scanned(each.sql, plan(engine, each))}
    return {name for name in named if _is_large(engine, name)}


def _scanned(sql: str, steps: str) -> set[str]:
    """Read the plan: SQLite says SCAN and an alias, PostgreSQL Seq Scan and the table."""
    found = {str(match[1]) for step in steps.splitlines() if (match := _SCAN.search(step))}
    aliases = {alias: table for table, alias in _ALIAS.findall(sql)}
    return {aliases.get(name, name) for name in found if not _IS_MADE.match(name)}


def _is_large(engine: Engine, table: str) -> bool:
    few = f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {_SMALL + 1}) AS few"  # noqa: S608
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(few).scalar_one()) > _SMALL
