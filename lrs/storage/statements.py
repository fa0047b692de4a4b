"""Statements of one store: append, fetch, and page through what the index finds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from lrs.database import Dialect
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.tables import attachments, statement_index, statements
from lrs.xapi.content import Content, pieces

# Built once: building it costs more than running it.
_LAST_STORED = select(func.max(statements.c.stored)).where(
    statements.c.store_id == bindparam("store")
)
_ONE = select(statements.c.payload).where(
    statements.c.store_id == bindparam("store"),
    statements.c.id == bindparam("id"),
    statements.c.voided == bindparam("voided"),
)
_ONE_BY = _ONE.where(statements.c.authority == bindparam("authority"))
_TOGETHER = 1024 * 1024  # bytes of attachments that are sent to the database at once
_OWN = 0  # `via` of what a statement says itself


class Mark(NamedTuple):
    """How many index entries some people have, and the place of the newest statement among them."""

    entries: int
    newest: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement ready to be stored. `stored` in microseconds; `filed` are (kind, value) pairs."""

    id: UUID
    stored: int
    authority: str
    payload: bytes
    filed: Collection[tuple[str, str]]
    voided: bool


class Statements:
    """The statements of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self.store_id = store_id

    @property
    def _mine(self) -> ColumnElement[bool]:
        return statements.c.store_id == self.store_id

    def last_stored(self) -> int:
        """Give the place of the newest statement, 0 in an empty store."""
        return self._connection.scalar(_LAST_STORED, {"store": self.store_id}) or 0

    def count(self) -> int:
        query = select(func.count()).select_from(statements).where(self._mine)
        return self._connection.scalar(query) or 0

    def append(self, rows: Sequence[StatementRow]) -> None:
        self._dialect.append_rows(
            self._connection, statements, [self._statement(row) for row in rows]
        )
        filed = [entry for row in rows for entry in self._filed(row)]
        self._dialect.append_rows(self._connection, statement_index, filed)

    def payloads(self, ids: Collection[UUID]) -> dict[UUID, bytes]:
        query = select(statements.c.id, statements.c.payload).where(self._mine)
        return {
            row.id: row.payload
            for chunk in chunks(ids)
            for row in self._connection.execute(query.where(statements.c.id.in_(chunk)))
        }

    def one(self, statement_id: UUID, voided: bool, authority: str | None) -> bytes | None:
        """Give the statement of this id if it is voided, or isn't, as asked."""
        query = _ONE if authority is None else _ONE_BY
        values = {"store": self.store_id, "id": statement_id, "voided": voided}
        if authority is not None:
            values["authority"] = index_key(self.store_id, "authority", authority)
        found: bytes | None = self._connection.scalar(query, values)
        return found

    def about(self, identifiers: Iterable[str]) -> Iterator[bytes]:
        """Give each statement in which an identifier is actor or object, and each that refers to one.

        Voided ones are left out.
        """
        keys = [index_key(self.store_id, "agent", identifier) for identifier in identifiers]
        mine = select(statement_index.c.stored).where(
            statement_index.c.store_id == self.store_id,
            statement_index.c.key.in_(keys),
        )
        query = (
            select(statements.c.payload)
            .where(self._mine, statements.c.stored.in_(mine), statements.c.voided.is_(False))
            .order_by(statements.c.stored)
        )
        for row in self._connection.execute(query):
            yield row.payload

    def mark(self, identifiers: Iterable[str]) -> Mark:
        """Give what changes whenever a statement is added that `about` would give, or that voids one."""
        keys = [index_key(self.store_id, "agent", identifier) for identifier in identifiers]
        query = select(func.count(), func.max(statement_index.c.stored)).where(
            statement_index.c.store_id == self.store_id, statement_index.c.key.in_(keys)
        )
        count, newest = self._connection.execute(query).one()
        return Mark(count, newest or 0)

    def _statement(self, row: StatementRow) -> tuple[object, ...]:
        """Give the values in the order of the table's columns."""
        authority = index_key(self.store_id, "authority", row.authority)
        return (self.store_id, row.stored, row.id, authority, row.voided, row.payload)

    def _filed(self, row: StatementRow) -> Iterator[tuple[int, ...]]:
        for key in {index_key(self.store_id, *pair) for pair in row.filed}:
            yield (self.store_id, key, row.stored, _OWN)


class Attachments:
    """Bytes that came with statements of one store, by their SHA-2."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def keep(self, contents: Mapping[str, Content]) -> None:
        """Keep what isn't there yet, piece by piece; the same hash means the same bytes."""
        rows: list[tuple[int, str, int, bytes]] = []
        waiting = 0
        for row in self._rows(contents, set(contents) - self._known(contents)):
            rows.append(row)
            waiting += len(row[-1])
            if waiting >= _TOGETHER:
                self._dialect.append_rows(self._connection, attachments, rows)
                rows, waiting = [], 0
        if rows:
            self._dialect.append_rows(self._connection, attachments, rows)

    def _rows(
        self, contents: Mapping[str, Content], wanted: Collection[str]
    ) -> Iterator[tuple[int, str, int, bytes]]:
        """Give the values in the order of the table's columns."""
        for sha2 in sorted(wanted):
            for number, piece in enumerate(pieces(contents[sha2]) if contents[sha2] else [b""]):
                yield self._store_id, sha2, number, piece

    def contents(self, hashes: Collection[str]) -> dict[str, bytes]:
        query = select(attachments.c.sha2, attachments.c.content).where(
            attachments.c.store_id == self._store_id
        )
        found: dict[str, list[bytes]] = {}
        for chunk in chunks(hashes):
            mine = query.where(attachments.c.sha2.in_(chunk))
            for row in self._connection.execute(mine.order_by(attachments.c.number)):
                found.setdefault(row.sha2, []).append(row.content)
        return {sha2: b"".join(found_pieces) for sha2, found_pieces in found.items()}

    def _known(self, hashes: Collection[str]) -> set[str]:
        query = select(attachments.c.sha2).where(
            attachments.c.store_id == self._store_id, attachments.c.number == 0
        )
        return {
            sha2
            for chunk in chunks(hashes)
            for sha2 in self._connection.scalars(query.where(attachments.c.sha2.in_(chunk)))
        }
