"""PostgreSQL 14 and newer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import pq
from sqlalchemy import (
    URL,
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    TableValuedAlias,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    event,
    func,
    literal_column,
    select,
    text,
    true,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect as Compiling
from sqlalchemy.exc import DBAPIError

from lrs.database.columns import StatementId
from lrs.database.direct import WIRE, Direct, in_words_of_sqlalchemy
from lrs.database.plans import FIRST, Plans
from lrs.database.rows import Row, columns_of
from lrs.database.wire import Wire

if TYPE_CHECKING:
    from huey import Huey

_APPENDS = 0x48414C4C  # the class of our advisory locks, "HALL"
_LOCK_APPENDS = Direct(
    text("SELECT pg_advisory_xact_lock(CAST(:kind AS integer), CAST(:store AS integer))")
)
# The clock is read before the lock is tried. No table is in it: on Citus the lock lives on the coordinator.
# What is asked in the same journey follows the index: of a table that it hasn't counted yet, PostgreSQL
# expects so few rows within two bounds that it would read and sort all there are.
_QUIET = Direct(
    text("""
    SELECT now, CASE WHEN now IS NULL OR pg_is_in_recovery() THEN false
           WHEN pg_try_advisory_lock_shared(CAST(:kind AS integer), CAST(:store AS integer))
           THEN pg_advisory_unlock_shared(CAST(:kind AS integer), CAST(:store AS integer))
           ELSE false END, set_config('enable_bitmapscan', 'off', true)
    FROM (SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) AS now OFFSET 0)
         AS clock
""")
)
_LOCK_TURN = Direct(text("SELECT pg_advisory_xact_lock(CAST(:key AS bigint))"))
_NOW = Direct(text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)"))
_OPEN = {pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR}
_FEW = 400  # rows: COPY is faster from there on, but takes two round trips more


class Postgresql:
    """A server, many writers; appends to one store stand in line."""

    is_server = True
    near_rows = 8.0
    insert = staticmethod(postgresql.insert)

    def connect_arguments(self, *, shared: bool) -> dict[str, Any]:
        """Prepare no statements on a connection that the next transaction may not meet again."""
        return {"connect_timeout": 5, **({"prepare_threshold": None} if shared else {})}

    def prepare(self, engine: Engine) -> None:
        event.listen(engine, "connect", _lay_wire)
        dialect: Any = engine.dialect
        dialect.do_rollback = _roll_back
        for each in ("do_execute", "do_execute_no_params", "do_executemany"):
            event.listen(engine, each, _plan_anew)

    def keep_house(self, engine: Engine) -> None:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("statements", "statement_index"):
                connection.exec_driver_sql(f"VACUUM (ANALYZE) {table}")

    def analyse(self, connection: Connection, table: Table) -> None:
        connection.exec_driver_sql(f"ANALYZE {table.name}")

    def asking(self, connection: Connection) -> AbstractContextManager[None]:
        """Leave out BEGIN and ROLLBACK: each query sees what was committed before it, with or without."""
        wire: Wire = connection.connection.info[WIRE]
        return wire.alone()

    def writing(self) -> AbstractContextManager[None]:
        return nullcontext()

    def append_rows(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Send few rows as an array for each column, many as they lie in memory (COPY)."""
        insert, copy_in, types = _append(table, connection.dialect)
        driver = _driver(connection)
        if len(rows) <= _FEW:
            with in_words_of_sqlalchemy(insert):
                driver.execute(insert, [list(values) for values in zip(*rows, strict=True)])
            return
        with (
            in_words_of_sqlalchemy(copy_in),
            driver.cursor() as cursor,
            cursor.copy(copy_in) as copy,
        ):
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def append_to(
        self, connection: Connection, tables: Sequence[tuple[Table, Sequence[Row]]]
    ) -> None:
        """Send few rows in one journey; no COPY goes into a pipeline."""
        are_few = all(len(rows) <= _FEW for _, rows in tables)
        journey = _driver(connection).pipeline() if are_few else nullcontext()
        # What the server refuses may be heard of at the end of the journey only.
        with in_words_of_sqlalchemy("several INSERTs"), journey:
            for table, rows in tables:
                self.append_rows(connection, table, rows)

    @contextmanager
    def together(self, connection: Connection) -> Iterator[None]:
        wire: Wire = connection.connection.info[WIRE]
        if not wire.is_alone and not connection.in_transaction():
            connection.begin()
        with in_words_of_sqlalchemy("several queries"), wire.together():
            yield

    @contextmanager
    def committing(self, connection: Connection) -> Iterator[None]:
        wire: Wire = connection.connection.info[WIRE]
        with in_words_of_sqlalchemy("several queries"), wire.committing():
            yield

    def ask_now(self, connection: Connection) -> Callable[[], int]:
        answer = _NOW.ask(connection)
        return lambda: int(answer.first()[0])

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Send one array: its query is the same text, and the same plan, for any number of values."""
        of = Uuid() if isinstance(column.type, StatementId) else column.type
        return column == any_(bindparam(name, type_=postgresql.ARRAY(of)))

    def one_by_one(
        self, query: Select[*tuple[Any, ...]], key: ColumnElement[Any], name: str
    ) -> Select[*tuple[Any, ...]]:
        """Let no plan read a whole store for a batch, as it does while its tables aren't counted yet.

        OFFSET 0 keeps PostgreSQL from making a join of the inner query.
        """
        of = Uuid() if isinstance(key.type, StatementId) else key.type
        values = func.unnest(bindparam(name, type_=postgresql.ARRAY(of)))
        each = values.table_valued(column("value", of)).render_derived()
        found = query.where(key == each.c.value).offset(literal_column("0")).lateral()
        return select(found).select_from(each.join(found, true()))

    def order_appends(self, connection: Connection, store_id: int) -> None:
        _LOCK_APPENDS.ask(connection, kind=_APPENDS, store=store_id)

    def take_turns(self, connection: Connection, key: bytes) -> None:
        number = int.from_bytes(key[:8], "big", signed=True)
        _LOCK_TURN.ask(connection, key=number)

    def ask_quiet(
        self, connection: Connection, store_id: int, matters: Callable[[int], bool]
    ) -> Callable[[], int | None]:
        """Try the lock of who appends; a server that follows another one knows nothing of locks."""
        answer = _QUIET.ask(connection, kind=_APPENDS, store=store_id)

        def quiet() -> int | None:
            now, nobody_appends, _ = answer.first()
            return now if nobody_appends and matters(now) else None

        return quiet

    def now(self, connection: Connection) -> int:
        return self.ask_now(connection)()

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

    def each(self, name: str) -> TableValuedAlias:
        numbers = func.unnest(bindparam(name, type_=postgresql.ARRAY(BigInteger)))
        return numbers.table_valued(column("value", BigInteger)).render_derived()

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
        """Take its name from the member's text: Citus refuses a subquery over what isn't immutable."""
        texts = f"{_pg_json(column)} -> '{member}'"
        return f"({texts} ->> split_part(({texts})::text, '\"', 2))"

    def is_retryable(self, error: DBAPIError) -> bool:
        # serialization_failure, deadlock_detected, invalid_sql_statement_name (see lrs.database.wire)
        return getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "26000"}

    def queue(self, url: URL, file: Path) -> "Huey":
        from huey import PostgresHuey

        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("hallway", dsn=dsn, results=False)


def _pg_json(column: str) -> str:
    """Read bytes as JSON; text with a NUL can be read by nobody here, and is left out."""
    text = f"convert_from({column}, 'UTF8')"
    return f"(CASE WHEN position('\\u0000' IN {text}) = 0 THEN {text} END)::json"


def _driver(connection: Connection) -> psycopg.Connection[Row]:
    """Give the driver's own connection, which can do what SQLAlchemy knows nothing about."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(f"{driver} is not a connection to PostgreSQL")
    return driver


def _lay_wire(driver: Any, record: Any) -> None:
    keeps = driver.prepare_threshold is not None  # else it sees other servers' connections in turn
    if keeps:
        keeps = driver.pgconn.exec_(FIRST).get_value(0, 1) is None
    record.info[WIRE] = Wire(driver, Plans(keeps=keeps))


def _plan_anew(*given: Any) -> None:
    """Let no plan be kept of what SQLAlchemy is about to send."""
    with suppress(NotImplementedError):  # SQLAlchemy is still making the acquaintance of the server
        wire: Wire = given[-1].root_connection.connection.info[WIRE]
        wire.plan_anew()


def _roll_back(driver: Any) -> None:
    """Roll back as psycopg does, without its forgetting of all that was prepared."""
    pg = driver.pgconn
    if pg.transaction_status in _OPEN and pg.pipeline_status == pq.PipelineStatus.OFF:
        pg.exec_(b"ROLLBACK")
    if pg.transaction_status != pq.TransactionStatus.IDLE:  # where psycopg would do nothing, slowly
        driver.rollback()


@lru_cache(maxsize=64)
def _append(table: Table, dialect: Compiling) -> tuple[str, str, Sequence[str]]:
    """Give the INSERT and the COPY of whole rows, and the types of their columns."""
    types = [column.type.compile(dialect=dialect) for column in table.c]
    types = [name.lower().partition("(")[0] for name in types]
    arrays = ", ".join(f"%b::{name}[]" for name in types)
    into = columns_of(table)
    insert = f"INSERT INTO {into} SELECT * FROM unnest({arrays})"  # noqa: S608 (our own tables)
    return insert, f"COPY {into} FROM STDIN (FORMAT BINARY)", types
