"""What the database does for a query, from its plans of the very SQL that Hallway sends."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from lrs.access import Access, Scope
from lrs.facade import Lrs
from lrs.xapi import statement_query
from lrs.xapi.version import Version

_SCAN = re.compile(r"(?:^SCAN|Seq Scan on) (\w+)(?! VIRTUAL|\w)")
_ALIAS = re.compile(r"(\w+) AS (\w+)")
_SMALL = 10_000  # rows


def whole_tables(lrs: Lrs, store_id: int, parameters: dict[str, str]) -> set[str]:
    """Run a query and name the tables that the database reads from one end to the other for it.

    Small ones are passed over: reading them whole is the best plan.
    """
    access = Access(store_id, frozenset([Scope.ALL]), {"mbox": "mailto:bench@example.org"})
    query = statement_query.parse([*parameters.items()], Version.V1_0_3)
    with _sent(lrs.database.engine) as sent:
        lrs.statements(access, query, None)
    named = {name for sql, values in sent for name in _scanned(lrs.database.engine, sql, values)}
    return {name for name in named if _is_large(lrs.database.engine, name)}


def _scanned(engine: Engine, sql: str, values: Any) -> set[str]:
    """Read the plan: SQLite says SCAN and an alias, PostgreSQL Seq Scan and the table."""
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        rows = [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}", values)]
    found = {str(match[1]) for row in rows if (match := _SCAN.search(row))}
    aliases = {alias: table for table, alias in _ALIAS.findall(sql)}
    return {aliases.get(name, name) for name in found if not name.startswith("anon_")}


def _is_large(engine: Engine, table: str) -> bool:
    few = f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {_SMALL + 1}) AS few"  # noqa: S608
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(few).scalar_one()) > _SMALL


@contextmanager
def _sent(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Collect the queries for statements that are sent."""
    sent: list[tuple[str, Any]] = []

    def listen(_c: object, _cursor: object, sql: str, values: Any, *_: object) -> None:
        if "payload" in sql:
            sent.append((sql, values))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", listen)
