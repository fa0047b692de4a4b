"""Encounters as they are kept, bound to one store."""

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from lrs import Conflict
from lrs.database import Dialect
from lti_tool.network.encounters.encounter import Encounter, State
from lti_tool.network.tables import encounters

_QUERY = select(*(encounters.c[name] for name in Encounter.__slots__))
_C = encounters.c
_CHANGED = "Somebody changed this talk at the same time. Look again, then decide."


class Encounters:
    """The encounters of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, encounter: Encounter) -> None:
        values = {name: getattr(encounter, name) for name in Encounter.__slots__}
        add = self._dialect.insert(encounters).values(store_id=self._store_id, **values)
        self._connection.execute(add.on_conflict_do_nothing())

    def find(self, encounter_id: UUID) -> Encounter | None:
        return self._one(_C.id == encounter_id)

    def replace(self, before: Encounter, after: Encounter) -> None:
        """Keep a changed one; raises Conflict when it isn't any more as it was before."""
        same = (_C.id == before.id, _C.version == before.version, _C.state == before.state)
        values = {name: getattr(after, name) for name in Encounter.__slots__ if name != "id"}
        done = update(encounters).where(self._mine, *same, _C.gone.is_(None)).values(values)
        if self._connection.execute(done).rowcount != 1:
            raise Conflict(_CHANGED)

    def count_of(self, person_id: UUID, since: int = 0) -> int:
        query = select(func.count()).where(*self._theirs(person_id), _C.happened >= since)
        return self._connection.scalar(query) or 0

    def of(self, person_id: UUID, offset: int, limit: int) -> list[Encounter]:
        """Give what a person told, and what they agreed to, the newest first."""
        query = _QUERY.where(*self._theirs(person_id)).order_by(_C.happened.desc(), _C.id)
        rows = self._connection.execute(query.offset(offset).limit(limit))
        return [Encounter(*row) for row in rows]

    def waiting_for(self, person_id: UUID, limit: int = 50) -> list[Encounter]:
        """Give what others say of them, and what others remember differently."""
        asked = and_(_C.other == person_id, _C.state == State.ASKED.value)
        corrected = and_(_C.teller == person_id, _C.state == State.CORRECTED.value)
        query = _QUERY.where(self._mine, _C.gone.is_(None), or_(asked, corrected))
        rows = self._connection.execute(query.order_by(_C.created.desc()).limit(limit))
        return [Encounter(*row) for row in rows]

    def naming(self, person_id: UUID, limit: int) -> list[Encounter]:
        """Give what others told that names this person."""
        query = _QUERY.where(self._mine, _C.other == person_id, _C.gone.is_(None))
        return [Encounter(*row) for row in self._connection.execute(query.limit(limit))]

    def at_event(self, event_id: UUID, person_id: UUID) -> list[Encounter]:
        """Give those of one person at one event; of others nobody learns whom they met."""
        of_them = or_(_C.teller == person_id, _C.other == person_id)
        query = _QUERY.where(self._mine, _C.event_id == event_id, _C.gone.is_(None), of_them)
        rows = self._connection.execute(query.order_by(_C.happened.desc()))
        found = [Encounter(*row) for row in rows]
        return [e for e in found if e.teller == person_id or e.state != State.DECLINED.value]

    def between(self, event_id: UUID, one: UUID, two: UUID) -> Encounter | None:
        """Give the meeting of two people at an event, whoever told it first."""
        pair = or_(and_(_C.teller == one, _C.other == two), and_(_C.teller == two, _C.other == one))
        return self._one(_C.event_id == event_id, pair)

    def of_relation(self, relation_id: UUID) -> list[Encounter]:
        query = _QUERY.where(self._mine, _C.relation_id == relation_id, _C.gone.is_(None))
        rows = self._connection.execute(query.order_by(_C.happened.desc()))
        return [Encounter(*row) for row in rows]

    def _one(self, *conditions: ColumnElement[bool]) -> Encounter | None:
        query = _QUERY.where(self._mine, _C.gone.is_(None), *conditions)
        row = self._connection.execute(query.limit(1)).first()
        return Encounter(*row) if row else None

    @property
    def _mine(self) -> ColumnElement[bool]:
        return _C.store_id == self._store_id

    def _theirs(self, person_id: UUID) -> tuple[ColumnElement[bool], ...]:
        agreed = and_(_C.other == person_id, _C.state == State.CONFIRMED.value)
        return self._mine, _C.gone.is_(None), or_(_C.teller == person_id, agreed)
