"""A table of SQLite on two levels: rows come to a small one, and go on to a large one as neighbours.

A row at a random place of a large table changes a page of 4 KB for itself alone, and the next writer reads that page
anew. In a small table many rows share a page, and those that go on together lie next to each other in the large
one, too (a log-structured merge tree of two levels, ADR 22). A view with the table's name reads both as one, and its
triggers pass changes on.
"""

# ruff: noqa: S608 (no name in this SQL comes from outside)

import sqlite3
from collections.abc import Sequence

from sqlalchemy import Table

from lrs.database.rows import Row, columns_of

_RECENT, _SETTLED = "_recent", "_settled"

_MOST = 20_000  # rows that stay on the small level
_MANY = 200  # fewer rows would change as many pages on the small level as on the large one

_Key = tuple[int, ...]


def levels_of(table: Table) -> Sequence[str]:
    """Name the two tables behind a table that says `levels` in its `info`; nothing for another one."""
    return [table.name + _RECENT, table.name + _SETTLED] if "levels" in table.info else []


def is_level(name: str) -> bool:
    """Say whether a table is one of those."""
    return name.endswith((_RECENT, _SETTLED))


class Levels:
    """What one process knows of a table's small level; only who has the turn to write may use it.

    What it takes to be there may be wrong, as others write, too: it counts when a sweep over all keys begins.
    """

    def __init__(self, table: Table) -> None:
        self._sql = _Sql(table)
        self._held: int | None = None
        self._passed = self._sql.first

    def add(self, driver: sqlite3.Connection, rows: Sequence[Row]) -> None:
        """Insert rows, and let somewhat more go on to the large level once the small one is full."""
        if len(rows) < _MANY:
            driver.executemany(self._sql.settle, rows)
            return
        driver.executemany(self._sql.add, rows)
        held = self._count(driver) if self._held is None else self._held + len(rows)
        self._held = held
        if held > _MOST:
            self._let_go(driver, len(rows) + len(rows) // 4)

    def _count(self, driver: sqlite3.Connection) -> int:
        return int(driver.execute(self._sql.count).fetchone()[0])

    def _let_go(self, driver: sqlite3.Connection, count: int) -> None:
        """Move so many of the rows that follow in the order of their keys."""
        reaches = driver.execute(self._sql.reach, (*self._passed, count - 1)).fetchone()
        stretch = (*self._passed, *(reaches or self._sql.last))
        driver.execute(self._sql.move, stretch)
        gone = driver.execute(self._sql.remove, stretch).rowcount
        self._passed = reaches or self._sql.first
        self._held = (self._held or 0) - gone if reaches else None


class _Sql:
    """The SQL for a table; its key begins with numbers that are never negative."""

    def __init__(self, table: Table) -> None:
        recent, settled = levels_of(table)
        into = columns_of(table).removeprefix(table.name)
        names, marks = into.strip(" ()"), ", ".join("?" * len(table.c))
        key = ", ".join(f'"{column.name}"' for column in table.primary_key)
        places = ", ".join("?" * len(table.primary_key))
        stretch = f"({key}) > ({places}) AND ({key}) <= ({places})"
        self.first: _Key = (-1,) * len(table.primary_key)
        self.last: _Key = (2**63 - 1,) * len(table.primary_key)
        self.add = f"INSERT INTO {recent}{into} VALUES ({marks})"
        self.settle = f"INSERT INTO {settled}{into} VALUES ({marks})"
        self.count = f"SELECT count(*) FROM {recent}"
        self.reach = (
            f"SELECT {key} FROM {recent} WHERE ({key}) > ({places}) ORDER BY {key} LIMIT 1 OFFSET ?"
        )
        self.move = (
            f"INSERT INTO {settled}{into} SELECT {names} FROM {recent}"
            f" WHERE {stretch} ORDER BY {key}"
        )
        self.remove = f"DELETE FROM {recent} WHERE {stretch}"
