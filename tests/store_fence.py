"""The fence between stores: every SQL statement about a store's tables has to name `store_id`.

On one server that keeps a query in its store; on Citus it also keeps it on one machine.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from lrs.database import metadata
from lrs.migrations.distribution import distributed_tables

_MENTION = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", re.IGNORECASE)
_CHANGES_TABLES = re.compile(r"\s*(?:CREATE|ALTER|DROP|PRAGMA|DELETE FROM \w+\s*$)", re.IGNORECASE)


def pytest_configure() -> None:
    """Guard a whole run: `pytest -p tests.store_fence`."""
    event.listen(Engine, "before_cursor_execute", _check)


@contextmanager
def watching() -> Iterator[set[str]]:
    """Give all SQL that is spoken in the block."""
    seen: set[str] = set()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.add(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _check(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    found = strays(statement)
    if found:
        raise AssertionError(f"This looks into every store, at {', '.join(found)}:\n{statement}")


@cache
def strays(statement: str) -> tuple[str, ...]:
    """Give the tables of stores that this SQL mentions without saying which store."""
    if _CHANGES_TABLES.match(statement):
        return ()
    ours = {table.name for table in distributed_tables(metadata)}
    mentioned = [name for name, _ in _MENTION.findall(statement) if name in ours]
    return () if statement.count("store_id") >= len(mentioned) else tuple(mentioned)
