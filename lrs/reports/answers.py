"""Answers: how long questions and threads wait until somebody else says something."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from lrs.reports.figure import Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.suppression import suppressed

HOUR = 3_600_000_000
WITHIN = {"within an hour": 1, "within a day": 24, "within three days": 72, "within a week": 168}
NAMES = {"question": "Questions", "post": "Threads"}


class Asked(NamedTuple):
    """What somebody asked or began, and when (microseconds)."""

    thread: int
    person_id: UUID
    kind: str
    url: str
    title: str
    source: str
    at: int


class Waits(NamedTuple):
    """What was asked in some days: how much, by how many people, how much of it was answered.

    `within` counts what was answered within the hours of WITHIN; `middle` is the median in hours.
    """

    kind: str
    asked: int = 0
    people: int = 0
    answered: int = 0
    within: tuple[int, ...] = ()
    middle: float | None = None


def figures(asked: Iterable[Waits], scope: Scope) -> tuple[Figure, ...]:
    return tuple(_figure(waits, scope) for waits in asked)


def _figure(asked: Waits, scope: Scope) -> Figure:
    kind, name = asked.kind, NAMES[asked.kind]
    n, people, middle = asked.asked, asked.people, asked.middle
    counts = dict(zip(WITHIN, asked.within, strict=True))
    rows = [
        *(Row(words, (count, percent(count, n))) for words, count in counts.items()),
        Row("ever", (asked.answered, percent(asked.answered, n))),
        Row("not yet", (n - asked.answered, percent(n - asked.answered, n))),
    ]
    shown = suppressed(rows, [people] * len(rows), total_is_shown=False)
    few = any(row.hidden for row in shown)
    return Figure(
        f"answers-{kind}",
        f"{name}: time to the first answer",
        "From asking to the first word of somebody else",
        f"Half of those answered had an answer within {_hours(middle)}; {n - asked.answered} of {n} wait."
        if middle is not None and not few
        else f"{n} were asked; too few people, or no answer, to say more.",
        n,
        name.lower(),
        (Column(name.lower(), Unit.NUMBER), Column("of all", Unit.PERCENT)),
        shown,
        (
            (
                "Answer",
                "the first answer, reply or comment in the thread by another person, from any source",
            ),
            (
                "n",
                f"{n} {name.lower()} of {people} people, whose statement gives the thread an address",
            ),
            ("Period", f"asked {scope.words}"),
        ),
        Chart(
            tuple(
                Bar(row.name, f"{row.values[0]} of {n}", (("", float(row.values[1] or 0)),))
                for row in shown
                if not row.hidden
            )
            if n
            else ()
        ),
    )


def _hours(hours: float | None) -> str:
    if hours is None:
        return "no time"
    return f"{hours * 60:.0f} minutes" if hours < 1 else f"{hours:.1f} hours"
