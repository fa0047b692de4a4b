"""Reports of clips, and what was done to clips, bound to one store."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from lti_tool.clips.clip import Clip, Visibility
from lti_tool.clips.rules import Onlooker
from lti_tool.clips.storage import read
from lti_tool.clips.tables import clip_events, clip_reports, clips
from lti_tool.launch.roles import Role

DONE = ("hidden", "shown", "deleted", "brought back", "dismissed", "aged")
_CLIP = tuple(clips.c[name] for name in Clip.__slots__)


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody found wrong with a clip; `decision` is "" while it waits."""

    clip_id: UUID
    id: UUID
    reporter: UUID
    reason: str
    created: int
    decision: str = ""
    decided: int | None = None


class Done(NamedTuple):
    """What was done to a clip: `by` is a person, None for an administrator of the console or for Hallway."""

    clip_id: UUID
    title: str
    author: UUID
    author_name: str
    what: str
    by: UUID | None
    by_name: str
    words: str
    at: int


class ClipReports:
    """The reports of one store; `who` None stands for somebody who answers for all of it."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, report: Report) -> None:
        values = {name: getattr(report, name) for name in Report.__slots__}
        self._connection.execute(clip_reports.insert().values(store_id=self._store_id, **values))

    def has_reported(self, clip_id: UUID, person_id: UUID) -> bool:
        """Say whether a report of this person about this clip waits."""
        theirs = (clip_reports.c.clip_id == clip_id, clip_reports.c.reporter == person_id)
        query = select(func.count()).where(*self._waiting(), *theirs)
        return bool(self._connection.scalar(query))

    def of(self, clip_id: UUID) -> list[Report]:
        """Give what waits about a clip, oldest first."""
        query = _REPORT.where(*self._waiting(), clip_reports.c.clip_id == clip_id)
        return [Report(*row) for row in self._connection.execute(query.order_by(*_AGE))]

    def count(self, who: Onlooker | None) -> int:
        query = select(func.count()).select_from(clip_reports).join(clips, _SAME)
        return self._connection.scalar(query.where(*self._waiting(), *_answered(who))) or 0

    def waiting(self, who: Onlooker | None, offset: int, limit: int) -> list[tuple[Report, Clip]]:
        """Give reports on which nobody decided, oldest first, each with its clip."""
        query = _REPORT.add_columns(*_CLIP).join(clips, _SAME)
        query = query.where(*self._waiting(), *_answered(who)).order_by(*_AGE)
        cut = len(Report.__slots__)
        rows = self._connection.execute(query.offset(offset).limit(limit))
        return [(Report(*row[:cut]), read(row[cut:])) for row in rows]

    def hidden(self, limit: int) -> list[Clip]:
        """Give the clips that are hidden, the last one first."""
        there = (clips.c.store_id == self._store_id, clips.c.deleted.is_(None))
        query = select(*_CLIP).where(*there, clips.c.hidden.is_not(None))
        rows = self._connection.execute(query.order_by(clips.c.hidden.desc()).limit(limit))
        return [read(row) for row in rows]

    def decide(self, clip_id: UUID, decision: str, now: int) -> None:
        """Close all reports that wait about a clip."""
        waits = update(clip_reports).where(*self._waiting(), clip_reports.c.clip_id == clip_id)
        self._connection.execute(waits.values(decision=decision, decided=now))

    def done(self, who: Onlooker | None, limit: int) -> list[Done]:
        """Give what was done of late, the newest first."""
        same = and_(clips.c.store_id == clip_events.c.store_id, clips.c.id == clip_events.c.clip_id)
        query = select(*_DONE).join(clips, same).where(clip_events.c.store_id == self._store_id)
        query = query.where(clip_events.c.what.in_(DONE), *_answered(who))
        rows = self._connection.execute(query.order_by(clip_events.c.at.desc()).limit(limit))
        return [Done(*row) for row in rows]

    def _waiting(self) -> tuple[ColumnElement[bool], ...]:
        return (clip_reports.c.store_id == self._store_id, clip_reports.c.decision == "")


def _answered(who: Onlooker | None) -> tuple[ColumnElement[bool], ...]:
    """Say in SQL for which clips somebody answers (rules.may_moderate)."""
    if who is None:
        return ()
    course: ColumnElement[bool] = and_(
        clips.c.platform_id == who.platform_id, clips.c.context_id == who.context_id
    )
    if who.role is Role.ADMINISTRATOR:
        course = or_(course, clips.c.visibility == Visibility.STORE)
    return (course, clips.c.visibility != Visibility.PRIVATE)


_SAME = and_(clips.c.store_id == clip_reports.c.store_id, clips.c.id == clip_reports.c.clip_id)
_REPORT: Any = select(*(clip_reports.c[name] for name in Report.__slots__))
_AGE = (clip_reports.c.created, clip_reports.c.id)
_DONE = (
    clip_events.c.clip_id,
    *(clips.c[name] for name in ("title", "author", "author_name")),
    *(clip_events.c[name] for name in ("what", "by", "by_name", "words", "at")),
)
