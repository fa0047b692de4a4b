"""Entries of one store that their learner says are wrong, and what became of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, update

from lrs.storage.record_tables import disputes

OPEN, STANDS, REMOVED = "open", "stands", "removed"


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute; `statement_id` is the statement that says it. Instants in microseconds."""

    id: UUID
    person_id: UUID
    entry_id: str
    title: str
    words: str
    statement_id: UUID
    asked: int
    state: str = OPEN
    decided_by: str = ""
    decided: int | None = None
    answer: str = ""


class Disputes:
    """The disputes of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, dispute: Dispute) -> None:
        values = {name: getattr(dispute, name) for name in Dispute.__slots__}
        self._connection.execute(disputes.insert().values(store_id=self._store_id, **values))

    def find(self, dispute_id: UUID) -> Dispute | None:
        row = self._connection.execute(
            self._query.where(self._mine, disputes.c.id == dispute_id)
        ).first()
        return None if row is None else Dispute(*row)

    def latest(self, limit: int = 100) -> list[Dispute]:
        """Give open ones, those first who wait longest, and then what was settled lately."""
        settled = disputes.c.state != OPEN
        query = self._query.where(self._mine).order_by(
            settled, func.coalesce(-disputes.c.decided, disputes.c.asked), disputes.c.id
        )
        return [Dispute(*row) for row in self._connection.execute(query.limit(limit))]

    def of(self, people: Sequence[UUID]) -> list[Dispute]:
        """Give the latest thousand of some people, newest first."""
        query = self._query.where(self._mine, disputes.c.person_id.in_(people))
        query = query.order_by(disputes.c.asked.desc(), disputes.c.id).limit(1000)
        return [Dispute(*row) for row in self._connection.execute(query)]

    def open_about(self, person_id: UUID, entry_id: str) -> bool:
        here = (disputes.c.person_id == person_id, disputes.c.entry_id == entry_id)
        query = select(func.count()).where(self._mine, disputes.c.state == OPEN, *here)
        return bool(self._connection.scalar(query))

    def count_open(self) -> int:
        query = select(func.count()).where(self._mine, disputes.c.state == OPEN)
        return self._connection.scalar(query) or 0

    def settle(self, dispute_id: UUID, **values: object) -> bool:
        """Note what was decided; False when somebody did before."""
        here = (self._mine, disputes.c.id == dispute_id, disputes.c.state == OPEN)
        return (
            self._connection.execute(update(disputes).where(*here).values(**values)).rowcount == 1
        )

    @property
    def _mine(self) -> ColumnElement[bool]:
        return disputes.c.store_id == self._store_id

    _query = select(*(disputes.c[name] for name in Dispute.__slots__))
