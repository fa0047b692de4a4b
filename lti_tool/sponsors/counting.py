"""Counting whom a sponsor's clips and events reached in some days; people are counted, and never named."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, union

from lti_tool.clips.watching.tables import viewings
from lti_tool.contributors.periods import Period
from lti_tool.library.tables import library_uses
from lti_tool.network.tables import attendances
from lti_tool.sponsors.reach import Kind, Reach, Reached, Thing, reach
from lti_tool.sponsors.tables import sponsored

_NOTHING_SEEN = ("", "[]")
_V, _A, _U, _D = viewings.c, attendances.c, library_uses.c, sponsored.c


class Counting:
    """Counts for one sponsor of a store in one period."""

    def __init__(
        self, connection: Connection, store_id: int, sponsor_id: UUID, period: Period
    ) -> None:
        self._connection = connection
        self._mine = (_D.store_id == store_id, _D.sponsor_id == sponsor_id)
        self._period = period

    def reach(self, things: Sequence[Thing]) -> Reach:
        """Count for each of these things, and how many different people that were."""
        watched, came = self._watched(), self._came() | self._used()
        found = [
            Reached(thing, *watched.get(thing.id, (0, 0)))
            if thing.kind is Kind.CLIP
            else Reached(thing, came.get(thing.id, 0), None)
            for thing in things
        ]
        return reach(self._people([thing.id for thing in things]), found)

    def _watched(self) -> dict[UUID, tuple[int, int]]:
        """Give of each clip how many people watched any second of it, and how many enough."""
        done = func.sum(case((_V.completed.is_(True), 1), else_=0))
        query = select(_V.clip_id, func.count(), done).join(sponsored, _SAME_CLIP)
        rows = self._connection.execute(query.where(*self._viewed).group_by(_V.clip_id))
        return {row[0]: (row[1], row[2]) for row in rows}

    def _came(self) -> dict[UUID, int]:
        query = select(_A.event_id, func.count()).join(sponsored, _SAME_EVENT)
        rows = self._connection.execute(query.where(*self._attended).group_by(_A.event_id))
        return {row[0]: row[1] for row in rows}

    def _used(self) -> dict[UUID, int]:
        """Give of each thing of the library how many people opened it, or say that they were there."""
        query = select(_U.item_id, func.count()).join(sponsored, _SAME_RESOURCE)
        rows = self._connection.execute(query.where(*self._taken_up).group_by(_U.item_id))
        return {row[0]: row[1] for row in rows}

    def _people(self, things: Sequence[UUID]) -> int:
        """Count different people over all things that others still see."""
        still = _D.thing_id.in_(things)
        viewers = select(_V.person_id).join(sponsored, _SAME_CLIP).where(*self._viewed, still)
        guests = select(_A.person_id).join(sponsored, _SAME_EVENT).where(*self._attended, still)
        readers = select(_U.person_id).join(sponsored, _SAME_RESOURCE).where(*self._taken_up, still)
        everybody = union(viewers, guests, readers).subquery()
        return self._connection.scalar(select(func.count()).select_from(everybody)) or 0

    @property
    def _viewed(self) -> tuple[ColumnElement[bool], ...]:
        return (*self._mine, _V.segments.not_in(_NOTHING_SEEN), *self._during(_V.changed))

    @property
    def _attended(self) -> tuple[ColumnElement[bool], ...]:
        return (*self._mine, *self._during(_A.came))

    @property
    def _taken_up(self) -> tuple[ColumnElement[bool], ...]:
        instants = (_U.opened, _U.joined, _U.done)
        return (*self._mine, or_(*(and_(*self._during(column)) for column in instants)))

    def _during(self, column: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
        return column >= self._period.start, column < self._period.end


_SAME_CLIP = and_(_D.store_id == _V.store_id, _D.kind == Kind.CLIP.value, _D.thing_id == _V.clip_id)
_SAME_EVENT = and_(
    _D.store_id == _A.store_id, _D.kind == Kind.EVENT.value, _D.thing_id == _A.event_id
)
_SAME_RESOURCE = and_(
    _D.store_id == _U.store_id, _D.kind == Kind.RESOURCE.value, _D.thing_id == _U.item_id
)
