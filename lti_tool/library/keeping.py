"""Keeping the library: things are put in, changed, hidden, reported, deleted and brought back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Connection

from lrs import Conflict, InvalidRequest, NotFound, NotPermitted, Violation
from lti_tool.clips.clip import Visibility
from lti_tool.clips.documents import Document
from lti_tool.clips.laying import Laying, Paper
from lti_tool.clips.media.place import Place
from lti_tool.clips.publishing import course_of
from lti_tool.clips.purging import REGRET
from lti_tool.clips.rules import onlooker
from lti_tool.clips.storage import By
from lti_tool.library.item import Item
from lti_tool.library.rules import may_see, may_tend
from lti_tool.library.said import Said
from lti_tool.library.statements import Telling
from lti_tool.library.storage import REPORTED, Items
from lti_tool.library.tables import library_items
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.sponsors.naming import supporters
from lti_tool.sponsors.reach import Kind as Sponsored
from lti_tool.talk.answerable import Answerable, Reported
from lti_tool.talk.rules import course_id

PURGING = "deleted-library-items"
GONE = "There is no such thing in the library, or it isn't shared with you."
LONGEST = 500
NOT_YOURS = "Those who teach the course, and administrators, tend what stands in the library."
_TOO_LATE = "It was deleted too long ago; its file is gone."
_TWICE = "You have reported it already; somebody will look at it."
_DECISIONS = {"hide": "hidden", "show": "shown", "dismiss": "dismissed"}


class Keeping:
    """Changes what stands in the library."""

    def __init__(self, rooms: Rooms, place: Place) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._laying = Laying(rooms, place)

    def add(self, visit: Visit, said: Said, paper: Paper | None) -> Item:
        """Keep it and tell that it was shared; who may add is asked before."""
        item_id, now = uuid4(), self._rooms.clock()
        course = course_of(self._rooms, visit)
        item = Item(
            store_id=visit.store_id,
            id=item_id,
            platform_id=visit.launch.platform_id,
            context_id=visit.launch.context_id,
            author=visit.person_id,
            author_name=visit.viewer.name,
            telling=orjson.dumps({"actor": visit.agent, "course": course}).decode(),
            round=1,
            created=now,
            changed=now,
            hidden=None,
            hidden_reason="",
            deleted=None,
            purged=None,
            **self._file(visit.store_id, item_id, paper),
            **said._asdict(),
        )
        told = self.telling(item).shared(visit.agent, self._rooms.moment())

        def work(items: Items) -> None:
            items.add(item, said.search)
            items.note(item.id, "added", _named(visit), now)

        self._record(item, [told], work)
        return item

    def change(self, visit: Visit, item: Item, said: Said, paper: Paper | None) -> None:
        _let(visit, item)
        new = self._file(item.store_id, item.id, paper) if paper else {}
        self._note(
            visit,
            item,
            "changed",
            "",
            **said._asdict(),
            **new,
            search=said.search,
            changed=self._now,
        )

    def decide(self, visit: Visit, item: Item, act: str, words: str) -> None:
        """Hide it, show it again, or find nothing wrong: reports are closed, and the author is told."""
        _let(visit, item)
        if act not in _DECISIONS:
            raise Conflict("Choose one of: hide, show again, nothing wrong.")
        changes: dict[str, object] = {}
        if act == "hide":
            changes = {
                "hidden": self._now,
                "hidden_reason": _said(words, "Say why; others read it."),
            }
        elif act == "show":
            changes = {"hidden": None, "hidden_reason": ""}
        self._note(visit, item, _DECISIONS[act], words, **changes)

    def report(self, visit: Visit, item: Item, words: str) -> None:
        """Keep what somebody finds wrong; raises Conflict where theirs waits already."""
        reason, now = _said(words, "What is wrong with it? Write a word."), self._now
        me, reported = visit.person_id, _reported(item)

        def work(connection: Connection) -> None:
            items = Items(connection, self._database.dialect, item.store_id)
            if any(note.by == me for note in items.waiting([item.id])):
                raise Conflict(_TWICE)
            items.note(item.id, REPORTED, _named(visit), now, reason)
            answerable = Answerable(connection, self._database.dialect, item.store_id, now)
            answerable.tell(reported, (me,))

        self._database.write(work)

    def delete(self, visit: Visit, item: Item) -> None:
        """Void that it was shared; what others did with it is theirs and stays."""
        _let(visit, item)
        there, now = library_items.c.deleted.is_(None), self._now
        told = self.telling(item).unshared(visit.agent, self._rooms.moment())

        def work(items: Items) -> None:
            if items.change(item.id, there, deleted=now):
                items.note(item.id, "deleted", _named(visit), now)
                items.settle(item.id, now)

        self._record(item, [told], work)

    def bring_back(self, visit: Visit, item_id: UUID) -> Item:
        """Undo a deletion and tell anew that it is shared. Raises NotFound, Conflict when it is too late."""
        item = self.find(visit.store_id, item_id, deleted=True)
        if item is None or not may_tend(item, onlooker(visit)):
            raise NotFound(GONE)
        if item.purged is not None or (item.deleted or 0) + REGRET < self._now:
            raise Conflict(_TOO_LATE)
        back, now = replace(item, round=item.round + 1, deleted=None), self._now
        told = self.telling(back).shared(visit.agent, self._rooms.moment())

        def work(items: Items) -> None:
            items.change(
                item.id, library_items.c.round == item.round, deleted=None, round=back.round
            )
            items.note(item.id, "brought back", _named(visit), now)

        self._record(item, [told], work)
        return back

    def seen(self, visit: Visit, item_id: UUID) -> Item:
        """Raise NotFound for what this visitor can't see; they never learn that it exists."""
        item = self.find(visit.store_id, item_id)
        if item is None or not may_see(item, onlooker(visit)):
            raise NotFound(GONE)
        return item

    def find(self, store_id: int, item_id: UUID, *, deleted: bool = False) -> Item | None:
        with self._database.reading() as connection:
            return Items(connection, self._database.dialect, store_id).find(
                item_id, deleted=deleted
            )

    def telling(self, item: Item) -> Telling:
        said = orjson.loads(item.telling)
        names = supporters(self._database, item.store_id, Sponsored.RESOURCE, item.id)
        return Telling(self._rooms.lrs.settings.base_url, item, said["course"], names)

    def _file(self, store_id: int, item_id: UUID, paper: Paper | None) -> dict[str, Any]:
        laid: Document | None = None
        if paper is not None:
            [laid] = self._laying.lay_down(store_id, item_id, [paper])
        return {
            "file": laid.id if laid else None,
            "file_name": laid.name if laid else "",
            "file_size": laid.size if laid else 0,
        }

    def _note(self, visit: Visit, item: Item, what: str, words: str, **values: object) -> None:
        now, by = self._now, _named(visit)
        words = words.strip()[:LONGEST]

        def work(connection: Connection) -> None:
            items = Items(connection, self._database.dialect, item.store_id)
            if values:
                items.change(item.id, **values)
            items.note(item.id, what, by, now, words)
            if what in _DECISIONS.values():
                items.settle(item.id, now)
                answerable = Answerable(connection, self._database.dialect, item.store_id, now)
                answerable.settle(_reported(item))
                inbox = Inbox(connection, self._database.dialect, item.store_id)
                inbox.put(_notices(item, what, words, by), now)

        self._database.write(work)

    def _record(
        self, item: Item, told: list[dict[str, Any]], work: Callable[[Items], None]
    ) -> None:
        dialect = self._database.dialect
        self._rooms.record(
            item.store_id, told, lambda connection: work(Items(connection, dialect, item.store_id))
        )

    @property
    def _now(self) -> int:
        return self._rooms.clock()


def _reported(item: Item) -> Reported:
    home = course_id(item.platform_id, item.context_id)
    title = f"“{item.title}” of the library was reported"
    is_open = item.visibility is Visibility.STORE
    return Reported(f"library/{item.id}", title, f"/app/library/{item.id}", home, is_open)


def _notices(item: Item, what: str, words: str, by: By) -> list[Notice]:
    """Tell the author, unless it is their own doing; who reported it is never said."""
    if by[0] == item.author or what not in {"hidden", "shown"}:
        return []
    said = "is hidden" if what == "hidden" else "is shown again"
    title = f"“{item.title}” {said}, by those who answer for this place"
    page = f"/app/library/{item.id}"
    return [
        Notice(item.author, "other", title, page, "", f"moderated/library/{item.id}", words=words)
    ]


def _said(words: str, missing: str) -> str:
    words = words.strip()[:LONGEST]
    if not words:
        raise InvalidRequest(Violation("reason", missing, "hallway"))
    return words


def _named(visit: Visit) -> By:
    return visit.person_id, visit.viewer.name


def _let(visit: Visit, item: Item) -> None:
    if not may_tend(item, onlooker(visit)):
        raise NotPermitted(NOT_YOURS)
