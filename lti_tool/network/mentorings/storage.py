"""Mentoring relationships as they are kept, bound to one store."""

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select, update

from lrs import Conflict
from lti_tool.network.mentorings.mentoring import Mentoring, Stage
from lti_tool.network.tables import mentorings

_QUERY = select(*(mentorings.c[name] for name in Mentoring.__slots__))
_C = mentorings.c
_CHANGED = "The other side was faster. Look again, then decide."
_OVER = (Stage.ENDED.value, Stage.DECLINED.value)


class Mentorings:
    """The mentoring relationships of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, pair: Mentoring) -> None:
        values = {name: getattr(pair, name) for name in Mentoring.__slots__}
        self._connection.execute(mentorings.insert().values(store_id=self._store_id, **values))

    def find(self, pair_id: UUID) -> Mentoring | None:
        row = self._connection.execute(_QUERY.where(self._mine, _C.id == pair_id)).first()
        return Mentoring(*row) if row else None

    def of(self, person_id: UUID) -> list[Mentoring]:
        """Give all of one person, those that go on first."""
        theirs = or_(_C.mentor == person_id, _C.mentee == person_id)
        query = _QUERY.where(self._mine, theirs).order_by(_C.changed.desc(), _C.id)
        found = [Mentoring(*row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda pair: pair.state in _OVER)

    def open_between(self, mentor: UUID, mentee: UUID) -> bool:
        same = (_C.mentor == mentor, _C.mentee == mentee, _C.state.not_in(_OVER))
        return self._connection.execute(_QUERY.where(self._mine, *same)).first() is not None

    def move(self, pair: Mentoring, stage: Stage, now: int) -> None:
        """Raise Conflict when it isn't any more as this one is."""
        same = (self._mine, _C.id == pair.id, _C.state == pair.state)
        moved = update(mentorings).where(*same).values(state=stage.value, changed=now)
        if self._connection.execute(moved).rowcount != 1:
            raise Conflict(_CHANGED)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return _C.store_id == self._store_id
