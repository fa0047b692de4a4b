"""Moderating: those who answer for a place hide, show again, delete, or find nothing wrong."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict
from lti_tool.notifications.inbox import Inbox
from lti_tool.rooms.rooms import Rooms
from lti_tool.talk import notices
from lti_tool.talk.acting import Acting
from lti_tool.talk.answerable import Answerable
from lti_tool.talk.places import Change, count
from lti_tool.talk.post import Place, Post
from lti_tool.talk.reports import Reports
from lti_tool.talk.storage import Posts

DECISIONS = ("hide", "show", "delete", "dismiss")
_UNKNOWN = "Choose one of: hide, show again, delete, or nothing wrong."


class Moderator(NamedTuple):
    """Who decides: of which store, who they are here, by which name, and as which actor."""

    store_id: int
    person_id: UUID | None
    name: str
    agent: dict[str, Any]


class Moderating:
    """Decides on posts; who may is asked before."""

    def __init__(self, rooms: Rooms, acting: Acting) -> None:
        self._rooms = rooms
        self._acting = acting

    def decide(self, who: Moderator, place: Place, post: Post, act: str, note: str) -> None:
        """Do it, write it down, close the reports, and tell the author."""
        if act not in DECISIONS:
            raise Conflict(_UNKNOWN)
        if act == "delete":
            by = ((who.person_id, who.name), note)
            self._acting.remove(who.store_id, place, post, by, who.agent)
        else:
            self._decide(who, place, post, act, note)

    def _decide(self, who: Moderator, place: Place, post: Post, act: str, note: str) -> None:
        now, dialect = self._rooms.clock(), self._rooms.lrs.database.dialect
        changes = act in {"hide", "show"} and (post.hidden is None) is (act == "hide")
        hidden = now if act == "hide" else None

        def work(connection: Connection) -> None:
            reports = Reports(connection, who.store_id)
            reports.note(post.id, act, note, (who.person_id, who.name), now)
            reports.decide(post.id, act, now)
            answerable = Answerable(connection, dialect, who.store_id, now)
            answerable.settle(notices.reported(place, post))
            if changes:
                Posts(connection, dialect, who.store_id).change(post.id, hidden=hidden)
                change = Change(replies=-1 if hidden else 1)
                change = Change(gone=hidden or 0) if post.is_opening else change
                count(connection, dialect, who.store_id, place, change)
                heard = [notices.moderated(place, post, act)]
                Inbox(connection, dialect, who.store_id).put(heard, now)

        self._rooms.record(who.store_id, [], work)
