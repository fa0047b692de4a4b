"""Reach: how many people did something, each counted once, from sets of people that are kept as bits.

People have numbers, and a set of people is a whole number with a one at the place of each. Sets are kept
for days and for months, so that the set of any period is put together from a few.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import NamedTuple

PART = 8192  # people whose bits stand in one row: at most a kilobyte
_FIRST, _LAST = date(1, 2, 1).toordinal(), date(9999, 11, 30).toordinal()


class Length(StrEnum):
    """The spans for which sets of people are kept."""

    DAY = "day"
    MONTH = "month"


class Stretch(NamedTuple):
    """Spans of one length that begin from `first` to `last` (ordinals of days)."""

    length: Length
    first: int
    last: int


class Cell(NamedTuple):
    """One set: who has an entry of this kind and formality in the span that begins on a day."""

    length: Length
    begin: int
    kind: str
    formality: str


class Crowd(NamedTuple):
    """A set of people of one kind and formality."""

    kind: str
    formality: str
    bits: int


class Reach(NamedTuple):
    """People, each once: all of them, by formality, by (kind, formality)."""

    people: int
    by_formality: Mapping[str, int]
    by_kind: Mapping[tuple[str, str], int]


def cells(day: int, kind: str, formality: str) -> tuple[Cell, Cell]:
    """Give the sets to which somebody belongs for an entry of this day."""
    month = date.fromordinal(day).replace(day=1).toordinal()
    return (
        Cell(Length.DAY, day, kind, formality),
        Cell(Length.MONTH, month, kind, formality),
    )


def stretches(first: int, last: int) -> list[Stretch]:
    """Cover some days, both ends included, by whole months and the days before and after them."""
    first, last = max(first, _FIRST), min(last, _LAST)
    begin, end = _next_month(first - 1), date.fromordinal(last + 1).replace(day=1).toordinal()
    if begin >= end:
        return [Stretch(Length.DAY, first, last)]
    found = (
        Stretch(Length.DAY, first, begin - 1),
        Stretch(Length.MONTH, begin, end - 1),
        Stretch(Length.DAY, end, last),
    )
    return [each for each in found if each.first <= each.last]


def reach(crowds: Iterable[Crowd]) -> Reach:
    """Count them; crowds of one kind and formality are one."""
    by_kind: defaultdict[tuple[str, str], int] = defaultdict(int)
    by_formality: defaultdict[str, int] = defaultdict(int)
    for kind, formality, bits in crowds:
        by_kind[kind, formality] |= bits
        by_formality[formality] |= bits
    return Reach(
        reduce(or_, by_formality.values(), 0).bit_count(),
        {name: bits.bit_count() for name, bits in by_formality.items()},
        {name: bits.bit_count() for name, bits in by_kind.items()},
    )


def everybody(crowds: Iterable[Crowd], kinds: Iterable[str] = ()) -> int:
    """Put crowds of some kinds together, or without kinds all of them."""
    wanted = frozenset(kinds)
    return reduce(or_, (c.bits for c in crowds if not wanted or c.kind in wanted), 0)


def has(bits: int, number: int | None) -> bool:
    """Say whether somebody is in a set; who has no number is in none."""
    return number is not None and bool(bits >> number & 1)


def _next_month(day: int) -> int:
    """Give the first day of the month after the one of this day."""
    this = date.fromordinal(day)
    return date(this.year + this.month // 12, this.month % 12 + 1, 1).toordinal()
