"""One and done: of those who began, who came again, and the steps from a first event to a mentor."""

from collections.abc import Sequence

from lrs.reports.facts import Steps
from lrs.reports.figure import Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.intervals import wilson
from lrs.reports.suppression import suppressed

YEAR = 365
_CARE = "people who talk may be people who would have come anyway: association, not cause"


def figures(beginners: Sequence[Steps], scope: Scope, today: int) -> tuple[Figure, ...]:
    """Follow each for twelve months; who began less than twelve months ago is followed until today."""
    steps = {
        "First course or event": len(beginners),
        "Came again": sum(came_again(s) for s in beginners),
        "Learned in between": sum(came_again(s) and s.between is not None for s in beginners),
        "Contributed": sum(within_year(s, s.contributed) for s in beginners),
        "Took part in mentoring": sum(within_year(s, s.mentored) for s in beginners),
    }
    n, again = len(beginners), steps["Came again"]
    young = sum(s.began is not None and today - s.began < YEAR for s in beginners)
    done = n - again
    low, high = wilson(done, n)
    rows = [Row(name, (count, percent(count, n))) for name, count in steps.items()]
    shown = suppressed(rows, [_fewer(count, n) for count in steps.values()], total_is_shown=True)
    kept_back = shown[1].hidden
    return (
        Figure(
            "ladder",
            "One and done",
            "From a first course or event to a mentor",
            _finding(n, done, kept_back=kept_back),
            n,
            "people who first came in the period",
            (Column("people", Unit.PEOPLE), Column("of the first", Unit.PERCENT)),
            shown,
            (
                ("People", f"n = {n} whose first course or event ended in the period"),
                (
                    "One and done",
                    "no second course or event within twelve months"
                    + (
                        ""
                        if kept_back
                        else f": {done} of {n}, between {100 * low:.0f} and {100 * high:.0f} % (95 % interval)"
                    ),
                ),
                (
                    "Followed",
                    f"each for twelve months; {young} began less than twelve months ago and may still come",
                ),
                ("In between", "an informal act after the first and not after the second"),
                ("Contributed", "made a clip or answered a question within twelve months"),
                ("Care", _CARE),
                ("Period", scope.words),
            ),
            Chart(
                tuple(
                    Bar(row.name, f"{row.values[0]} people", (("", _share(row)),))
                    for row in shown
                    if not row.hidden
                )
                if n
                else ()
            ),
        ),
    )


def _fewer(count: int, n: int) -> int:
    """Give how many took a step or did not, whichever is fewer: each tells of the other."""
    return min(count, n - count) if count and n - count else count


def _finding(n: int, done: int, *, kept_back: bool) -> str:
    if not n:
        return "Nobody came for the first time in this period."
    if kept_back:
        return f"Of {n} people who first came in this period, too few came again, or did not, to say how many."
    return (
        f"Of {n} people who first came in this period, "
        f"{done} did not come again within twelve months."
    )


def came_again(steps: Steps) -> bool:
    return within_year(steps, steps.again)


def within_year(steps: Steps, day: int | None) -> bool:
    return steps.began is not None and day is not None and 0 <= day - steps.began <= YEAR


def _share(row: Row) -> float:
    share = row.values[1]
    return float(share) if isinstance(share, int | float) else 0.0
