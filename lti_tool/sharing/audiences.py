"""Audiences: to whom something can be sent; the course, its groups, and lists made by hand."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.launch.roles import Role
from lti_tool.launch.tables import launches
from lti_tool.services.roster.storage import Course, Rosters
from lti_tool.sharing.lists import Lists

NAMELESS = "Somebody whose name the LMS keeps to itself"
COURSE, LEARNERS = "course", "learners"
LISTS = "Lists of your own"


class Someone(NamedTuple):
    """A person, and the name that they go by."""

    person_id: UUID
    name: str


class Audience(NamedTuple):
    """A choice in the form: its key, its name for people, who is in it now, and where it stands in the form."""

    key: str
    name: str
    people: list[Someone]
    part: str = "In this course"


class Audiences:
    """The audiences of one person in one course."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def of(self, course: Course, sender: UUID) -> list[Audience]:
        """Give all that this person may send to, themselves left out; empty ones too."""
        members = self._members(course)
        found = [
            Audience(COURSE, "Everybody in this course", [who for who, _, _ in members]),
            Audience(LEARNERS, "The learners of this course", _learners(members)),
        ]
        for group in Rosters(self._connection, self._dialect, self._store_id).groups(course):
            inside = [who for who, _, groups in members if group.id in groups]
            found.append(Audience(f"group:{group.id}", f"Group {group.name}", inside))
        kept = Lists(self._connection, self._dialect, self._store_id)
        for each in kept.of(sender):
            people = [Someone(*row) for row in kept.people(each.id)]
            found.append(Audience(f"list:{each.id}", each.name, people, LISTS))
        return [each._replace(people=_others(each.people, sender)) for each in found]

    def _members(self, course: Course) -> list[tuple[Someone, Role, frozenset[str]]]:
        """Give the people of the course as its roster tells, and those who came in by a launch."""
        told = Rosters(self._connection, self._dialect, self._store_id).members(course)
        found = {
            member.person_id: (
                Someone(member.person_id, member.name or NAMELESS),
                member.role,
                frozenset(member.groups.split()),
            )
            for member in told
        }
        for person_id, name, role in self._launched(course):
            someone = Someone(person_id, name or NAMELESS)
            found.setdefault(person_id, (someone, Role(role), frozenset()))
        return sorted(found.values(), key=lambda member: member[0].name)

    def _launched(self, course: Course) -> list[tuple[UUID, str, str]]:
        columns = launches.c
        query = select(columns.person_id, columns.name, columns.role).where(
            columns.store_id == self._store_id,
            columns.platform_id == course.platform_id,
            columns.context_id == course.context_id,
            columns.context_id != "",
            columns.person_id.is_not(None),
            columns.test_user.is_(False),
        )
        return [(*row,) for row in self._connection.execute(query.distinct())]


def _learners(members: list[tuple[Someone, Role, frozenset[str]]]) -> list[Someone]:
    return [who for who, role, _ in members if role is Role.LEARNER]


def _others(people: list[Someone], sender: UUID) -> list[Someone]:
    return [who for who in people if who.person_id != sender]
