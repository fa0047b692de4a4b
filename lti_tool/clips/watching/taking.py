"""Taking in what a player saw: one transaction keeps it, counts it and tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection

from lrs import Conflict, telling
from lrs import vocabulary as v
from lti_tool.clips.clip import Clip
from lti_tool.clips.finding import iri_of
from lti_tool.clips.watching import heat as heats
from lti_tool.clips.watching.observation import Batch
from lti_tool.clips.watching.openings import Openings
from lti_tool.clips.watching.segments import Segment
from lti_tool.clips.watching.statements import Telling, statement
from lti_tool.clips.watching.storage import Counted, Watched
from lti_tool.clips.watching.viewing import (
    Session,
    Viewing,
    fresh,
    registration,
    skew,
    steps,
)
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.sponsors.naming import named
from lti_tool.sponsors.reach import Kind

THRESHOLD = 0.9
_TRIES = 8
_BUSY = "Many players of yours are open at once; this one tries again by itself."


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who watches: the person, the actor of their statements, and their browser."""

    person_id: UUID
    agent: dict[str, Any]
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """How somebody stands with a clip after a batch; `just_now` when this batch completed it."""

    progress: float
    completed: bool
    just_now: bool
    statements: list[dict[str, Any]]


class _OvertakenError(Exception):
    """Another batch of the same person came in between."""


class Taking:
    """Takes batches. All raise what `rooms.record` raises."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._openings = Openings(rooms.lrs.settings.secret)

    def take(self, clip: Clip, viewer: Viewer, batch: Batch) -> Taken:
        """Keep, count and tell what is new in a batch; raises Conflict after many other batches at once."""
        for _ in range(_TRIES):
            try:
                return self._taken(clip, viewer, batch)
            except _OvertakenError:
                continue
        raise Conflict(_BUSY)

    def _taken(self, clip: Clip, viewer: Viewer, batch: Batch) -> Taken:
        now = self._rooms.clock()
        before, seen, session, sponsors = self._before(clip, viewer, batch, now // 1000)
        new = fresh(session, batch)
        if not new:
            return Taken(before.progress, before.completed, just_now=False, statements=[])
        every = list(steps(before, session, new, now // 1000))
        after, session = every[-1].viewing, every[-1].session
        pieces = [step.watched for step in every if step.watched]
        told = [one for step in every for one in step.told]
        of = self.telling(clip, viewer, session.id, after.length, sponsors)
        statements = [statement(one, of) for one in told]
        kept = _Kept(clip, viewer, after, session, seen, pieces, of, len(statements), now)
        self._rooms.record(clip.store_id, statements, lambda c: self._keep(c, kept))
        just_now = after.completed and not before.completed
        return Taken(after.progress, after.completed, just_now, statements)

    def _before(
        self, clip: Clip, viewer: Viewer, batch: Batch, now: int
    ) -> tuple[Viewing, bytes, Session, tuple[str, ...]]:
        with self._database.reading() as connection:
            watched = Watched(connection, self._database.dialect, clip)
            counted = watched.counted()
            length = counted.length or clip.length or batch.length
            threshold = counted.threshold or THRESHOLD
            viewing, seen = watched.viewing(viewer.person_id, length, threshold)
            session = watched.session(viewer.person_id, batch.session)
            sponsors = tuple(named(connection, clip.store_id, Kind.CLIP, clip.id))
        if (
            not session.taken
        ):  # its first batch; how long it can have played counts from its page on
            opened = self._openings.opened(batch.opened, clip.id, viewer.person_id, now)
            session = replace(session, begun=opened)
        return viewing, seen, replace(session, skew=skew(batch.sent, now)), sponsors

    def _keep(self, connection: Connection, kept: "_Kept") -> None:
        watched = Watched(connection, self._database.dialect, kept.clip)
        watched.wait_for_turn()
        length, person_id = kept.viewing.length, kept.viewer.person_id
        after = heats.seen(kept.seen, kept.pieces, length)
        if not watched.keep_viewing(person_id, kept.viewing, after, kept.now):
            raise _OvertakenError
        counted = watched.counted()
        if counted.length not in {None, length}:
            raise _OvertakenError  # somebody else was the first, and knew the length otherwise
        watched.count(_more(counted, kept, after))
        watched.keep_session(person_id, kept.session, kept.telling, kept.now)

    def telling(
        self,
        clip: Clip,
        viewer: Viewer,
        session_id: UUID,
        length: float,
        sponsors: tuple[str, ...],
    ) -> Telling:
        """Say what all statements of a session share."""
        iri = iri_of(self._rooms, clip.id)
        extensions = {v.VIDEO_EXTENSION + "length": round(length, 3)}
        return Telling(
            source=self._rooms.lrs.settings.base_url,
            actor=viewer.agent,
            clip=telling.activity(iri, v.CLIP, clip.title, extensions=extensions),
            registration=registration(iri, viewer.person_id),
            session=session_id,
            browser=viewer.browser,
            sponsors=sponsors,
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one batch leaves behind."""

    clip: Clip
    viewer: Viewer
    viewing: Viewing
    session: Session
    seen: bytes
    pieces: Sequence[Segment]
    of: Telling
    statements: int
    now: int

    @property
    def telling(self) -> str:
        return orjson.dumps({"actor": self.of.actor}).decode()


def _more(counted: Counted, kept: _Kept, seen: bytes) -> Counted:
    return replace(
        counted,
        length=kept.viewing.length,
        heat=heats.warmer(counted.heat, kept.seen, seen),
        statements=counted.statements + kept.statements,
        first=counted.first or kept.now,
        last=kept.now,
    )


def viewer_of(visit: Visit, browser: str) -> Viewer:
    """Raise NotPermitted for a visit of which nothing is kept."""
    return Viewer(visit.person_id, visit.agent, browser[:200])
