"""Rosters as they are kept: courses whose people an LMS tells, and those people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, update

from lrs.database import Dialect
from lti_tool.launch.roles import Role
from lti_tool.services.roster.membership import Group, Member
from lti_tool.services.tables import course_groups, roster_members, rosters


class Course(NamedTuple):
    """What names a course within a store."""

    platform_id: UUID
    deployment_id: str
    context_id: str


@dataclass(frozen=True, slots=True)
class Roster:
    """A course, where its people are told, and how the last telling went. `groups` are two addresses."""

    platform_id: UUID
    deployment_id: str
    context_id: str
    title: str
    memberships: str
    groups: str
    differences: str
    asked: int
    fetched: int | None
    problem: str
    tried: int

    @property
    def course(self) -> Course:
        return Course(self.platform_id, self.deployment_id, self.context_id)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One person in a course as last told."""

    subject: str
    person_id: UUID
    name: str
    email: str
    role: Role
    groups: str
    first_seen: int
    last_seen: int
    left: int | None


class Rosters:
    """The rosters of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, course: Course) -> Roster | None:
        row = self._connection.execute(_ROSTER.where(*self._is(rosters, course))).first()
        return Roster(*row) if row else None

    def of_platform(self, platform_id: UUID) -> list[Roster]:
        here = (rosters.c.store_id == self._store_id, rosters.c.platform_id == platform_id)
        query = _ROSTER.where(*here).order_by(rosters.c.title, rosters.c.context_id)
        return [Roster(*row) for row in self._connection.execute(query)]

    def all(self) -> list[Roster]:
        rows = self._connection.execute(_ROSTER.where(rosters.c.store_id == self._store_id))
        return [Roster(*row) for row in rows]

    def due(self, now: int) -> list[Roster]:
        waits = rosters.c.asked > func.coalesce(rosters.c.fetched, 0)
        query = _ROSTER.where(rosters.c.store_id == self._store_id, waits, rosters.c.asked <= now)
        return [Roster(*row) for row in self._connection.execute(query.order_by(rosters.c.asked))]

    def ask(self, course: Course, said: Mapping[str, str], now: int) -> None:
        """Let the worker fetch a course; `said` is its title and the addresses of the services."""
        values = {**course._asdict(), "differences": "", "fetched": None, "problem": "", **said}
        add = self._dialect.insert(rosters).values(store_id=self._store_id, asked=now, **values)
        key = list(rosters.primary_key.columns)
        self._connection.execute(
            add.on_conflict_do_update(index_elements=key, set_={**said, "asked": now})
        )

    def note(self, course: Course, **values: object) -> None:
        """Write down how a telling went."""
        change = update(rosters).where(*self._is(rosters, course))
        self._connection.execute(change.values(values))

    def keep(self, course: Course, members: Iterable[tuple[Member, UUID]], now: int) -> None:
        """Keep who is told; who was gone and is told again is back. A name that isn't told is not blanked."""
        for member, person_id in members:
            values = {
                "person_id": person_id,
                "role": member.role,
                "status": "active" if member.active else "gone",
                "groups": " ".join(member.groups),
                "last_seen": now,
                "left": None if member.active else now,
            }
            named = {n: v for n, v in (("name", member.name), ("email", member.email)) if v}
            whole = {"name": "", "email": "", "first_seen": now, **values, **named}
            key = {"store_id": self._store_id, **course._asdict(), "subject": member.subject}
            add = self._dialect.insert(roster_members).values(**key, **whole)
            columns = list(roster_members.primary_key.columns)
            changed = add.on_conflict_do_update(index_elements=columns, set_={**values, **named})
            self._connection.execute(changed)

    def mark_gone(self, course: Course, now: int) -> None:
        """Mark who was not told this time."""
        change = update(roster_members).where(*self._is(roster_members, course))
        stale = (roster_members.c.last_seen < now, roster_members.c.left.is_(None))
        self._connection.execute(change.where(*stale).values(left=now, status="gone"))

    def members(self, course: Course, *, gone: bool = False) -> list[Enrolled]:
        """Give who is there, or who was, by name."""
        there = roster_members.c.left.is_not(None) if gone else roster_members.c.left.is_(None)
        query = _MEMBER.where(*self._is(roster_members, course), there)
        order = (roster_members.c.name, roster_members.c.subject)
        rows = self._connection.execute(query.order_by(*order))
        return [replace(Enrolled(*row), role=Role(row.role)) for row in rows]

    def keep_groups(self, course: Course, groups: Sequence[Group], now: int) -> None:
        self._connection.execute(course_groups.delete().where(*self._is(course_groups, course)))
        key = {"store_id": self._store_id, **course._asdict(), "seen": now}
        found = {group.id: group for group in groups}.values()
        rows = [{**key, "group_id": g.id, **_without_id(g)} for g in found]
        if rows:
            self._connection.execute(course_groups.insert(), rows)

    def groups(self, course: Course) -> list[Group]:
        columns = (course_groups.c.group_id, *(course_groups.c[n] for n in Group._fields[1:]))
        query = select(*columns).where(*self._is(course_groups, course))
        rows = self._connection.execute(
            query.order_by(course_groups.c.set_name, course_groups.c.name)
        )
        return [Group(*row) for row in rows]

    def _is(self, table: object, course: Course) -> tuple[ColumnElement[bool], ...]:
        columns = table.c  # type: ignore[attr-defined]
        key = {"store_id": self._store_id, **course._asdict()}
        return tuple(columns[name] == value for name, value in key.items())


_ROSTER = select(*(rosters.c[name] for name in Roster.__slots__))
_MEMBER = select(*(roster_members.c[name] for name in Enrolled.__slots__))


def _without_id(group: Group) -> dict[str, str]:
    return {name: value for name, value in group._asdict().items() if name != "id"}
