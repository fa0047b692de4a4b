"""What the database does for a query: its plans, of the very SQL that Hallway sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from lrs.access import Access, Scope
from lrs.facade import Lrs
from lrs.xapi import statement_query
from lrs.xapi.version import Version


def plans(lrs: Lrs, store_id: int, parameters: dict[str, str]) -> list[str]:
    """Run a query and give the plan of each SELECT that it sent."""
    access = Access(store_id, frozenset([Scope.ALL]), {"mbox": "mailto:bench@example.org"})
    query = statement_query.parse([*parameters.items()], Version.V1_0_3)
    with _sent(lrs.database.engine) as sent:
        lrs.statements(access, query, None)
    return [_plan(lrs.database.engine, sql, values) for sql, values in sent]


def scans(plan: str) -> bool:
    """Say whether a plan reads a whole table: SQLite says SCAN, PostgreSQL Seq Scan."""
    return any(
        "Seq Scan" in row or (row.startswith("SCAN") and " USING " not in row)
        for row in plan.splitlines()
    )


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


def _plan(engine: Engine, sql: str, values: Any) -> str:
    """Give the plan, a row a line."""
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {sql}", values)
        return "\n".join(str(row[-1]) for row in rows)
