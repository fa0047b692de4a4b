"""Statements of one store in the order of their places, for those who carry all of them elsewhere."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from lrs.storage.payloads import Payloads
from lrs.storage.tables import statement_references, statements


class Placed(NamedTuple):
    """A statement where it stands. `stored` in microseconds; `payload` is its JSON."""

    stored: int
    id: UUID
    voided: bool
    payload: bytes


class StatementPlaces:
    """The places of one store. `after` is never included, `until` always is."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id
        self._mine = statements.c.store_id == store_id

    def next(self, after: int) -> int | None:
        """Give the first place after this one, None behind the newest."""
        query = select(statements.c.stored).where(self._mine, statements.c.stored > after)
        return self._connection.scalar(query.order_by(statements.c.stored).limit(1))

    def last(self) -> int:
        """Give the newest place, 0 in an empty store."""
        query = select(func.max(statements.c.stored)).where(self._mine)
        return self._connection.scalar(query) or 0

    def last_until(self, until: int) -> int:
        """Give the newest place up to this one, 0 where there is none."""
        query = select(func.max(statements.c.stored)).where(*self._within(0, until))
        return self._connection.scalar(query) or 0

    def count(self, after: int, until: int) -> int:
        query = select(func.count()).select_from(statements).where(*self._within(after, until))
        return self._connection.scalar(query) or 0

    def between(self, after: int, until: int, limit: int) -> list[Placed]:
        """Give the first `limit` statements, voided ones too, in rising order."""
        query = (
            select(*(statements.c[name] for name in Placed._fields))
            .where(*self._within(after, until))
            .order_by(statements.c.stored)
            .limit(limit)
        )
        payloads = Payloads(self._connection, self._store_id)
        return [
            Placed(row.stored, row.id, row.voided, payloads.text(row.stored, row.payload))
            for row in self._connection.execute(query)
        ]

    def voided_by(self, after: int) -> Sequence[int]:
        """Give the places of statements that are voided by what was stored after this place."""
        same = (statements.c.store_id == statement_references.c.store_id) & (
            statements.c.id == statement_references.c.target_id
        )
        query = (
            select(statements.c.stored)
            .select_from(statement_references.join(statements, same))
            .where(
                statement_references.c.store_id == self._store_id,
                statement_references.c.stored > after,
                statement_references.c.voids.is_(True),
            )
        )
        return list(self._connection.scalars(query))

    def _within(self, after: int, until: int) -> tuple[ColumnElement[bool], ...]:
        return (self._mine, statements.c.stored > after, statements.c.stored <= until)
