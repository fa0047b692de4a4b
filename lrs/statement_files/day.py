"""Days in UTC, and the places that belong to them."""

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def day_of(place: int) -> date:
    return (_EPOCH + timedelta(microseconds=place)).date()


def first_place(day: date) -> int:
    """Give the day's first microsecond since the epoch."""
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH) // _MICROSECOND


def last_place(day: date) -> int:
    return first_place(day) + timedelta(days=1) // _MICROSECOND - 1
