"""Using the library: something is opened, joined while it goes on, and said to be done; each is told once."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict, InvalidRequest, Violation
from lrs.telling import Statement
from lti_tool.library import said as saying
from lti_tool.library.item import Item, Use
from lti_tool.library.keeping import Keeping
from lti_tool.library.storage import Items
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_NOT_YET = "It has not begun yet; say so afterwards."


class Using:
    """What people do with the things of the library."""

    def __init__(self, rooms: Rooms, keeping: Keeping) -> None:
        self._rooms = rooms
        self._keeping = keeping
        self._database = rooms.lrs.database

    def use(self, store_id: int, item_id: UUID, person_id: UUID) -> Use:
        with self._database.reading() as connection:
            return Items(connection, self._database.dialect, store_id).use(item_id, person_id)

    def opened(self, visit: Visit, item: Item) -> None:
        """Tell that they opened it, or joined it while it goes on, the first time."""
        now, before = self._rooms.clock(), self._mine(visit, item)
        telling = self._keeping.telling(item)
        if item.goes_on(now):
            after = replace(before, joined=before.joined or now)
            told = telling.joined(after, visit.agent)
        else:
            after = replace(before, opened=before.opened or now)
            told = telling.opened(after, visit.agent)
        if after != before:
            with suppress(Conflict):  # they opened it twice at once, and it is told already
                self._record(item, after, told)

    def done(self, visit: Visit, item: Item, form: Mapping[str, str]) -> None:
        """Tell what they say: that they were there, or read or worked through it, and for how long."""
        now, before = self._rooms.clock(), self._mine(visit, item)
        if not item.has_begun(now):
            raise Conflict(_NOT_YET)
        wrong: list[Violation] = []
        minutes = saying.minutes(form, wrong)
        if wrong:
            raise InvalidRequest(*wrong)
        if before.done is None:
            after = replace(before, done=now, minutes=minutes, rounds=before.rounds + 1)
            self._record(item, after, self._keeping.telling(item).done(after, visit.agent))

    def undone(self, visit: Visit, item: Item) -> None:
        """Take that back; its statement is voided."""
        before = self._mine(visit, item)
        if before.done is not None:
            when = self._rooms.moment()
            told = self._keeping.telling(item).undone(before, visit.agent, when)
            self._record(item, replace(before, done=None, minutes=None), told)

    def _mine(self, visit: Visit, item: Item) -> Use:
        return self.use(item.store_id, item.id, visit.person_id)

    def _record(self, item: Item, use: Use, told: Statement) -> None:
        def work(connection: Connection) -> None:
            Items(connection, self._database.dialect, item.store_id).keep(use)

        self._rooms.record(item.store_id, [told], work)
