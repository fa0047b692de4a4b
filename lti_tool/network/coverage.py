"""/app/network/coverage: of how many members somebody knows, by a talk that both sides confirmed."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, request
from sqlalchemy import Connection, select
from werkzeug.wrappers import Response

from lti_tool.launch.clock import HOUR
from lti_tool.launch.roles import Role
from lti_tool.launch.tables import launches
from lti_tool.network import pages as shared
from lti_tool.network.encounters.encounter import State
from lti_tool.network.events.rules import FEWEST
from lti_tool.network.tables import encounters
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

_DAYS = 90
_ON_A_PAGE = 50


class Coverage(NamedTuple):
    """n of N; n is None where it would speak of fewer than five people."""

    n: int | None
    total: int | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.n / self.total) if self.n is not None and self.total else None


def covered(members: Iterable[UUID], reached: set[UUID]) -> Coverage:
    """Count, and hide small cells: those who were reached, those who weren't, and all of them."""
    people = set(members)
    if len(people) < FEWEST:
        return Coverage(None, None)
    n = len(people & reached)
    small = 0 < n < FEWEST or 0 < len(people) - n < FEWEST
    return Coverage(None if small else n, len(people))


def add_to(pages: Blueprint, rooms: Rooms) -> None:
    """Add the page."""

    def coverage() -> Response:
        """Show coverage to those who teach; names of the silent to administrators alone."""
        visit = rooms.visits.teacher(request)
        may_name = visit.viewer.role is Role.ADMINISTRATOR
        with rooms.lrs.database.reading() as connection:
            members = _members(connection, visit, whole_store=may_name)
            reached = _reached(connection, visit, rooms.clock() - _DAYS * 24 * HOUR)
        silent = sorted((n, p) for p, n in members.items() if p not in reached) if may_name else []
        shown = shared.slice_of(len(silent), _ON_A_PAGE)
        start = max(shown.first - 1, 0)
        return rooms.visits.page(
            visit,
            "network/coverage.html",
            figure=covered(members, reached),
            days=_DAYS,
            may_name=may_name,
            shown=shown._replace(items=[name for name, _ in silent[start : start + _ON_A_PAGE]]),
        )

    pages.add_url_rule("/app/network/coverage", "coverage", coverage)


def _members(connection: Connection, visit: Visit, *, whole_store: bool) -> dict[UUID, str]:
    """Give the learners who came in by a launch: of this course, or of the whole store."""
    columns = launches.c
    query = select(columns.person_id, columns.name).where(
        columns.store_id == visit.store_id,
        columns.role == Role.LEARNER.value,
        columns.person_id.is_not(None),
        columns.test_user.is_(False),
    )
    if not whole_store:
        query = query.where(
            columns.platform_id == visit.launch.platform_id,
            columns.context_id == visit.launch.context_id,
        )
    return {row.person_id: row.name for row in connection.execute(query.distinct())}


def _reached(connection: Connection, visit: Visit, since: int) -> set[UUID]:
    columns = encounters.c
    query = select(columns.teller, columns.other).where(
        columns.store_id == visit.store_id,
        columns.state == State.CONFIRMED.value,
        columns.happened >= since,
        columns.gone.is_(None),
    )
    return {person for pair in connection.execute(query) for person in pair if person}
