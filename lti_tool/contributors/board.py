"""The board: what all verbs of the programme need, wired once; it finds, records, notes and tells people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lrs import NotFound
from lrs.telling import Json, Statement
from lrs.web import Moments
from lti_tool.contributors.programme import Contributor, Staff
from lti_tool.contributors.statements import Telling
from lti_tool.contributors.storage import Programme, Row
from lti_tool.contributors.terms import Terms
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

GONE = "There is nothing of that kind here, or it isn't yours."
PAGE = "/app/contribute"


@dataclass(frozen=True, slots=True)
class Board:
    """The programme of all stores over the rooms; each call names its store."""

    rooms: Rooms

    def read(self, store_id: int, work: Callable[[Programme], Any]) -> Any:
        database = self.rooms.lrs.database
        with database.reading() as connection:
            return work(Programme(connection, database.dialect, store_id))

    def find(self, noun: type[Row], store_id: int, row_id: UUID) -> Row:
        """Raise NotFound for what isn't there, or is another store's."""
        found: Row | None = self.read(store_id, lambda kept: kept.find(noun, row_id))
        if found is None:
            raise NotFound(GONE)
        return found

    def contributor(self, store_id: int, person_id: UUID) -> Contributor | None:
        found: Contributor | None = self.read(store_id, lambda k: k.find(Contributor, person_id))
        return found

    def terms(self, store_id: int) -> Terms:
        found: Terms = self.read(store_id, Programme.terms)
        return found

    def record(
        self,
        store_id: int,
        told: Sequence[Statement],
        work: Callable[[Programme], None],
        notices: Sequence[Notice] = (),
    ) -> None:
        """Change rows, store statements and put notices into inboxes, in one transaction."""
        dialect, now = self.rooms.lrs.database.dialect, self.rooms.clock()

        def along(connection: Connection) -> None:
            work(Programme(connection, dialect, store_id))
            if notices:
                Inbox(connection, dialect, store_id).put(list(notices), now)

        self.rooms.record(store_id, told, along)

    def zone(self, name: str) -> ZoneInfo:
        return Moments(name).zone

    def today(self, zone: str) -> date:
        """Give the day that it is in a time zone."""
        return Moments(zone).day(self.rooms.clock())

    def telling(self, agent: Json) -> Telling:
        return Telling(self.rooms.lrs.settings.base_url, agent, self.rooms.moment())

    def agent(self, store_id: int, person_id: UUID) -> Json:
        return self.rooms.lrs.agents(store_id, [person_id])[0]


def oneself(visit: Visit) -> Staff:
    """Give whoever visits as the one who acts; raises NotPermitted for nobody."""
    return Staff(visit.store_id, visit.person_id, visit.viewer.name, visit.agent)


def notice(person_id: UUID, title: str, by: Staff, about: object, page: str = PAGE) -> Notice:
    return Notice(person_id, "contribute", title, page, by.name, f"contribute {about}")
