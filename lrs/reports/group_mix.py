"""The activity of a group in one calendar year: acts, minutes and people by formality."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from lrs.record.entry import Formality, TimeBasis
from lrs.reports.activity import TOO_FEW
from lrs.reports.figure import Column, Figure, Row, Unit, percent
from lrs.reports.group_figures import Asked, both, figure, kept_back, people_by_row
from lrs.reports.groups import People
from lrs.reports.suppression import hidden


class Doing(NamedTuple):
    """What somebody did in the year: entries and milliseconds of one formality and time basis."""

    person: UUID
    formality: str
    basis: str
    entries: int
    milliseconds: int


def activity(doings: Sequence[Doing], asked: Asked) -> tuple[Figure, ...]:
    """Give acts, minutes and people by formality; by kind there would be too few people in each row."""
    return (
        _amounts(
            asked,
            ("acts", "Acts", "What people did, by count"),
            doings,
            lambda one: float(one.entries),
            Column("acts", Unit.ENTRIES),
        ),
        _amounts(
            asked,
            ("minutes", "Minutes, measured", "How long it took, where a system measured it"),
            [one for one in doings if one.basis == TimeBasis.MEASURED],
            lambda one: one.milliseconds / 60_000,
            Column("minutes", Unit.MINUTES),
        ),
        _people(asked, doings),
    )


def _amounts(
    asked: Asked,
    called: tuple[str, str, str],
    doings: Sequence[Doing],
    amount: Callable[[Doing], float],
    column: Column,
) -> Figure:
    """Sum amounts by formality; the whole is that of the rows that are shown."""
    behind = {f: frozenset(one.person for one in doings if one.formality == f) for f in Formality}
    few = hidden([len(people) for people in behind.values()], total_is_shown=True)
    shown = [
        number not in few and asked.may_show(people)
        for number, people in enumerate(behind.values())
    ]
    sums = dict.fromkeys(behind, 0.0)
    for one in doings:
        if one.person in asked.group.people:
            sums[Formality(one.formality)] += amount(one)
    whole = sum(value for value, fits in zip(sums.values(), shown, strict=True) if fits)
    all_shown = all(shown)
    rows = tuple(
        Row(str(f), (_number(column, value), percent(value, whole) if all_shown else None))
        if fits
        else kept_back(str(f))
        for (f, value), fits in zip(sums.items(), shown, strict=True)
    )
    share = percent(sums[Formality.INFORMAL], whole) if all_shown else None
    finding = (
        f"Of the {column.name} of the group {share:.0f} % were informal."
        if share is not None
        else TOO_FEW
    )
    return figure(
        asked,
        called,
        finding,
        (round(whole), f"{column.name} in the rows that are shown"),
        (column, Column(f"share of {column.name}", Unit.PERCENT)),
        rows,
    )


def _people(asked: Asked, doings: Sequence[Doing]) -> Figure:
    active = frozenset(one.person for one in doings)
    taken: dict[str, tuple[People, ...]] = {"any": (active,)}
    for f in Formality:
        taken[str(f)] = both(active, (one.person for one in doings if one.formality == f))
    called = ("people", "People reached", "Shares overlap")
    people = ("People", "who have at least one act in the period; a person may be in all rows")
    return people_by_row(asked, called, taken, "active people", people)


def _number(column: Column, value: float) -> float | int:
    return int(value) if column.unit is Unit.ENTRIES else value
