"""The machine itself: the same statements as plain rows with five indexes, without a record store."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
import psycopg

from bench import corpus

_COLUMNS = ("agent", "verb", "activity", "registration")
Row = tuple[str, str, str, str, str, bytes]


def rows(count: int, seed: int) -> list[Row]:
    return [
        (
            each["id"],
            each["actor"]["account"]["name"],
            each["verb"]["id"],
            each["object"]["id"],
            each["context"]["registration"],
            orjson.dumps(each),
        )
        for each in corpus.statements(count, seed)
    ]


def sqlite(file: Path) -> Callable[[Sequence[Row]], None]:
    """Give what inserts rows in one durable transaction."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    _create(connection.execute, "BLOB")

    def insert(batch: Sequence[Row]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", batch)
        connection.execute("COMMIT")

    return insert


def postgresql(url: str) -> Callable[[Sequence[Row]], None]:
    """Give what inserts rows in one durable transaction."""
    connection = psycopg.connect(url)
    _create(connection.execute, "BYTEA")
    connection.commit()

    def insert(batch: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO raw VALUES (%s, %s, %s, %s, %s, %s)", batch)
        connection.commit()

    return insert


def _create(execute: Callable[[str], object], binary: str) -> None:
    columns = ", ".join(f"{name} TEXT" for name in _COLUMNS)
    execute(f"CREATE TABLE raw (id TEXT PRIMARY KEY, {columns}, payload {binary})")
    for name in _COLUMNS:
        execute(f"CREATE INDEX raw_{name} ON raw ({name})")


def rate(insert: Callable[[Sequence[Row]], None], made: list[Row], batch: int) -> float:
    """Give rows a second, inserted `batch` at a time."""
    start = time.monotonic()
    for first in range(0, len(made), batch):
        insert(made[first : first + batch])
    return len(made) / (time.monotonic() - start)
