"""Marking a clip: the mark, the count and the statement in one transaction; taking back voids the statement."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict, telling
from lrs import vocabulary as v
from lti_tool.clips.clip import Clip
from lti_tool.clips.finding import iri_of
from lti_tool.clips.watching import marks
from lti_tool.clips.watching.marks import HELPED, Mark, Marks
from lti_tool.clips.watching.storage import Counted, Watched
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_MEANWHILE = "You said something else in another window meanwhile; look and choose again."


class Marking:
    """Makes marks and takes them back."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def mark(self, visit: Visit, clip: Clip, name: str, value: str) -> None:
        """Say `value` of a clip, "" to take it back; raises Conflict where two windows disagree."""
        before = self._before(visit, clip, name)
        if before.value == value:
            return
        after = replace(before, value=value, round=before.round + 1, told=None)
        statements = self._statements(visit, clip, before, after)
        if value:
            after = replace(after, told=UUID(statements[-1]["id"]))
        now, person_id = self._rooms.clock(), visit.person_id

        def work(connection: Connection) -> None:
            self._watched(connection, clip).wait_for_turn()
            kept = Marks(connection, self._database.dialect, clip.store_id)
            if kept.of(clip.id, person_id)[name] != before:
                raise Conflict(_MEANWHILE)
            kept.put(clip.id, person_id, after, now)
            if name == HELPED:
                watched = self._watched(connection, clip)
                watched.count(_voted(watched.counted(), before.value, value))

        self._rooms.record(clip.store_id, statements, work)

    def _before(self, visit: Visit, clip: Clip, name: str) -> Mark:
        with self._database.reading() as connection:
            known = Marks(connection, self._database.dialect, clip.store_id)
            return known.of(clip.id, visit.person_id)[name]

    def _statements(
        self, visit: Visit, clip: Clip, before: Mark, after: Mark
    ) -> list[dict[str, Any]]:
        """Void what was said before, and say what is said now."""
        source, when = self._rooms.lrs.settings.base_url, self._rooms.moment()
        found = []
        if before.told:
            found.append(marks.voided(source, when, visit.agent, before.told))
        if after.value:
            activity = telling.activity(iri_of(self._rooms, clip.id), v.CLIP, clip.title)
            event = f"clips/{clip.id}/{after.mark}/{visit.person_id}/{after.round}"
            found.append(marks.told(source, when, visit.agent, activity, after, event))
        return found

    def _watched(self, connection: Connection, clip: Clip) -> Watched:
        return Watched(connection, self._database.dialect, clip)


def _voted(counted: Counted, before: str, now: str) -> Counted:
    return replace(
        counted,
        helped=counted.helped + (now == "yes") - (before == "yes"),
        unhelpful=counted.unhelpful + (now == "no") - (before == "no"),
    )
