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
        "Came again": sum(_came_again(s) for s in beginners),
        "Learned in between": sum(_came_again(s) and s.between is not None for s in beginners),
        "Contributed": sum(_within_year(s, s.contributed) for s in beginners),
        "Took part in mentoring": sum(_within_year(s, s.mentored) for s in beginners),
    }
    n, again = len(beginners), steps["Came again"]
    young = sum(s.began is not None and today - s.began < YEAR for s in beginners)
    done = n - again
    low, high = wilson(done, n)
    rows = [Row(name, (count, percent(count, n))) for name, count in steps.items()]
    shown = suppressed(rows, list(steps.values()), total_is_shown=True)
    return (
        Figure(
            "ladder",
            "One and done",
            "From a first course or event to a mentor",
            f"Of {n} people who first came in this period, {done} did not come again within twelve months."
            if n
            else "Nobody came for the first time in this period.",
            n,
            "people who first came in the period",
            (Column("people", Unit.PEOPLE), Column("of the first", Unit.PERCENT)),
            shown,
            (
                ("People", f"n = {n} whose first course or event ended in the period"),
                (
                    "One and done",
                    (
                        f"no second course or event within twelve months: {done} of {n}, between "
                        f"{100 * low:.0f} and {100 * high:.0f} % (95 % interval)"
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


def _came_again(steps: Steps) -> bool:
    return _within_year(steps, steps.again)


def _within_year(steps: Steps, day: int | None) -> bool:
    return steps.began is not None and day is not None and 0 <= day - steps.began <= YEAR


def _share(row: Row) -> float:
    share = row.values[1]
    return float(share) if isinstance(share, int | float) else 0.0
