"""What differs between databases. Only this file and the two dialects beside it say sqlite or postgresql."""

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    TableValuedAlias,
    make_url,
)
from sqlalchemy.exc import DBAPIError

from lrs.database.rows import Insert, Row
from lrs.database.sqlite_dialect import Sqlite

if TYPE_CHECKING:
    from huey import Huey


class Dialect(Hashable, Protocol):
    """What the rest of the code asks of a database."""

    is_server: bool
    near_rows: float  # how many index rows are read as fast as one place is looked up in them

    def connect_arguments(self, *, shared: bool) -> dict[str, Any]:
        """Give what the driver is told; `shared` connections serve somebody else after each transaction."""

    def prepare(self, engine: Engine) -> None:
        """Listen to the engine's events, so that every connection is set up for us."""

    def keep_house(self, engine: Engine) -> None:
        """Give back the room of what was removed, and count what plans rest on; outside of transactions."""

    def analyse(self, connection: Connection, table: Table) -> None:
        """Look at some of the rows of a table, so that the plans of queries rest on what there is."""

    def insert(self, table: Table) -> Insert:
        """Give an INSERT that knows ON CONFLICT."""

    def asking(self, connection: Connection) -> AbstractContextManager[None]:
        """Let queries go without a transaction around them, if that saves journeys."""

    def writing(self) -> AbstractContextManager[None]:
        """Wait for this process's and this machine's turn to open a transaction that writes."""

    def append_rows(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Insert many rows, each with a value for every column in the table's order, at full speed."""

    def append_to(
        self, connection: Connection, tables: Sequence[tuple[Table, Sequence[Row]]]
    ) -> None:
        """Do so for several tables, one after the other."""

    def together(self, connection: Connection) -> AbstractContextManager[object]:
        """Let all that is asked within go to the database in one journey (see lrs.database.direct)."""

    def committing(self, connection: Connection) -> AbstractContextManager[object]:
        """Do so for all of a transaction, which its last journey commits; rows are asked for by their keys."""

    def among(self, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Give the condition that a column is one of the parameter `name`, a list of up to thousands."""

    def one_by_one(
        self, query: Select[*tuple[Any, ...]], key: ColumnElement[Any], name: str
    ) -> Select[*tuple[Any, ...]]:
        """Give the query of the rows in which a key is one of the parameter `name`, in no order."""

    def order_appends(self, connection: Connection, store_id: int) -> None:
        """Hold until the end of the transaction that no other one appends statements to this store."""

    def take_turns(self, connection: Connection, key: bytes) -> None:
        """Hold until the end of the transaction that no other one works on the thing named by key."""

    def ask_quiet(
        self, connection: Connection, store_id: int, matters: Callable[[int], bool]
    ) -> Callable[[], int | None]:
        """Ask at which instant no transaction in flight held statements for this store.

        None where one did, or where that doesn't matter at this instant. What is asked behind this
        sees all that was stored before the instant.
        """

    def now(self, connection: Connection) -> int:
        """Give the clock that all writers of this database share, in microseconds since the epoch."""

    def ask_now(self, connection: Connection) -> Callable[[], int]:
        """Ask for what `now` gives; the answer is there when it is called for."""

    def position(self, connection: Connection) -> int:
        """Give how far the history of this server's commits has come."""

    def has_replayed(self, connection: Connection, position: int) -> bool:
        """Say whether this server, which follows another one, has come as far as that."""

    def read_once(self, connection: Connection) -> None:
        """Say that this connection reads what nobody reads again soon, so that it keeps little of it."""

    def each(self, name: str) -> TableValuedAlias:
        """Give a row for each number in the parameter `name`, a list, as its column `value`."""

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

    def queue(self, url: URL, file: Path) -> "Huey":
        """Open the queue of long work: in `file`, or where a server shares it among machines."""


def _postgresql() -> Dialect:
    from lrs.database.postgresql_dialect import Postgresql

    return Postgresql()


_DIALECTS: dict[str, Callable[[], Dialect]] = {"sqlite": Sqlite, "postgresql": _postgresql}


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
