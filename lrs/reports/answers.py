"""Answers: how long questions and threads wait until somebody else says something."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple
from uuid import UUID

from lrs.reports.figure import Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.suppression import suppressed

HOUR = 3_600_000_000
_WITHIN = {"within an hour": 1, "within a day": 24, "within three days": 72, "within a week": 168}
_NAMES = {"question": "Questions", "post": "Threads"}


class Asked(NamedTuple):
    """What somebody asked or began, and when somebody else first said something. In microseconds."""

    thread: int
    person_id: UUID
    kind: str
    url: str
    title: str
    source: str
    at: int
    answered: int | None


class Wait(NamedTuple):
    """The same without its words: who asked, when, and when somebody else first said something."""

    kind: str
    person_id: UUID
    at: int
    answered: int | None

    @property
    def waited(self) -> float | None:
        """Hours until the first answer."""
        return None if self.answered is None else max(0, self.answered - self.at) / HOUR


def figures(asked: Sequence[Wait], scope: Scope) -> tuple[Figure, ...]:
    return tuple(
        _figure(kind, name, [a for a in asked if a.kind == kind], scope)
        for kind, name in _NAMES.items()
    )


def _figure(kind: str, name: str, asked: Sequence[Wait], scope: Scope) -> Figure:
    waits = [a.waited for a in asked if a.waited is not None]
    n, middle = len(asked), median(waits) if waits else None
    counts = {words: sum(wait <= hours for wait in waits) for words, hours in _WITHIN.items()}
    rows = [
        *(Row(words, (count, percent(count, n))) for words, count in counts.items()),
        Row("ever", (len(waits), percent(len(waits), n))),
        Row("not yet", (n - len(waits), percent(n - len(waits), n))),
    ]
    people = len({a.person_id for a in asked})
    shown = suppressed(rows, [people] * len(rows), total_is_shown=False)
    few = any(row.hidden for row in shown)
    return Figure(
        f"answers-{kind}",
        f"{name}: time to the first answer",
        "From asking to the first word of somebody else",
        f"Half of those answered had an answer within {_hours(middle)}; {n - len(waits)} of {n} wait."
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
