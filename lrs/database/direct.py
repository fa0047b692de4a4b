"""Queries that go to the driver itself: compiled once for each database, and sent past SQLAlchemy.

SQLAlchemy spends ten times as long around a small query as SQLite does on it. What every request
asks, or every commit, is asked this way; all else isn't worth it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect as Compiling
from sqlalchemy.sql.elements import CompilerElement

from lrs.database.rows import DriverError, Row, as_sqlalchemy
from lrs.database.wire import Sent, Wire

Convert = Callable[[Any], Any]

WIRE = "wire"  # where a connection's info keeps its Wire
_WIRED = "wired"


class _Compiled(NamedTuple):
    """SQL as a driver takes it: parameters by name, or in order; and how values are converted."""

    text: str
    fixed: Mapping[str, Any]
    converted: Sequence[tuple[str, Convert]]
    order: Sequence[str] | None
    columns: Sequence[tuple[int, Convert]]

    def parameters(self, values: Mapping[str, Any]) -> Any:
        given = {**self.fixed, **values}
        for name, convert in self.converted:
            given[name] = convert(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def row(self, found: Row) -> Row:
        values = list(found)
        for number, convert in self.columns:
            values[number] = convert(values[number])
        return tuple(values)


class Answer:
    """What a query found; it is fetched when it is asked for, so that several can be on their way."""

    def __init__(self, compiled: _Compiled, cursor: Any) -> None:
        self._compiled = compiled
        self._cursor = cursor

    def rows(self) -> list[Any]:
        try:
            found = self._cursor.fetchall()
        except DriverError as error:
            raise as_sqlalchemy(error, self._compiled.text) from error
        return [self._compiled.row(each) for each in found] if self._compiled.columns else found

    def first(self) -> Any:
        rows = self.rows()
        return rows[0] if rows else None


class Direct:
    """One query, whose parameters are given by the names of its bindparams."""

    def __init__(self, query: CompilerElement) -> None:
        self._query = query
        self._compiled: dict[str, _Compiled] = {}

    def ask(self, connection: Connection, **values: object) -> Answer:
        """Send it. The answer has to be read before the connection is given back."""
        wire = _wire(connection)
        if not (wire and wire.is_alone) and not connection.in_transaction():
            connection.begin()
        if wire:
            return self._telegraphed(wire, connection.dialect, values)
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        driver: Any = connection.connection.driver_connection
        try:
            return Answer(compiled, driver.execute(compiled.text, compiled.parameters(values)))
        except DriverError as error:
            raise as_sqlalchemy(error, compiled.text) from error

    def run_each(self, connection: Connection, several: Sequence[Mapping[str, object]]) -> None:
        """Send it once for each mapping of values; what it would answer is not asked for."""
        if wire := _wire(connection):
            with in_words_of_sqlalchemy("several queries"), wire.together():
                for values in several:
                    self._telegraphed(wire, connection.dialect, values)
            return
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        driver: Any = connection.connection.driver_connection
        try:
            driver.cursor().executemany(compiled.text, [compiled.parameters(v) for v in several])
        except DriverError as error:
            raise as_sqlalchemy(error, compiled.text) from error

    def _telegraphed(self, wire: Wire, dialect: Compiling, values: Mapping[str, object]) -> Answer:
        compiled = self._compiled.get(_WIRED) or self._compile(_numbered(dialect), _WIRED)
        given = [_sent(each) for each in compiled.parameters(values)]
        sent = Sent(compiled.text.encode(), [v for v, _ in given], [f for _, f in given])
        try:
            return Answer(compiled, wire.ask(sent))
        except DriverError as error:
            raise as_sqlalchemy(error, compiled.text) from error

    def _compile(self, dialect: Compiling, name: str = "") -> _Compiled:
        made: Any = self._query.compile(dialect=dialect)
        binds = [
            (n, b.type.dialect_impl(dialect).bind_processor(dialect)) for n, b in made.binds.items()
        ]
        compiled = _Compiled(
            str(made),
            made.params,
            [(name, convert) for name, convert in binds if convert],
            made.positiontup if made.positional else None,
            _columns(self._query, dialect),
        )
        return self._compiled.setdefault(name or dialect.name, compiled)


def _wire(connection: Connection) -> Wire | None:
    wire: Wire | None = connection.connection.info.get(WIRE)
    return wire if wire and wire.is_free else None


def _numbered(dialect: Compiling) -> Compiling:
    """Give a dialect of the same kind that names parameters as libpq does."""
    kind: Any = type(dialect)
    made: Compiling = kind(paramstyle="numeric_dollar")
    return made


def _sent(value: Any) -> tuple[bytes | None, int]:
    """Give a value as libpq takes it, and whether that is binary."""
    return (None, 0) if value is None else _SENT[type(value)](value)


_SENT: dict[type, Callable[[Any], tuple[bytes, int]]] = {
    int: lambda value: (b"%d" % value, 0),
    bool: lambda value: (b"t" if value else b"f", 0),
    bytes: lambda value: (value, 1),
    str: lambda value: (value.encode(), 1),  # so that a NUL in it is refused, and ends nothing
    UUID: lambda value: (value.bytes, 1),
    list: lambda value: (f"{{{','.join(_elements(value))}}}".encode(), 0),
}


def _elements(values: list[Any]) -> Iterator[str]:
    """Write the elements of an array, which are all of one type; hundreds go to each lookup."""
    return map(_WRITTEN.get(type(values[0]), _element) if values else str, values)


_WRITTEN: dict[type, Callable[[Any], str]] = {int: str, UUID: attrgetter("hex")}


def _element(value: object) -> str:
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    if not isinstance(value, str):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _columns(query: CompilerElement, dialect: Compiling) -> list[tuple[int, Convert]]:
    if not isinstance(query, Select):
        return []
    types = [column.type.dialect_impl(dialect) for column in query.selected_columns]
    converts = [each.result_processor(dialect, None) for each in types]
    return [(number, convert) for number, convert in enumerate(converts) if convert]


@contextmanager
def in_words_of_sqlalchemy(sql: str) -> Iterator[None]:
    """Raise the driver's errors as SQLAlchemy would, had it sent this."""
    try:
        yield
    except DriverError as error:
        raise as_sqlalchemy(error, sql) from error
