"""Spans of the calendar that divide a time line: months, or quarters or years when there are many."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lrs.web.moments import month_name

_MOST = 24


class Span(NamedTuple):
    """A month, a quarter or a year; `months` is its length."""

    first: date
    months: int

    @property
    def name(self) -> str:
        if self.months == 12:
            return str(self.first.year)
        if self.months == 3:
            return f"Q{self.first.month // 3 + 1} {self.first.year}"
        return f"{month_name(self.first.month)} {self.first.year}"

    @property
    def short(self) -> str:
        """The name for an axis: the year only where it changes."""
        if self.months == 12:
            return str(self.first.year)
        word = (
            f"Q{self.first.month // 3 + 1}"
            if self.months == 3
            else month_name(self.first.month)[:3]
        )
        return f"{word} {self.first.year}" if self.first.month == 1 else word


def spans(days: Iterable[date]) -> list[Span]:
    """Give the spans from the first day to the last without a gap, 24 at most if years allow it."""
    found = sorted(days)
    if not found:
        return []
    for months in (1, 3, 12):
        first, last = _number(found[0], months), _number(found[-1], months)
        if last - first < _MOST or months == 12:
            return [_span(n, months) for n in range(first, last + 1)]
    raise AssertionError


def span_of(day: date, months: int) -> Span:
    """Give the span of that many months in which a day lies."""
    return _span(_number(day, months), months)


def _number(day: date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months


def _span(number: int, months: int) -> Span:
    year, month = divmod(number * months, 12)
    return Span(date(year, month + 1, 1), months)
