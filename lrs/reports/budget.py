"""Budget mix: where the money goes, against two thirds; money stands in no figure with anything else."""

from collections import defaultdict
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple
from uuid import UUID

from lrs.record.entry import Formality
from lrs.record.shares import percentages
from lrs.reports.figure import Bar, Chart, Column, Figure, Mark, Row, Unit, percent

RULE = 200 / 3


class BudgetLine(NamedTuple):
    """A line of the budget; `formality` is empty when nobody has tagged it."""

    id: UUID
    year: int
    planned: bool
    name: str
    formality: str
    cents: int
    currency: str
    by: str
    at: int


class _Year(NamedTuple):
    """What is budgeted for one year in one currency, by formality, and what is untagged."""

    name: str
    currency: str
    cents: dict[str, int]
    untagged: int

    @property
    def tagged(self) -> int:
        return sum(self.cents.values())

    @property
    def beyond(self) -> float:
        """Per cents on informal and social learning, non-formal counted as social."""
        return 100 * (1 - self.cents[Formality.FORMAL] / self.tagged) if self.tagged else 0.0


def figures(lines: Sequence[BudgetLine]) -> tuple[Figure, ...]:
    years = _years(lines)
    return (
        Figure(
            "budget",
            "Budget mix",
            "Where the money goes",
            _finding(years),
            len(lines),
            "budget lines",
            (
                *(Column(str(f), Unit.MONEY) for f in Formality),
                Column("untagged, left out", Unit.MONEY),
                Column("currency", Unit.TEXT),
                Column("beyond courses", Unit.PERCENT),
            ),
            tuple(
                Row(
                    year.name,
                    (
                        *(year.cents[f] / 100 for f in Formality),
                        year.untagged / 100,
                        year.currency,
                        percent(year.tagged - year.cents[Formality.FORMAL], year.tagged),
                    ),
                )
                for year in years
            ),
            (
                ("Money", "budget lines that somebody has tagged; untagged lines are left out"),
                (
                    "Two thirds",
                    (
                        "the rule: at least two thirds on informal and social learning (non-formal counts as "
                        "social here). It is met when the formal part ends left of the line at a third"
                    ),
                ),
                ("Source", f"{_who(lines)}. Money is no statement, so there is none to show"),
                ("Period", "budget years, not the days chosen above"),
            ),
            Chart(
                tuple(map(_bar, years)),
                (Mark(100 - RULE, "a third"), Mark(50, "half")),
            ),
        ),
    )


def needed(lines: Sequence[BudgetLine]) -> int:
    """Say how many per cent of the formal money would have to move to meet two thirds, in the newest year."""
    year = _newest(lines)
    formal = year.cents[Formality.FORMAL] if year else 0
    if year is None or not formal:
        return 0
    return max(0, ceil(100 * (1 - year.tagged * (100 - RULE) / 100 / formal) - 1e-9))


def what_if(lines: Sequence[BudgetLine], moved: int) -> Figure | None:
    """Show the newest year as it is, and with so many per cent of its formal money moved to informal."""
    year = _newest(lines)
    if year is None:
        return None
    cents = year.cents[Formality.FORMAL] * moved // 100
    changed = {
        **year.cents,
        Formality.FORMAL: year.cents[Formality.FORMAL] - cents,
        Formality.INFORMAL: year.cents[Formality.INFORMAL] + cents,
    }
    then = year._replace(name=f"{year.name}, {moved} % moved", cents=changed)
    verdict = "meets" if then.beyond >= RULE else "is short of"
    return Figure(
        "what-if",
        "What if",
        "Part of the money for courses goes to informal learning",
        (
            f"Moving {cents / 100:,.0f} {year.currency} ({moved} % of the formal money) puts "
            f"{then.beyond:.0f} % beyond courses, which {verdict} two thirds."
        ),
        len([line for line in lines if line.formality]),
        "tagged budget lines",
        (*(Column(str(f), Unit.MONEY) for f in Formality), Column("beyond courses", Unit.PERCENT)),
        tuple(
            Row(y.name, (*(y.cents[f] / 100 for f in Formality), percent(y.beyond, 100)))
            for y in (year, then)
        ),
        (
            ("What if", "a sum, not a forecast: nothing is said about what the money would bring"),
            ("Year", f"{year.name}, the newest with tagged lines; untagged lines are left out"),
        ),
        Chart((_bar(year), _bar(then)), (Mark(100 - RULE, "a third"),)),
    )


def _newest(lines: Sequence[BudgetLine]) -> _Year | None:
    return next((year for year in reversed(_years(lines)) if year.tagged), None)


def _years(lines: Sequence[BudgetLine]) -> list[_Year]:
    found: defaultdict[tuple[int, bool, str], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        found[line.year, line.planned, line.currency].append(line)
    return [
        _Year(
            f"{year} plan" if planned else str(year),
            currency,
            {f: sum(line.cents for line in same if line.formality == f) for f in Formality},
            sum(line.cents for line in same if not line.formality),
        )
        for (year, planned, currency), same in sorted(found.items())
    ]


def _finding(years: Sequence[_Year]) -> str:
    if not years or not years[-1].tagged:
        return "No budget line is tagged yet."
    last = years[-1]
    missing = RULE - last.beyond
    verdict = "meets two thirds" if missing <= 0 else f"is {missing:.0f} points short of two thirds"
    half = "has passed the half" if last.beyond >= 50 else "has not passed the half"
    return f"{last.name} puts {last.beyond:.0f} % beyond courses. It {half}, and {verdict}."


def _bar(year: _Year) -> Bar:
    per_cents = percentages([year.cents[f] for f in Formality])
    parts = tuple((str(f), float(p)) for f, p in zip(Formality, per_cents, strict=True))
    return Bar(year.name, f"{year.currency}, {year.beyond:.0f} % beyond courses", parts)


def _who(lines: Sequence[BudgetLine]) -> str:
    names = sorted({line.by for line in lines})
    return f"budget lines of {', '.join(names)}" if names else "no budget lines"
