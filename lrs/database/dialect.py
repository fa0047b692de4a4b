"""What differs between databases. The only file that says sqlite or postgresql."""

import fcntl
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import psycopg
from huey import Huey, PostgresHuey, SqliteHuey
from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Table,
    TableValuedAlias,
    Text,
    TypeDecorator,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    event,
    func,
    literal_column,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect as Compiling
from sqlalchemy.exc import DBAPIError

from lrs.database.columns import StatementId

Insert = sqlite.Insert | postgresql.Insert
Row = tuple[object, ...]

_UUID_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))  # (place, length) in hexadecimal
_APPENDS = 0x48414C4C  # the class of our advisory locks, "HALL"
_LOCK_APPENDS = text("SELECT pg_advisory_xact_lock(:kind, :store)")
_TRY_APPENDS = text("""
    SELECT CASE WHEN pg_is_in_recovery() THEN false
           WHEN pg_try_advisory_lock_shared(:kind, :store)
           THEN pg_advisory_unlock_shared(:kind, :store) ELSE false END
""")
_LOCK_TURN = text("SELECT pg_advisory_xact_lock(:key)")
_NOW = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")


class Dialect(Hashable, Protocol):
    """What the rest of the code asks of a database."""

    is_server: bool

    def connect_arguments(self, *, shared: bool) -> dict[str, Any]:
        """Give what the driver is told; `shared` connections serve somebody else after each transaction."""

    def prepare(self, engine: Engine) -> None:
        """Listen to the engine's events, so that every connection is set up for us."""

    def insert(self, table: Table) -> Insert:
        """Give an INSERT that knows ON CONFLICT."""

    def writing(self) -> AbstractContextManager[None]:
        """Wait for this process's and this machine's turn to open a transaction that writes."""

    def append_rows(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Insert many rows, each with a value for every column in the table's order, at full speed."""

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Give the condition that a column is one of the parameter `name`, a list of up to thousands."""

    def order_appends(self, connection: Connection, store_id: int) -> None:
        """Hold until the end of the transaction that no other one appends statements to this store."""

    def take_turns(self, connection: Connection, key: bytes) -> None:
        """Hold until the end of the transaction that no other one works on the thing named by key."""

    def appends_are_quiet(self, connection: Connection, store_id: int) -> bool:
        """Say whether at this moment no transaction in flight holds statements for this store."""

    def now(self, connection: Connection) -> int:
        """Give the clock that all writers of this database share, in microseconds since the epoch."""

    def position(self, connection: Connection) -> int:
        """Give how far the history of this server's commits has come."""

    def has_replayed(self, connection: Connection, position: int) -> bool:
        """Say whether this server, which follows another one, has come as far as that."""

    def read_once(self, connection: Connection) -> None:
        """Say that this connection reads what nobody reads again soon, so that it keeps little of it."""

    def spread(self, later: ColumnElement[str]) -> TableValuedAlias:
        """Give a row for 0 and for each number in a text such as ",1,5", as its column `value`."""

    def instant_sql(self, microseconds: str) -> str:
        """Give SQL that reads a count of microseconds as the database's own kind of instant."""

    def uuid_sql(self, column: str) -> str:
        """Give SQL that writes a StatementId as text."""

    def json_sql(self, column: str, member: str) -> str:
        """Give SQL that takes a member's text from JSON in bytes."""

    def first_json_sql(self, column: str, member: str) -> str:
        """Give SQL that takes the first text of a member that is an object."""

    def is_retryable(self, error: DBAPIError) -> bool:
        """Say whether the same transaction may succeed when tried again."""

    def queue(self, url: URL, file: Path) -> Huey:
        """Open the queue of long work: in `file`, or where a server shares it among machines."""


class _JsonArray(TypeDecorator[list[Any]]):
    """A list that is sent as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[Any] | None, dialect: object) -> str:
        return json.dumps(value)


class Sqlite:
    """One file, one writer at a time, many readers (WAL)."""

    is_server = False
    insert = staticmethod(sqlite.insert)

    def __init__(self) -> None:
        self._threads = threading.Lock()
        self._turns: Path | None = None

    def connect_arguments(self, *, shared: bool) -> dict[str, Any]:
        return {}

    def prepare(self, engine: Engine) -> None:
        if engine.url.database:
            file = Path(engine.url.database)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._turns = file.with_name(f"{file.name}-turns")
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Stand in line: SQLite itself makes writers sleep and try again, which wastes their time.

        The lock file is a courtesy between our processes; SQLite's own lock decides.
        """
        with self._threads, _flock(self._turns):
            yield

    def append_rows(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        into, ids = _sqlite_insert(table)
        if ids:
            rows = [_with_bytes(row, ids) for row in rows]
        connection.exec_driver_sql(into, list(rows))

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Send one text, so that the query is the same for any number; JSON holds no bytes."""
        if isinstance(column.type, StatementId):
            return column.in_(bindparam(name, expanding=True))
        each = func.json_each(bindparam(name, type_=_JsonArray())).table_valued("value")
        return column.in_(select(each.c.value))

    def order_appends(self, connection: Connection, store_id: int) -> None:
        """BEGIN IMMEDIATE made this transaction the only writer already."""

    def take_turns(self, connection: Connection, key: bytes) -> None:
        """BEGIN IMMEDIATE made this transaction the only writer already."""

    def appends_are_quiet(self, connection: Connection, store_id: int) -> bool:
        """Ask for the write lock: who gets it knows that nobody else is writing.

        The caller's own snapshot must be opened after this answer.
        """
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

    def queue(self, url: URL, file: Path) -> Huey:
        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("hallway", filename=str(file), results=False)


class Postgresql:
    """A server, many writers; appends to one store stand in line."""

    is_server = True
    insert = staticmethod(postgresql.insert)

    def connect_arguments(self, *, shared: bool) -> dict[str, Any]:
        """Prepare no statements on a connection that the next transaction may not meet again."""
        return {"connect_timeout": 5, **({"prepare_threshold": None} if shared else {})}

    def prepare(self, engine: Engine) -> None:
        pass

    def writing(self) -> AbstractContextManager[None]:
        return nullcontext()

    def append_rows(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Send the rows as they lie in memory (COPY): nothing is written as text and read again."""
        into, types = _copy_in(table, connection.dialect)
        try:
            with _cursor(connection) as cursor, cursor.copy(into) as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise _as_sqlalchemy(error, into) from error

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Send one array: its query is the same text, and the same plan, for any number of values."""
        of = Uuid() if isinstance(column.type, StatementId) else column.type
        return column == any_(bindparam(name, type_=postgresql.ARRAY(of)))

    def order_appends(self, connection: Connection, store_id: int) -> None:
        connection.execute(_LOCK_APPENDS, {"kind": _APPENDS, "store": store_id})

    def take_turns(self, connection: Connection, key: bytes) -> None:
        number = int.from_bytes(key[:8], "big", signed=True)
        connection.execute(_LOCK_TURN, {"key": number})

    def appends_are_quiet(self, connection: Connection, store_id: int) -> bool:
        """Ask for the lock of who appends; a server that follows another one knows nothing of locks."""
        return bool(connection.scalar(_TRY_APPENDS, {"kind": _APPENDS, "store": store_id}))

    def now(self, connection: Connection) -> int:
        return int(connection.scalar(_NOW) or 0)

    def position(self, connection: Connection) -> int:
        found = connection.scalar(text("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn"))
        return int(found or 0)

    def has_replayed(self, connection: Connection, position: int) -> bool:
        query = text(
            "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() - '0/0'::pg_lsn >= :position"
        )
        return bool(connection.scalar(query, {"position": position}))

    def read_once(self, connection: Connection) -> None:
        pass  # it is the server that keeps what was read

    def spread(self, later: ColumnElement[str]) -> TableValuedAlias:
        numbers = func.string_to_array(literal_column("'0'") + later, literal_column("','"))
        each = func.unnest(cast(numbers, postgresql.ARRAY(BigInteger)))
        value = column("value", BigInteger)
        return each.table_valued(value, joins_implicitly=True).render_derived()

    def instant_sql(self, microseconds: str) -> str:
        return f"to_timestamp({microseconds} / 1000000.0)"

    def uuid_sql(self, column: str) -> str:
        return f"CAST({column} AS text)"

    def json_sql(self, column: str, member: str) -> str:
        return f"({_pg_json(column)} ->> '{member}')"

    def first_json_sql(self, column: str, member: str) -> str:
        each = f"json_each_text({_pg_json(column)} -> '{member}')"
        return f"(SELECT value FROM {each} LIMIT 1)"  # noqa: S608 (our own names)

    def is_retryable(self, error: DBAPIError) -> bool:
        # serialization_failure, deadlock_detected
        return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}

    def queue(self, url: URL, file: Path) -> Huey:
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("hallway", dsn=dsn, results=False)


_DIALECTS: dict[str, Callable[[], Dialect]] = {"sqlite": Sqlite, "postgresql": Postgresql}


def dialect_of(url: URL) -> Dialect:
    """Raise ValueError for a database that Hallway doesn't know."""
    name = url.get_backend_name()
    if name not in _DIALECTS:
        known = " or ".join(_DIALECTS)
        raise ValueError(f"Hallway keeps its data in {known}, not in {name}")
    return _DIALECTS[name]()


def parse_url(url: str) -> URL:
    """Read a database URL; plain postgresql:// means the psycopg driver."""
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _pg_json(column: str) -> str:
    """Read bytes as JSON; text with a NUL can be read by nobody here, and is left out."""
    text = f"convert_from({column}, 'UTF8')"
    return f"(CASE WHEN position('\\u0000' IN {text}) = 0 THEN {text} END)::json"


def _sqlite(connection: Connection) -> sqlite3.Connection:
    """Give the driver's own connection, which needs no result objects for a BEGIN."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"{driver} is not a connection to SQLite")
    return driver


def _cursor(connection: Connection) -> psycopg.Cursor[Row]:
    """Give a cursor of the driver's own, which can do what SQLAlchemy knows nothing about."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(f"{driver} is not a connection to PostgreSQL")
    return driver.cursor()


def _as_sqlalchemy(error: psycopg.Error | sqlite3.Error, sql: str) -> Exception:
    """Give the error as SQLAlchemy would, had it sent this."""
    driver: type[Exception] = psycopg.Error if isinstance(error, psycopg.Error) else sqlite3.Error
    made = DBAPIError.instance(sql, None, error, driver)
    return made if isinstance(made, Exception) else error


@cache
def _sqlite_insert(table: Table) -> tuple[str, Sequence[int]]:
    """Give the INSERT of whole rows, and at which places in them a StatementId stands."""
    ids = [n for n, column in enumerate(table.c) if isinstance(column.type, StatementId)]
    marks = ", ".join("?" * len(table.c))
    return f"INSERT INTO {_columns(table)} VALUES ({marks})", ids  # noqa: S608 (our own tables)


@lru_cache(maxsize=64)
def _copy_in(table: Table, dialect: Compiling) -> tuple[str, Sequence[str]]:
    """Give the COPY of whole rows, and the types of their columns."""
    types = [column.type.compile(dialect=dialect) for column in table.c]
    into = f"COPY {_columns(table)} FROM STDIN (FORMAT BINARY)"
    return into, [name.lower().partition("(")[0] for name in types]


def _columns(table: Table) -> str:
    return f"{table.name} ({', '.join(column.name for column in table.c)})"


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
    with file.open("a") as handle:  # closing it gives the lock back, as the end of the process does
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _set_up_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # an acknowledged write survives a power cut
        "foreign_keys = ON",
        "busy_timeout = 10000",
        "cache_size = -8000",  # for each thread; the rest is the cache of the operating system
    ):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    try:
        _sqlite(connection).execute(begin)
    except sqlite3.Error as error:
        raise _as_sqlalchemy(error, begin) from error
