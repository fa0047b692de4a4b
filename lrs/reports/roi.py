"""Return: what a minute and an answer cost, and who came again, each with n and an interval; never a cause."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lrs.record.entry import Formality, TimeBasis
from lrs.reports.activity import Total
from lrs.reports.budget import BudgetLine
from lrs.reports.facts import Steps
from lrs.reports.figure import FEWEST, Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.intervals import difference, wilson
from lrs.reports.suppression import suppressed

LANDMARK = 60
_YEAR = 365


class Costs(NamedTuple):
    """What costs are set beside: budget lines, sums of the period, how much of what was asked in it was answered."""

    lines: Sequence[BudgetLine]
    totals: Sequence[Total]
    answered: int


def figures(
    costs: Costs, beginners: Iterable[Steps], scope: Scope, year: int, today: int
) -> tuple[Figure, ...]:
    """`year` is the budget year whose actual lines are taken."""
    return (_compared(list(beginners), scope, today), _costs(costs, scope, year))


def _compared(beginners: Sequence[Steps], scope: Scope, today: int) -> Figure:
    followed = [s for s in beginners if is_followed(s, today)]
    exposed = [s for s in followed if is_exposed(s)]
    others = [s for s in followed if not is_exposed(s)]
    groups = {"Learned informally": exposed, "Did not": others}
    counts = {name: (sum(map(came_again, group)), len(group)) for name, group in groups.items()}
    rows = [
        Row(name, (hits, n, percent(hits, n), *_ends(hits, n)))
        for name, (hits, n) in counts.items()
    ]
    sizes = [n for _, n in counts.values()]
    shown = suppressed(rows, sizes, total_is_shown=True)
    return Figure(
        "came-again",
        "Who came again",
        "Association, not cause",
        _finding(counts, any(row.hidden for row in shown)),
        len(followed),
        "people",
        (
            Column("came again", Unit.PEOPLE),
            Column("of n people", Unit.PEOPLE),
            Column("share", Unit.PERCENT),
            Column("from", Unit.PERCENT),
            Column("to", Unit.PERCENT),
        ),
        shown,
        (
            (
                "People",
                (
                    f"who first came in the period, had not come again after {LANDMARK} days, and could be "
                    "followed for twelve months"
                ),
            ),
            (
                "Learned informally",
                (
                    f"at least one informal act in the first {LANDMARK} days. Looking only at those who had not "
                    "come again by then keeps the early returners from flattering either side"
                ),
            ),
            ("Came again", f"a second course or event after day {LANDMARK}, within twelve months"),
            ("Interval", "95 %, Wilson; of the difference, Newcombe"),
            ("Care", "association, not cause: who takes part differs in much that nobody measured"),
            ("Period", scope.words),
        ),
        Chart(
            tuple(
                Bar(r.name, f"{r.values[0]} of {r.values[1]}", (("", float(r.values[2] or 0)),))
                for r in shown
                if not r.hidden and r.values[1]
            )
        ),
    )


def is_followed(steps: Steps, today: int) -> bool:
    """Say whether somebody had twelve months to come again, and had not by the landmark."""
    if steps.began is None or today - steps.began < _YEAR:
        return False
    return steps.again is None or steps.again - steps.began > LANDMARK


def is_exposed(steps: Steps) -> bool:
    return steps.between is not None and steps.between - (steps.began or 0) <= LANDMARK


def came_again(steps: Steps) -> bool:
    return steps.again is not None and steps.again - (steps.began or 0) <= _YEAR


def _ends(hits: int, n: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    low, high = wilson(hits, n)
    return round(100 * low, 1), round(100 * high, 1)


def _finding(counts: dict[str, tuple[int, int]], few: bool) -> str:
    one, other = counts.values()
    if few or min(one[1], other[1]) < FEWEST:
        return "Too few people could be followed for twelve months to compare them."
    low, high = difference(one, other)
    points = 100 * (one[0] / one[1] - other[0] / other[1])
    return (
        f"{points:+.0f} points between those who learned informally and those who did not "
        f"(95 % interval {100 * low:+.0f} to {100 * high:+.0f}): association, not cause."
    )


def _costs(costs: Costs, scope: Scope, year: int) -> Figure:
    lines = [x for x in costs.lines if x.year == year and not x.planned]
    currencies = sorted({line.currency for line in lines})
    minutes = {
        f: sum(
            t.milliseconds
            for t in costs.totals
            if t.formality == f and t.basis == TimeBasis.MEASURED
        )
        / 60_000
        for f in Formality
    }
    rows = []
    for currency in currencies:
        spent = {
            f: sum(x.cents for x in lines if x.formality == f and x.currency == currency) / 100
            for f in Formality
        }
        rows += [
            Row(f"A measured minute, {f}", _each(spent[f], minutes[f], currency)) for f in Formality
        ]
        rows.append(
            Row(
                "An answered question or thread",
                _each(spent[Formality.INFORMAL], costs.answered, currency),
            )
        )
    return Figure(
        "costs",
        "What it costs",
        "Budget beside what it was for",
        f"Budget of {year} beside the period."
        if lines
        else f"There are no actual budget lines of {year}.",
        len(lines),
        "budget lines",
        (
            Column("spent", Unit.MONEY),
            Column("for", Unit.NUMBER),
            Column("each", Unit.MONEY),
            Column("currency", Unit.TEXT),
        ),
        tuple(rows),
        (
            ("Spent", f"actual budget lines of {year} with that formality, whole year"),
            (
                "For",
                "minutes that a system measured in the period; what was asked and answered in it",
            ),
            ("Care", "a price, not a value: association, not cause"),
            ("Period", scope.words),
        ),
    )


def _each(spent: float, count: float, currency: str) -> tuple[float, float, float | None, str]:
    return spent, count, (round(spent / count, 2) if count else None), currency
