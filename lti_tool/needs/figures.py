"""How often recommendations hit: of those recommended, how many were watched, how many helped, how the need ended."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, true

from lrs import wilson
from lti_tool.clips.watching.tables import viewings
from lti_tool.needs.need import HELPED, IGNORED, NOT_HELPED
from lti_tool.needs.outcome import WON
from lti_tool.needs.tables import needs, recommendations

DAYS = 90
FEWEST = 5  # people, below whom numbers about others aren't shown
DEFINITION = (
    "Recommended: something that stood among the best for a need; once for each need. Watched: the person played the "
    "clip after that, or opened the discussion or the ask from here. Helped: the person said so. What was dismissed "
    "stays among the recommended. The last column counts only what was recommended for needs of which was said how "
    "they ended (n), and of it what belongs to those that were reached; in brackets the 95 % interval of the share, as "
    "if each stood for itself."
)
NO_CAUSE = (
    "An association, not a cause: who watches more may well win more for other reasons, and not everybody says how it "
    "ended."
)


class Step(NamedTuple):
    """How many recommendations went so far, `ended` of them for needs with a known end, `won` with a good one.

    `people` is how many people the ended ones are of.
    """

    name: str
    number: int
    ended: int
    won: int
    people: int

    @property
    def is_shown(self) -> bool:
        """Say whether the end may be shown where it is not one's own."""
        return self.people >= FEWEST or not self.ended

    @property
    def rate(self) -> str:
        """Print how many were reached: 3 of 5, 60 % (23 to 88 %)."""
        if not self.ended:
            return "n = 0"
        low, high = (round(100 * each) for each in wilson(self.won, self.ended))
        share = round(100 * self.won / self.ended)
        return f"{share} %, {self.won} of n = {self.ended} ({low} to {high} %)"


class Hits(NamedTuple):
    """Of so many recommendations to so many people, how many went how far."""

    people: int
    steps: tuple[Step, ...]

    @property
    def recommended(self) -> int:
        return self.steps[0].number

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
    of = and_(needs.c.store_id == columns.store_id, needs.c.id == columns.need_id)
    steps = _steps(store_id)
    counts = [count for _, condition in steps for count in _counts(condition)]
    query = select(func.count(columns.person_id.distinct()), *counts)
    row: Sequence[int] = connection.execute(
        query.select_from(recommendations.join(needs, of)).where(*where)
    ).one()
    names = [name for name, _ in steps]
    return Hits(row[0], tuple(Step(n, *row[4 * i + 1 : 4 * i + 5]) for i, n in enumerate(names)))


def _steps(store_id: int) -> list[tuple[str, ColumnElement[bool]]]:
    columns = recommendations.c
    watched = or_(columns.opened.is_not(None) & (columns.kind != "clip"), _played(store_id))
    opinions = (("helped", HELPED), ("did not help", NOT_HELPED), ("dismissed", IGNORED))
    said = [(name, columns.opinion == value) for name, value in opinions]
    return [("recommended", true()), ("watched", watched), *said]


def _counts(condition: ColumnElement[bool]) -> tuple[ColumnElement[int], ...]:
    """Count all of them, those whose need ended, those whose need was reached, and the people of the ended."""
    ended = and_(condition, needs.c.outcome != "")
    people = func.count(case((ended, recommendations.c.person_id)).distinct())
    won = and_(condition, needs.c.outcome == WON)
    return _sum(condition), _sum(ended), _sum(won), people


def _played(store_id: int) -> ColumnElement[bool]:
    """Say whether the person played the clip after it was recommended.

    It names the store itself: Citus doesn't find the machine of a subquery in a column by what that equals outside.
    """
    columns = recommendations.c
    same = and_(
        viewings.c.store_id == store_id,
        viewings.c.clip_id == columns.subject_id,
        viewings.c.person_id == columns.person_id,
        viewings.c.changed >= columns.recommended,
    )
    found = select(viewings.c.clip_id).where(same).correlate(recommendations).exists()
    return and_(columns.kind == "clip", found)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
