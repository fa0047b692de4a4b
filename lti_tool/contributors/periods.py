"""Pure: the periods for which figures are given: quarters of a year, and the last twelve months."""

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

_SECOND = 1_000_000


class Period(NamedTuple):
    """A span of time: from `start` until before `end`, in microseconds since the epoch."""

    name: str
    start: int
    end: int


def quarters(today: date, zone: ZoneInfo, number: int = 4) -> list[Period]:
    """Give the quarter of today and those before it, the oldest first."""
    last = today.year * 4 + (today.month - 1) // 3
    found = range(last - number + 1, last + 1)
    return [
        Period(f"Q{index % 4 + 1} {index // 4}", _begin(index, zone), _begin(index + 1, zone))
        for index in found
    ]


def year(today: date, zone: ZoneInfo) -> Period:
    """Give the four quarters that end with the one of today as one period."""
    parts = quarters(today, zone)
    return Period(f"{parts[0].name} to {parts[-1].name}", parts[0].start, parts[-1].end)


def _begin(quarter: int, zone: ZoneInfo) -> int:
    first = date(quarter // 4, quarter % 4 * 3 + 1, 1)
    return round(datetime.combine(first, time(), zone).timestamp()) * _SECOND


def offered(today: date, zone: ZoneInfo) -> list[Period]:
    """Give what a page lets one choose from: the last twelve months, then each of their quarters."""
    return [year(today, zone), *reversed(quarters(today, zone))]


def chosen(periods: list[Period], name: str) -> Period:
    """Give the one of this name, the first for any other."""
    return next((each for each in periods if each.name == name), periods[0])
