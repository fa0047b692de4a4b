"""Neighbours: whom somebody can name or pick; the people of their course, then of the whole store."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from lti_tool.launch.tables import launches
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.services.tables import roster_members

_SPARE = 4  # of so many people that are found by name, one is assumed to have come in by a launch


class Neighbour(NamedTuple):
    """A person and the name that they go by."""

    person_id: UUID
    name: str


def neighbours(rooms: Rooms, visit: Visit, search: str, limit: int) -> list[Neighbour]:
    """Give people whose name holds `search`, those of the course first, by name; never oneself."""
    with rooms.lrs.database.reading() as connection:
        found = _of_course(connection, visit, search, limit)
    if len(found) < limit:
        people = rooms.lrs.people(visit.store_id, search, limit=limit * _SPARE)
        named = [Neighbour(person.id, person.name) for person in people if person.name]
        with rooms.lrs.database.reading() as connection:
            known = _launched(connection, visit.store_id, [n.person_id for n in named])
        found += [n for n in named if n.person_id in known]
    unique = {n.person_id: n for n in reversed(found) if n.person_id != visit.viewer.person_id}
    return list(reversed(unique.values()))[:limit]


def _of_course(connection: Connection, visit: Visit, search: str, limit: int) -> list[Neighbour]:
    table, launch = roster_members.c, visit.launch
    query = select(table.person_id, table.name).where(
        table.store_id == visit.store_id,
        table.platform_id == launch.platform_id,
        table.deployment_id == launch.deployment_id,
        table.context_id == launch.context_id[:255],
        table.left.is_(None),
        table.name != "",
        table.name.icontains(search, autoescape=True),
    )
    rows = connection.execute(query.order_by(table.name, table.person_id).limit(limit))
    return [Neighbour(*row) for row in rows]


def _launched(connection: Connection, store_id: int, people: Sequence[UUID]) -> set[UUID]:
    """Give those who came in by a launch, and not as a test user."""
    if not people:
        return set()
    query = select(launches.c.person_id).where(
        launches.c.store_id == store_id,
        launches.c.person_id.in_(people),
        launches.c.test_user.is_(False),
    )
    return set(connection.scalars(query.distinct()))
