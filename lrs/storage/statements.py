"""Statements of one store: append, fetch, and page through what the index finds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from lrs.database import Dialect
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.tables import attachments, statement_index, statements

Query = TypeVar("Query", Select[bytes], Select[int, bytes])

# Built once: building it costs more than running it.
_LAST_STORED = select(func.max(statements.c.stored)).where(
    statements.c.store_id == bindparam("store")
)
_OWN = 0  # `via` of what a statement says itself


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement ready to be stored. `stored` in microseconds; `filed` are (kind, value) pairs."""

    id: UUID
    stored: int
    authority: str
    payload: bytes
    filed: Collection[tuple[str, str]]
    voided: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements to page through: all of `filed`, stored after `since` and up to `until`."""

    filed: Sequence[tuple[str, str]] = ()
    since: int | None = None
    until: int | None = None
    before: int | None = None
    authority: str | None = None
    ascending: bool = False


class Statements:
    """The statements of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self.store_id = store_id
        self._mine = statements.c.store_id == store_id

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
        query = select(statements.c.payload).where(
            self._mine, statements.c.id == statement_id, statements.c.voided.is_(voided)
        )
        found: bytes | None = self._connection.scalar(self._by(query, authority))
        return found

    def page(self, selection: Selection, limit: int) -> list[tuple[int, bytes]]:
        """Give (stored, payload) of up to `limit` statements in the order asked for.

        A statement that matches in several ways (itself and by what it refers to) comes once.
        """
        found: dict[int, bytes] = {}
        while len(found) < limit:
            rows = self._rows(selection, limit, list(found))
            found.update((row.stored, row.payload) for row in rows)
            if len(rows) < limit:
                break
        return list(found.items())[:limit]

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

    def _statement(self, row: StatementRow) -> tuple[object, ...]:
        """Give the values in the order of the table's columns."""
        authority = index_key(self.store_id, "authority", row.authority)
        return (self.store_id, row.stored, row.id, authority, row.voided, row.payload)

    def _filed(self, row: StatementRow) -> Iterator[tuple[int, ...]]:
        for key in {index_key(self.store_id, *pair) for pair in row.filed}:
            yield (self.store_id, key, row.stored, _OWN)

    def _rows(self, selection: Selection, limit: int, seen: list[int]) -> Sequence[Row[int, bytes]]:
        place: ColumnElement[int] = statements.c.stored
        query = select(statements.c.stored, statements.c.payload).where(
            self._mine, statements.c.voided.is_(False)
        )
        if selection.filed:
            query, place = self._through_index(query, selection.filed)
        query = self._within(query, place, selection, seen)
        order = place.asc() if selection.ascending else place.desc()
        return self._connection.execute(query.order_by(order).limit(limit)).all()

    def _through_index(
        self, query: Select[int, bytes], filed: Sequence[tuple[str, str]]
    ) -> tuple[Select[int, bytes], ColumnElement[int]]:
        """All pairs must hold of one and the same statement: itself, or one that it refers to."""
        first, *others = [index_key(self.store_id, *pair) for pair in filed]
        hit = statement_index.alias("hit")
        query = query.join(
            hit, (hit.c.store_id == statements.c.store_id) & (hit.c.stored == statements.c.stored)
        ).where(hit.c.store_id == self.store_id, hit.c.key == first)
        for number, key in enumerate(others):
            also = statement_index.alias(f"also_{number}")
            query = query.where(
                select(also.c.key)
                .where(
                    also.c.store_id == self.store_id,
                    also.c.key == key,
                    also.c.stored == hit.c.stored,
                    also.c.via == hit.c.via,
                )
                .exists()
            )
        return query, hit.c.stored

    def _within(
        self,
        query: Select[int, bytes],
        place: ColumnElement[int],
        selection: Selection,
        seen: list[int],
    ) -> Select[int, bytes]:
        if selection.since is not None:
            query = query.where(place > selection.since)
        if selection.until is not None:
            query = query.where(place <= selection.until)
        if selection.before is not None:
            query = query.where(place < selection.before)
        if seen:
            query = query.where(place > seen[-1] if selection.ascending else place < seen[-1])
        return self._by(query, selection.authority)

    def _by(self, query: Query, authority: str | None) -> Query:
        if authority is None:
            return query
        return query.where(
            statements.c.authority == index_key(self.store_id, "authority", authority)
        )


class Attachments:
    """Bytes that came with statements of one store, by their SHA-2."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Keep what isn't there yet; the same hash means the same bytes."""
        if not contents:
            return
        rows = [
            {"store_id": self._store_id, "sha2": sha2, "content": content}
            for sha2, content in sorted(contents.items())
        ]
        self._connection.execute(self._dialect.insert(attachments).on_conflict_do_nothing(), rows)

    def contents(self, hashes: Collection[str]) -> dict[str, bytes]:
        query = select(attachments.c.sha2, attachments.c.content).where(
            attachments.c.store_id == self._store_id
        )
        return {
            row.sha2: row.content
            for chunk in chunks(hashes)
            for row in self._connection.execute(query.where(attachments.c.sha2.in_(chunk)))
        }
