"""What a database is asked, also past SQLAlchemy, and the plans that it makes for that."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import psycopg
from sqlalchemy import Connection, Engine, event

from lrs.database import wire
from lrs.database.direct import WIRE
from tests.postgresql import citus

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
# PostgreSQL would rather read a table of twenty rows from end to end.
_AS_IF_LARGE = ("SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off")


class Sent(NamedTuple):
    """A SELECT as the driver got it."""

    sql: str
    values: Any = None


@contextmanager
def sent(engine: Engine) -> Iterator[list[Sent]]:
    """Collect what this server is asked over connections that are taken in the meantime."""
    found: list[Sent] = []

    def note(sql: str, values: Any = None) -> None:
        if sql.lstrip().startswith("SELECT"):
            found.append(Sent(sql, values))

    noting = (
        _on_postgresql(engine, note) if engine.dialect.name == "postgresql" else _on(engine, note)
    )
    with noting:
        yield found


def plan(
    engine: Engine, query: Sent, *, behind: Sequence[Sent] = (), as_if_large: bool = False
) -> str:
    """Give the plan of a query that is sent `behind` others, a step a line."""
    with engine.connect() as connection:
        if as_if_large and engine.dialect.name == "postgresql":
            citus.settings_reach_workers(connection)
            for setting in _AS_IF_LARGE:
                connection.exec_driver_sql(setting)
        for earlier in behind:
            _asked(connection, earlier.sql, earlier.values)
        explain = f"{_EXPLAIN[engine.dialect.name]} {query.sql}"
        rows = _asked(connection, explain, query.values)
    return "\n".join(str(row[-1]) for row in rows)


def _asked(connection: Connection, sql: str, values: Any) -> list[Any]:
    if isinstance(values, wire.Sent):
        own: wire.Wire = connection.connection.info[WIRE]
        return own.ask(values._replace(text=sql.encode())).fetchall()
    driver: Any = connection.connection.driver_connection
    found: list[Any] = driver.execute(sql, values or ()).fetchall()
    return found


@contextmanager
def _on_postgresql(engine: Engine, note: Any) -> Iterator[None]:
    execute, port, ask = psycopg.Cursor.execute, engine.url.port, wire.Wire.ask

    def noting(self: Any, query: Any, params: Any = None, **rest: Any) -> Any:
        if self.connection.info.port == port:
            note(str(query), params)
        return execute(self, query, params, **rest)

    def asking(self: wire.Wire, sent: wire.Sent) -> wire.Reply:
        if self.port == port:
            note(sent.text.decode(), sent)
        return ask(self, sent)

    with (
        patch.object(psycopg.Cursor, "execute", noting),
        patch.object(wire.Wire, "ask", asking),
    ):
        yield


@contextmanager
def _on(engine: Engine, note: Any) -> Iterator[None]:
    """Let SQLite tell; it writes the values into the query."""
    traced: list[sqlite3.Connection] = []

    def trace(connection: Any, *_: Any) -> None:
        connection.set_trace_callback(note)
        traced.append(connection)

    event.listen(engine, "checkout", trace)
    try:
        yield
    finally:
        event.remove(engine, "checkout", trace)
        for each in traced:
            each.set_trace_callback(None)
