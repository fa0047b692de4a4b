"""Asking: the errand that asks those who came to look back, and everybody once a week what they will use."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from lrs import Lrs, Store
from lti_tool.launch.clock import HOUR, SECOND, Clock
from lti_tool.launch.tables import launches
from lti_tool.network.events.event import Event
from lti_tool.network.events.storage import Events
from lti_tool.network.reviews.storage import Reviews
from lti_tool.network.wishes import Wishes
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice

ERRAND = "network"
_RECENT = 14 * 24 * HOUR
_DAYS_AFTER = 2 * 24 * HOUR
_FRIDAY, _HOUR_OF_DAY = 5, 14
_QUESTION = "What will you use of what you learned this week?"


class Asking:
    """Puts questions into inboxes when their time has come; each question once."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._clock = clock
        self._database = lrs.database

    def run(self) -> None:
        for store in self._lrs.stores():
            self._after_events(store)
            self._weekly(store)

    def _after_events(self, store: Store) -> None:
        now = self._clock()
        with self._database.reading() as connection:
            known = Events(connection, self._database.dialect, store.id)
            over = known.over(now - _DAYS_AFTER, now)
        for event in over:
            self._database.write(partial(self._ask_back, store, event, now))

    def _ask_back(self, store: Store, event: Event, now: int, connection: Connection) -> None:
        known = Events(connection, self._database.dialect, store.id)
        came = [part.person_id for part in known.parts(event.id) if part.came is not None]
        notices = [_look_back(event, person_id) for person_id in came]
        Inbox(connection, self._database.dialect, store.id).put(notices, now)
        known.change(event.id, asked=now)

    def _weekly(self, store: Store) -> None:
        now = self._clock()
        there = datetime.fromtimestamp(now / SECOND, UTC).astimezone(ZoneInfo(store.time_zone))
        if there.isoweekday() != _FRIDAY or there.hour < _HOUR_OF_DAY:
            return
        year, number, _ = there.isocalendar()
        week = f"{year}-W{number:02d}"
        with self._database.reading() as connection:
            if Reviews(connection, self._database.dialect, store.id).was_asked(week):
                return  # most rounds of a Friday write nothing
        self._database.write(lambda c: self._ask_all(c, store, week, now))

    def _ask_all(self, connection: Connection, store: Store, week: str, now: int) -> None:
        dialect = self._database.dialect
        if not Reviews(connection, dialect, store.id).ask_once(week):
            return
        unwilling = Wishes(connection, dialect, store.id).unwilling("weekly")
        people = _recent(connection, store.id, now - _RECENT) - unwilling
        notices = [
            Notice(person, "prompt", _QUESTION, "/app/network/use", "Hallway", f"use/{week}")
            for person in sorted(people)
        ]
        Inbox(connection, dialect, store.id).put(notices, now)


def _recent(connection: Connection, store_id: int, since: int) -> set[UUID]:
    """Give those who came in by a launch since then."""
    columns = launches.c
    query = select(columns.person_id).where(
        columns.store_id == store_id,
        columns.created >= since,
        columns.person_id.is_not(None),
        columns.test_user.is_(False),
    )
    return {person for person in connection.scalars(query.distinct()) if person is not None}


def _look_back(event: Event, person_id: UUID) -> Notice:
    title = f"Look back at {event.title}: what will you do with it?"
    page = f"/app/network/reviews/new?event={event.id}"
    return Notice(person_id, "prompt", title, page, "Hallway", f"review/{event.id}")
