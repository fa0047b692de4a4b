"""Those who answer for a course: they get a notice when something in it is reported, until somebody decided."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from lrs.database import Dialect
from lti_tool.launch.clock import HOUR
from lti_tool.launch.roles import Role
from lti_tool.launch.tables import launches
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice, item_id
from lti_tool.rooms.visits import TEACHERS
from lti_tool.talk.rules import course_id

KIND = "report"
_LATELY = 180 * 24 * HOUR
_MOST = 50  # people who hear of one report, those first who were here last


class Reported(NamedTuple):
    """What was reported: a stable key, its words for people, where it is decided, and for whom it is open.

    `course_id` is its home; what `is_open` is seen by the whole store.
    """

    about: str
    title: str
    page: str
    course_id: UUID | None
    is_open: bool


class Answerable:
    """Tells those who answer for something; it only speaks SQL, inside the transaction that keeps the report."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int, now: int) -> None:
        self._connection = connection
        self._inbox = Inbox(connection, dialect, store_id)
        self._store_id = store_id
        self._now = now

    def tell(self, reported: Reported, but: Iterable[UUID]) -> None:
        """Give each of them one notice however often it is reported; it never says by whom.

        `but` are its author and whoever reports it.
        """
        said = (reported.title, reported.page, "", f"reported/{reported.about}")
        people = [one for one in self._people(reported) if one not in set(but)]
        self._inbox.put([Notice(one, KIND, *said) for one in people], self._now)

    def settle(self, reported: Reported) -> None:
        """Mark their notices as read, for somebody decided."""
        for one in self._people(reported):
            item = item_id(one, KIND, f"reported/{reported.about}")
            self._inbox.read(one, item, self._now)

    def _people(self, reported: Reported) -> list[UUID]:
        """Give who taught there of late, and for what is open to all who administers an LMS (rules.may_moderate)."""
        table = launches.c
        columns = (table.person_id, table.platform_id, table.context_id, table.role)
        query = select(*columns, func.max(table.created).label("last")).where(
            table.store_id == self._store_id,
            table.created >= self._now - _LATELY,
            table.role.in_([role.value for role in TEACHERS]),
            table.person_id.is_not(None),
            table.test_user.is_(False),
        )
        found: dict[UUID, None] = {}
        rows = self._connection.execute(
            query.group_by(*columns).order_by(func.max(table.created).desc())
        )
        for person_id, platform_id, context_id, role, _ in rows:
            here = course_id(platform_id, context_id) == reported.course_id
            if here or (reported.is_open and role == Role.ADMINISTRATOR.value):
                found[person_id] = None
        return list(found)[:_MOST]
