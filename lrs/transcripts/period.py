"""The period of a transcript: days, both included, open on a side that has no day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last."""

    first: date | None = None
    last: date | None = None

    def holds(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Say whether the moment's day in this zone lies in the period."""
        if self == EVER:
            return True
        day = moment.astimezone(zone).date()
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def words(self) -> tuple[tuple[str, str], ...]:
        """Say in pairs what was asked for, as it is printed on a file."""
        said = (("from", self.first), ("until", self.last))
        return tuple((name, day.isoformat()) for name, day in said if day)


EVER = Period()


def moment_of(microseconds: int) -> datetime:
    """Give an instant that the database counts in microseconds."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
