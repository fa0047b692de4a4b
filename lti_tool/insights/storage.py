"""What insights count, read for somebody who teaches, of the clips that their course sees."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from lti_tool.asks.tables import asks
from lti_tool.clips.clip import State, Visibility
from lti_tool.clips.rules import Onlooker
from lti_tool.clips.tables import clips
from lti_tool.clips.watching.tables import viewings, watch_sessions, watched_clips
from lti_tool.insights.insight import Work
from lti_tool.launch.clock import HOUR
from lti_tool.launch.tables import launches
from lti_tool.needs.tables import subject_facets
from lti_tool.rooms.visits import TEACHERS
from lti_tool.talk.rules import course_id

DAY = 24 * HOUR
FORTNIGHT = 14 * DAY
_AT_ONCE = 400
_FACETS = ("objection", "competitor")


class Topic(NamedTuple):
    """What clips, discussions and asks are about, and how many of them."""

    facet: str
    shown: str
    uses: int


class Counting:
    """Counts in one store, as somebody sees it."""

    def __init__(self, connection: Connection, store_id: int, who: Onlooker) -> None:
        self._connection = connection
        self._store_id = store_id
        self._who = who

    def works(self, now: int) -> list[Work]:
        """Count each clip that its course sees and that anybody watched."""
        done, lately = self._done(), self._lately(now)
        same = and_(
            watched_clips.c.store_id == clips.c.store_id, watched_clips.c.clip_id == clips.c.id
        )
        columns = (clips.c.id, clips.c.title, clips.c.kind, clips.c.author)
        counts = (watched_clips.c.viewers, watched_clips.c.helped, watched_clips.c.unhelpful)
        query = select(*columns, *counts).join(watched_clips, same).where(*self._seen)
        found = self._connection.execute(query.order_by(clips.c.title, clips.c.id))
        return [
            Work(
                *row[:4], row.viewers, done.get(row.id, 0), row.helped, row.unhelpful,
                *lately.get(row.id, (0, 0)),
            )
            for row in found
        ]  # fmt: skip

    def latencies(self, since: int) -> list[tuple[str, float]]:
        """Give (kind, seconds) from the beginning of a recording to its publication."""
        query = select(clips.c.kind, clips.c.telling).where(*self._seen, clips.c.created >= since)
        rows = [(row.kind, orjson.loads(row.telling or "{}")) for row in self._run(query)]
        return [(kind, said["latency"]) for kind, said in rows if said.get("latency")]

    def topics(self, since: int, most: int) -> list[Topic]:
        """Give the objections and competitors that were named most since then."""
        table, count = subject_facets.c, func.count().label("uses")
        query = select(table.facet, func.min(table.shown), count).where(
            table.store_id == self._store_id, table.facet.in_(_FACETS), table.changed >= since
        )
        grouped = query.group_by(table.facet, table.value)
        rows = self._run(grouped.order_by(count.desc(), table.facet, table.value).limit(most))
        return [Topic(*row) for row in rows]

    def unanswered(self, now: int) -> tuple[int, int]:
        """Count asks of the course without an answer, and how many of them are late."""
        course = course_id(self._who.platform_id, self._who.context_id)
        here = or_(asks.c.course_id.is_(None), asks.c.course_id == course)
        late = func.sum(case((asks.c.needed_by < now, 1), else_=0))
        query = select(func.count(), late).where(
            asks.c.store_id == self._store_id, here, asks.c.answers == 0, asks.c.deleted.is_(None)
        )
        row = self._connection.execute(query).one()
        return int(row[0]), int(row[1] or 0)

    def staff(self, people: Iterable[UUID]) -> set[UUID]:
        """Give those of these people who came in as teacher or administrator of a course."""
        listed, found = sorted(people, key=str), set[UUID]()
        for start in range(0, len(listed), _AT_ONCE):
            query = select(launches.c.person_id).where(
                launches.c.store_id == self._store_id,
                launches.c.person_id.in_(listed[start : start + _AT_ONCE]),
                launches.c.role.in_([role.value for role in TEACHERS]),
            )
            found.update(self._connection.scalars(query.distinct()))
        return found

    def _done(self) -> dict[UUID, int]:
        same = and_(viewings.c.store_id == clips.c.store_id, viewings.c.clip_id == clips.c.id)
        query = select(viewings.c.clip_id, func.count()).join(clips, same)
        query = query.where(*self._seen, viewings.c.completed.is_(True))
        return {row[0]: row[1] for row in self._run(query.group_by(viewings.c.clip_id))}

    def _lately(self, now: int) -> dict[UUID, tuple[int, int]]:
        """Count viewers of the last fortnight, and of the one before; older players are forgotten."""
        sessions = watch_sessions.c
        edge, start = now - FORTNIGHT, now - 2 * FORTNIGHT
        recent = case((sessions.changed >= edge, sessions.person_id))
        earlier = case((sessions.changed < edge, sessions.person_id))
        counts = (func.count(recent.distinct()), func.count(earlier.distinct()))
        query = select(sessions.clip_id, *counts).where(
            sessions.store_id == self._store_id, sessions.changed >= start
        )
        return {row[0]: (row[1], row[2]) for row in self._run(query.group_by(sessions.clip_id))}

    def _run(self, query: Any) -> list[Any]:
        return list(self._connection.execute(query))

    @property
    def _seen(self) -> tuple[ColumnElement[bool], ...]:
        course = and_(
            clips.c.platform_id == self._who.platform_id,
            clips.c.context_id == self._who.context_id,
            clips.c.visibility == Visibility.COURSE,
        )
        there = (clips.c.store_id == self._store_id, clips.c.deleted.is_(None))
        ready = (clips.c.state == State.READY, clips.c.hidden.is_(None))
        return (*there, *ready, or_(course, clips.c.visibility == Visibility.STORE))
