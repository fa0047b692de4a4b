"""How often recommendations hit: of those recommended, how many were watched, and how many helped."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from lti_tool.clips.watching.tables import viewings
from lti_tool.needs.need import HELPED, IGNORED, NOT_HELPED
from lti_tool.needs.tables import recommendations

DAYS = 90
FEWEST = 5  # people, below whom numbers about others aren't shown
DEFINITION = (
    "Recommended: something that stood among the best for a need; once for each need. Watched: the person played the "
    "clip after that, or opened the discussion or the ask from here. Helped: the person said so. What was dismissed "
    "stays among the recommended."
)


class Hits(NamedTuple):
    """Of so many recommendations to so many people, how many went how far."""

    recommended: int
    people: int
    watched: int
    helped: int
    not_helped: int
    dismissed: int

    @property
    def is_shown(self) -> bool:
        return self.people >= FEWEST

    def share(self, number: int) -> str:
        """Print a share of all that was recommended: 12 %."""
        return f"{round(100 * number / self.recommended)} %" if self.recommended else "none"


def hits(
    connection: Connection,
    store_id: int,
    since: int,
    *,
    course_id: UUID | None = None,
    person_id: UUID | None = None,
) -> Hits:
    """Count what was recommended since then, in a course or to one person."""
    columns = recommendations.c
    where = [columns.store_id == store_id, columns.recommended >= since]
    if course_id is not None:
        where.append(columns.course_id == course_id)
    if person_id is not None:
        where.append(columns.person_id == person_id)
    query = select(
        func.count(),
        func.count(columns.person_id.distinct()),
        _sum(or_(columns.opened.is_not(None) & (columns.kind != "clip"), _played())),
        *(_sum(columns.opinion == value) for value in (HELPED, NOT_HELPED, IGNORED)),
    ).where(*where)
    row: Sequence[int] = connection.execute(query).one()
    return Hits(*row)


def _played() -> ColumnElement[bool]:
    """Say whether the person played the clip after it was recommended."""
    columns = recommendations.c
    same = and_(
        viewings.c.store_id == columns.store_id,
        viewings.c.clip_id == columns.subject_id,
        viewings.c.person_id == columns.person_id,
        viewings.c.changed >= columns.recommended,
    )
    found = select(viewings.c.clip_id).where(same).correlate(recommendations).exists()
    return and_(columns.kind == "clip", found)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
