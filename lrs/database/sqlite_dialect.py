"""SQLite: one file, one writer at a time."""

import fcntl
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    Select,
    Table,
    TableValuedAlias,
    Text,
    TypeDecorator,
    bindparam,
    column,
    event,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from lrs.database.columns import StatementId
from lrs.database.direct import in_words_of_sqlalchemy
from lrs.database.levels import Levels, levels_of
from lrs.database.rows import Row, columns_of

if TYPE_CHECKING:
    from huey import Huey

_UUID_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))  # (place, length) in hexadecimal


class _JsonArray(TypeDecorator[list[Any]]):
    """A list that is sent as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[Any] | None, dialect: object) -> str:
        return json.dumps(value)


class _Ids(TypeDecorator[list[UUID]]):
    """Ids that are sent one behind the other."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: list[UUID] | None, dialect: object) -> bytes:
        return b"".join([each.bytes for each in value or ()])


class Sqlite:
    """One file, one writer at a time, many readers (WAL)."""

    is_server = False
    near_rows = 0.25
    insert = staticmethod(sqlite.insert)

    def __init__(self) -> None:
        self._threads = threading.Lock()
        self._turns: Path | None = None
        self._levels = cache(Levels)

    def connect_arguments(self, *, shared: bool) -> dict[str, Any]:
        return {}

    def prepare(self, engine: Engine) -> None:
        if engine.url.database:
            file = Path(engine.url.database)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._turns = file.with_name(f"{file.name}-turns")
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)

    def keep_house(self, engine: Engine) -> None:
        # PRAGMA optimize would do nothing here: it looks at what its own connection has queried.
        work = ("PRAGMA analysis_limit = 1000", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
        with closing(engine.raw_connection()) as connection:
            for each in work:
                connection.cursor().execute(each)

    def analyse(self, connection: Connection, table: Table) -> None:
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        for name in levels_of(table) or [table.name]:
            connection.exec_driver_sql(f"ANALYZE {name}")

    def asking(self, connection: Connection) -> AbstractContextManager[None]:
        return nullcontext()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Stand in line: SQLite itself makes writers sleep and try again, which wastes their time.

        The lock file is a courtesy between our processes; SQLite's own lock decides.
        """
        with self._threads, _flock(self._turns):
            yield

    def append_rows(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        if levels_of(table):
            with in_words_of_sqlalchemy(f"INSERT INTO {table.name}"):
                self._levels(table).add(_sqlite(connection), rows)
            return
        into, ids = _sqlite_insert(table)
        if ids:
            rows = [_with_bytes(row, ids) for row in rows]
        with in_words_of_sqlalchemy(into):
            _sqlite(connection).executemany(into, rows)

    def append_to(
        self, connection: Connection, tables: Sequence[tuple[Table, Sequence[Row]]]
    ) -> None:
        for table, rows in tables:
            self.append_rows(connection, table, rows)

    def together(self, connection: Connection) -> AbstractContextManager[object]:
        """Asking costs no round trip."""
        return nullcontext()

    def committing(self, connection: Connection) -> AbstractContextManager[object]:
        return nullcontext()

    def ask_now(self, connection: Connection) -> Callable[[], int]:
        return lambda: self.now(connection)

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Send one text, so that the query is the same for any number; JSON holds no bytes."""
        if isinstance(column.type, StatementId):
            return _among_ids(column, name)
        each = func.json_each(bindparam(name, type_=_JsonArray())).table_valued("value")
        return column.in_(select(each.c.value))

    def one_by_one(
        self, query: Select[*tuple[Any, ...]], key: ColumnElement[Any], name: str
    ) -> Select[*tuple[Any, ...]]:
        return query.where(self.among(key, name))

    def order_appends(self, connection: Connection, store_id: int) -> None:
        """BEGIN IMMEDIATE made this transaction the only writer already."""

    def take_turns(self, connection: Connection, key: bytes) -> None:
        """BEGIN IMMEDIATE made this transaction the only writer already."""

    def ask_quiet(
        self, connection: Connection, store_id: int, matters: Callable[[int], bool]
    ) -> Callable[[], int | None]:
        """Ask for the write lock: who gets it knows that nobody else is writing."""
        now = self.now(connection)
        quiet = now if matters(now) and self._nobody_writes(connection) else None
        return lambda: quiet

    def _nobody_writes(self, connection: Connection) -> bool:
        driver = _sqlite(connection)
        driver.execute("PRAGMA busy_timeout = 0")
        try:
            for each in ("COMMIT", "BEGIN IMMEDIATE", "COMMIT"):
                driver.execute(each)
        except sqlite3.OperationalError:
            return False
        finally:
            driver.execute("PRAGMA busy_timeout = 10000")
            driver.execute("BEGIN")
        return True

    def now(self, connection: Connection) -> int:
        return time.time_ns() // 1000

    def position(self, connection: Connection) -> int:
        raise NotImplementedError("a file has no replica")

    def has_replayed(self, connection: Connection, position: int) -> bool:
        raise NotImplementedError("a file has no replica")

    def read_once(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA cache_size = -2000")

    def each(self, name: str) -> TableValuedAlias:
        numbers = func.json_each(bindparam(name, type_=_JsonArray()))
        return numbers.table_valued(column("value", BigInteger))

    def spread(self, later: ColumnElement[str]) -> TableValuedAlias:
        numbers = func.json_each(literal_column("'[0'") + later + literal_column("']'"))
        return numbers.table_valued(column("value", BigInteger), joins_implicitly=True)

    def instant_sql(self, microseconds: str) -> str:
        return f"strftime('%Y-%m-%d %H:%M:%f', {microseconds} / 1000000.0, 'unixepoch')"

    def uuid_sql(self, column: str) -> str:
        parts = [f"substr(lower(hex({column})), {at}, {n})" for at, n in _UUID_PARTS]
        return " || '-' || ".join(parts)

    def json_sql(self, column: str, member: str) -> str:
        return f"json_extract(CAST({column} AS TEXT), '$.{member}')"

    def first_json_sql(self, column: str, member: str) -> str:
        each = f"json_each(CAST({column} AS TEXT), '$.{member}')"
        return f"(SELECT value FROM {each} LIMIT 1)"  # noqa: S608 (our own names)

    def is_retryable(self, error: DBAPIError) -> bool:
        return "database is locked" in str(error.orig)

    def queue(self, url: URL, file: Path) -> "Huey":
        from huey import SqliteHuey

        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("hallway", filename=str(file), results=False)


def _among_ids(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    sought = bindparam(name, type_=_Ids())
    begins = select(literal(1).label("at")).cte(nesting=True, recursive=True)
    following = begins.c.at + 16
    begins = begins.union_all(select(following).where(following < func.length(sought)))
    return column.in_(select(func.substr(sought, begins.c.at, 16)))


def _sqlite(connection: Connection) -> sqlite3.Connection:
    """Give the driver's own connection, which needs no result objects for a BEGIN."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"{driver} is not a connection to SQLite")
    return driver


@cache
def _sqlite_insert(table: Table) -> tuple[str, Sequence[int]]:
    """Give the INSERT of whole rows, and at which places in them a StatementId stands."""
    ids = [n for n, column in enumerate(table.c) if isinstance(column.type, StatementId)]
    marks = ", ".join("?" * len(table.c))
    return f"INSERT INTO {columns_of(table)} VALUES ({marks})", ids  # noqa: S608 (our own tables)


def _with_bytes(row: Row, ids: Sequence[int]) -> Row:
    values = list(row)
    for number in ids:
        value = values[number]
        values[number] = value.bytes if isinstance(value, UUID) else value
    return tuple(values)


@contextmanager
def _flock(file: Path | None) -> Iterator[None]:
    if file is None:
        yield
        return
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # gives the lock back, as the end of the process does


def _set_up_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # an acknowledged write survives a power cut
        "foreign_keys = ON",
        "busy_timeout = 10000",
        "wal_autocheckpoint = 4000",  # pages: each costs two fsyncs, while other writers wait
        "cache_size = -2000",  # for each thread; the rest is the cache of the operating system
    ):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    with in_words_of_sqlalchemy(begin):
        _sqlite(connection).execute(begin)
