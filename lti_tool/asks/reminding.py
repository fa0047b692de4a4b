"""Reminding: half-way to the day, those of the course hear of an ask that nobody answered."""

from uuid import UUID

from sqlalchemy import Connection, select

from lrs import Lrs
from lti_tool.asks import notices
from lti_tool.asks.ask import Ask
from lti_tool.asks.storage import Asks
from lti_tool.asks.tables import asks
from lti_tool.launch.clock import Clock
from lti_tool.launch.tables import launches
from lti_tool.notifications.inbox import Inbox
from lti_tool.services.tables import roster_members

ERRAND = "unanswered-asks"
_AT_ONCE = 50  # asks in one round
_MOST = 200  # people who hear of one ask


class Reminding:
    """The errand of the worker; it looks through every store."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def run(self) -> None:
        for store in self._lrs.stores():
            with self._database.reading() as connection:
                kept = Asks(connection, self._database.dialect, store.id)
                waiting = kept.waiting(self._clock(), _AT_ONCE)
            for ask in waiting:
                self._remind(store.id, ask)

    def _remind(self, store_id: int, ask: Ask) -> None:
        now, dialect = self._clock(), self._database.dialect

        def work(connection: Connection) -> None:
            kept = Asks(connection, dialect, store_id)
            quiet = (asks.c.reminded.is_(None), asks.c.first_answer.is_(None))
            if kept.change(ask.id, *quiet, asks.c.deleted.is_(None), reminded=now):
                found = notices.reminded(ask, neighbours_of(connection, store_id, ask))
                Inbox(connection, dialect, store_id).put(found, now)

        self._database.write(work)


def neighbours_of(connection: Connection, store_id: int, ask: Ask) -> list[UUID]:
    """Give the people of the course: those whom the LMS names, and those who came in by a launch."""
    members, came = roster_members.c, launches.c
    named = select(members.person_id).where(
        members.store_id == store_id,
        members.platform_id == ask.platform_id,
        members.deployment_id == ask.deployment_id,
        members.context_id == ask.context_id[:255],
        members.left.is_(None),
    )
    launched = select(came.person_id).where(
        came.store_id == store_id,
        came.platform_id == ask.platform_id,
        came.context_id == ask.context_id,
        came.person_id.is_not(None),
        came.test_user.is_(False),
    )
    both = named.union(launched).limit(_MOST)
    return [person_id for (person_id,) in connection.execute(both)]
