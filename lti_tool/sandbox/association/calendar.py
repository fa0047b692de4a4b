"""The year that the demo shows: it ends before a given day, and people mostly learn on working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

DAYS = 365
_SATURDAY = 5
# How busy each month is: quiet summers and Decembers, a busy spring and autumn.
_MONTHS = (8, 9, 10, 9, 8, 6, 4, 3, 9, 10, 9, 5)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The 365 days before `end`, counted from 0."""

    end: date

    @property
    def close(self) -> datetime:
        """Nothing has happened from here on."""
        return datetime.combine(self.end, time(), UTC)

    def day(self, number: int) -> datetime:
        return self.close - timedelta(days=DAYS - number)

    def weekday(self, number: int) -> datetime:
        """Give the working day nearest to day `number`, within the year."""
        found = self.day(min(max(number, 2), DAYS - 3))
        return found - timedelta(days=max(0, found.weekday() - _SATURDAY + 1))

    def moment(self, luck: Random, first: int = 2, last: int = DAYS - 3) -> datetime:
        """Give some moment between two days, in the rhythm of months, weeks and hours."""
        while True:
            day = self.day(luck.randint(first, max(first, last)))
            free = day.weekday() >= _SATURDAY and luck.random() > 0.25
            quiet = luck.random() * max(_MONTHS) > _MONTHS[day.month - 1] and last - first > 60
            if not free and not quiet:
                return at_hour(day, luck)

    def has(self, when: datetime) -> bool:
        return self.day(0) <= when < self.close


def at_hour(day: datetime, luck: Random) -> datetime:
    """Give some moment of a day or its evening in Chicago, where most members are: `day` is in UTC."""
    hour = luck.triangular(12.5, 26.5, 18)
    return day + timedelta(milliseconds=round(hour * 3600) * 1000 + luck.randrange(1000))


def after(when: datetime, days: float, luck: Random) -> datetime:
    """Give some moment at a reasonable hour about so many days later."""
    day = (when + timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    found = at_hour(day, luck)
    return found if found > when else later(when, luck.uniform(300, 5400))


def later(when: datetime, seconds: float) -> datetime:
    return when + timedelta(milliseconds=round(seconds * 1000))
