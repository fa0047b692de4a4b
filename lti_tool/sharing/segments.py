"""Segments: what a membership system says its members have in common, as audiences of those who teach.

Who teaches reaches the members among the people of their course; an administrator of the LMS, with what the whole
store sees, those among all who came in by a launch or stand in a roster. Nobody else is offered any of it: who is in
which group is told to no learner.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from lrs import Lrs
from lti_tool.launch.roles import Role
from lti_tool.launch.tables import launches
from lti_tool.rooms.visits import TEACHERS
from lti_tool.services.roster.storage import Course
from lti_tool.services.tables import roster_members
from lti_tool.sharing.audiences import NAMELESS, Audience, Audiences, Someone

MEMBERS = "Of the member list"
EVERYWHERE = "store:"  # how the keys begin of those that reach beyond the course
_SCOPES = {True: (EVERYWHERE, "everywhere"), False: ("course:", "in this course")}


class Sender(NamedTuple):
    """Who sends, from which course; without a `role` that of their newest launch there counts."""

    person_id: UUID
    course: Course
    role: Role | None = None


def audiences(lrs: Lrs, store_id: int, who: Sender, *, is_open: bool) -> list[Audience]:
    """Give all that somebody may send to; `is_open` is what the whole store sees."""
    database = lrs.database
    with database.reading() as connection:
        kept = Audiences(connection, database.dialect, store_id)
        found = kept.of(who.course, who.person_id)
        role = who.role or _role_now(connection, store_id, who)
        everywhere = is_open and role is Role.ADMINISTRATOR
        near = {each.person_id: each.name for each in found[0].people}
        known = _everybody(connection, store_id) if everywhere else near
    if role not in TEACHERS:
        return found
    known.pop(who.person_id, None)
    return [*found, *_segments(lrs, store_id, known, everywhere=everywhere)]


def _segments(
    lrs: Lrs, store_id: int, known: dict[UUID, str], *, everywhere: bool
) -> list[Audience]:
    scope, where = _SCOPES[everywhere]
    return [
        Audience(
            f"{scope}{segment.kind}:{segment.name}",
            f"{segment.kind.capitalize()} “{segment.name}”, {where}",
            sorted((Someone(who, known[who]) for who in segment.people), key=_by_name),
            MEMBERS,
        )
        for segment in lrs.members.segments(store_id, known)
    ]


def _by_name(who: Someone) -> tuple[str, str]:
    return who.name, str(who.person_id)


def _everybody(connection: Connection, store_id: int) -> dict[UUID, str]:
    """Give who came in by a launch, the last one first, and who stands in a roster; test users are nobody."""
    came = launches.c
    query = select(came.person_id, came.name).where(
        came.store_id == store_id, came.person_id.is_not(None), came.test_user.is_(False)
    )
    told = roster_members.c
    listed = select(told.person_id, told.name).where(told.store_id == store_id, told.left.is_(None))
    found: dict[UUID, str] = {}
    for rows in (query.order_by(came.created.desc()), listed):
        for person_id, name in connection.execute(rows):
            found.setdefault(person_id, name or NAMELESS)
    return found


def _role_now(connection: Connection, store_id: int, who: Sender) -> Role:
    """Say what somebody is in a course by their newest launch there: who teaches no more, sends as a learner."""
    columns = launches.c
    query = select(columns.role).where(
        columns.store_id == store_id,
        columns.person_id == who.person_id,
        columns.platform_id == who.course.platform_id,
        columns.context_id == who.course.context_id,
        columns.test_user.is_(False),
    )
    found = connection.scalar(query.order_by(columns.created.desc()).limit(1))
    return Role(found) if found else Role.LEARNER
