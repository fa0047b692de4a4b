"""Deciding on clips: they are reported, hidden, shown again and deleted; it is written down, and the author told."""

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection

from lrs import Conflict, InvalidRequest, Violation
from lti_tool.clips.clip import Clip, Visibility
from lti_tool.clips.moderation.storage import ClipReports, Report
from lti_tool.clips.publishing import making_of
from lti_tool.clips.storage import Clips
from lti_tool.clips.tables import clips
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.answerable import Answerable, Reported
from lti_tool.talk.rules import course_id

DECISIONS = {"hide": "hidden", "show": "shown", "delete": "deleted", "dismiss": "dismissed"}
LONGEST = 500
_UNKNOWN = "Choose one of: hide, show again, delete, or nothing wrong."
_NO_REASON = "Say why; its author reads it."
_TWICE = "You have reported this clip already; somebody will look at it."
_TOLD = {"hide": "is hidden", "show": "is shown again", "delete": "was deleted"}


class Moderator(NamedTuple):
    """Who decides: who they are here (None in the console), by which name, and as which actor."""

    person_id: UUID | None
    name: str
    agent: dict[str, Any]


def moderator(visit: Visit) -> Moderator:
    """Raise NotPermitted for somebody who can own nothing."""
    return Moderator(visit.person_id, visit.viewer.name, visit.agent)


class Deciding:
    """Decides on clips; who may is asked before."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def report(self, visit: Visit, clip: Clip, reason: str) -> None:
        """Keep what somebody finds wrong; raises Conflict where theirs waits already."""
        reason = _said(reason, "What is wrong with it? Write a word.")
        made = Report(clip.id, uuid4(), visit.person_id, reason, self._rooms.clock())

        def work(connection: Connection) -> None:
            reports = ClipReports(connection, clip.store_id)
            if reports.has_reported(clip.id, visit.person_id):
                raise Conflict(_TWICE)
            reports.add(made)
            answerable = Answerable(connection, self._database.dialect, clip.store_id, made.created)
            answerable.tell(_reported(clip), (made.reporter, clip.author))

        self._database.write(work)

    def decide(self, who: Moderator, clip: Clip, act: str, words: str) -> None:
        """Do it, write it down, close the reports, and tell the author."""
        if act not in DECISIONS:
            raise Conflict(_UNKNOWN)
        if act == "delete":
            self.delete(who, clip, words)
        else:
            self._decide(who, clip, act, words)

    def _decide(self, who: Moderator, clip: Clip, act: str, words: str) -> None:
        changes: dict[str, object] = {}
        if act == "hide":
            changes = {"hidden": self._rooms.clock(), "hidden_reason": _said(words, _NO_REASON)}
        elif act == "show":
            changes = {"hidden": None, "hidden_reason": ""}

        def work(connection: Connection) -> None:
            if changes:
                self._known(connection, clip).change(clip.id, **changes)
            self._note(connection, who, clip, act, words)

        self._database.write(work)

    def delete(self, who: Moderator, clip: Clip, words: str = "") -> None:
        """Void what was told of the making; what others did with the clip is theirs and stays."""
        with self._database.reading() as connection:
            told = self._known(connection, clip).told(clip.id)
        making, now = making_of(self._rooms, clip), self._rooms.clock()
        voided = making.voided(told, who.agent, self._rooms.moment())
        there: ColumnElement[bool] = clips.c.deleted.is_(None)

        def work(connection: Connection) -> None:
            if self._known(connection, clip).change(clip.id, there, deleted=now):
                self._note(connection, who, clip, "delete", words)

        self._rooms.record(clip.store_id, voided, work)

    def _note(
        self, connection: Connection, who: Moderator, clip: Clip, act: str, words: str
    ) -> None:
        now = self._rooms.clock()
        named, words = (who.person_id, who.name), words.strip()[:LONGEST]
        self._known(connection, clip).note(clip.id, DECISIONS[act], named, now, words)
        ClipReports(connection, clip.store_id).decide(clip.id, act, now)
        answerable = Answerable(connection, self._database.dialect, clip.store_id, now)
        answerable.settle(_reported(clip))
        if act in _TOLD and who.person_id != clip.author:
            inbox = Inbox(connection, self._database.dialect, clip.store_id)
            inbox.put([_notice(clip, act, words)], now)

    def _known(self, connection: Connection, clip: Clip) -> Clips:
        return Clips(connection, self._database.dialect, clip.store_id)


def _reported(clip: Clip) -> Reported:
    home = course_id(clip.platform_id, clip.context_id)
    title = f"The clip “{clip.title}” was reported"
    is_open = clip.visibility is Visibility.STORE
    return Reported(f"clip/{clip.id}", title, "/app/clips/reported", home, is_open)


def _notice(clip: Clip, act: str, words: str) -> Notice:
    """Tell the author; who reported it is never said."""
    title = f"Your clip “{clip.title}” {_TOLD[act]}, by those who answer for this place"
    page = "/app/clips" if act == "delete" else f"/app/clips/{clip.id}"
    return Notice(clip.author, "other", title, page, "", f"moderated/clip/{clip.id}", words=words)


def _said(words: str, missing: str) -> str:
    words = words.strip()[:LONGEST]
    if not words:
        raise InvalidRequest(Violation("reason", missing, "hallway"))
    return words
