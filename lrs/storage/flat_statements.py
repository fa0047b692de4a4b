"""Statements of one store as flat rows, beside the statements themselves: what the views show."""

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Integer,
    Table,
    Text,
    func,
    select,
    update,
)
from sqlalchemy import Connection as SqlConnection

from lrs.database import Dialect, StatementId, metadata
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.statement_places import Placed
from lrs.xapi.flat_statement import FlatStatement
from lrs.xapi.stamping import microseconds

_TYPES = {
    "timestamp": BigInteger,
    "success": Boolean,
    "completion": Boolean,
    "score_scaled": Double,
    "score_raw": Double,
    "score_min": Double,
    "score_max": Double,
    "duration_seconds": Double,
}

# Filled by a command and by it alone; `actor_key` is the key of the actor's identity.
flat_statements = Table(
    "flat_statements",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("stored", BigInteger, primary_key=True, autoincrement=False),
    Column("id", StatementId, nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("actor_key", BigInteger),
    *(Column(name, _TYPES.get(name, Text)) for name in FlatStatement._fields),
)


class FlatStatements:
    """The flat rows of one store."""

    def __init__(self, connection: SqlConnection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._mine = flat_statements.c.store_id == store_id

    def last(self) -> int:
        """Give the place up to which there are rows, 0 where there are none."""
        query = select(func.max(flat_statements.c.stored)).where(self._mine)
        return self._connection.scalar(query) or 0

    def append(self, after: int, rows: Sequence[tuple[Placed, FlatStatement]]) -> bool:
        """Add what follows this place; False when somebody else was faster."""
        name = f"flat statements of store {self._store_id}"
        self._dialect.take_turns(self._connection, name.encode())
        if self.last() != after:
            return False
        values = [self._values(placed, flat) for placed, flat in rows]
        self._dialect.append_rows(self._connection, flat_statements, values)
        return True

    def void(self, places: Sequence[int]) -> None:
        change = update(flat_statements).where(self._mine).values(voided=True)
        for chunk in chunks(places):
            self._connection.execute(change.where(flat_statements.c.stored.in_(chunk)))

    def _values(self, placed: Placed, flat: FlatStatement) -> tuple[object, ...]:
        key = index_key(self._store_id, "identity", flat.actor) if flat.actor else None
        happened, *others = flat
        columns = (microseconds(happened), *map(_writable, others))
        return (self._store_id, placed.stored, placed.id, placed.voided, key, *columns)


def _writable(value: object) -> object:
    """NUL may stand in JSON, but not in a database's text."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
