"""Days in UTC, and the places that belong to them."""

from datetime import UTC, date, datetime, timedelta

from lrs.xapi.stamping import microseconds

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400_000_000


def day_of(place: int) -> date:
    return (_EPOCH + timedelta(microseconds=place)).date()


def first_place(day: date) -> int:
    """Give the day's first microsecond since the epoch."""
    return microseconds(datetime(day.year, day.month, day.day, tzinfo=UTC))


def last_place(day: date) -> int:
    return first_place(day) + _DAY - 1
