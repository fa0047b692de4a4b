"""Instants as the pages print them, in one time zone that the page names."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Moments:
    """A time zone's clock and calendar."""

    def __init__(self, time_zone: str) -> None:
        self.zone = ZoneInfo(time_zone)

    @property
    def place(self) -> str:
        """Name the zone as people do: Chicago, UTC."""
        return self.zone.key.rsplit("/", 1)[-1].replace("_", " ")

    def local(self, moment: datetime | int) -> datetime:
        """Give the moment in this zone; whole numbers are microseconds since the epoch."""
        if isinstance(moment, int):
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)
        return moment.astimezone(self.zone)

    def day(self, moment: datetime | int) -> date:
        return self.local(moment).date()

    def month(self, moment: datetime | int) -> str:
        """Print March."""
        return month_name(self.local(moment).month)

    def time(self, moment: datetime | int) -> str:
        """Print 31 Mar 2026, 16:20."""
        found = self.local(moment)
        return f"{found.day} {_MONTHS[found.month - 1][:3]} {found.year}, {found:%H:%M}"

    def date(self, moment: datetime | int) -> str:
        """Print 31 March 2026."""
        return long_date(self.day(moment))


def month_name(month: int) -> str:
    """Give the English name of a month, counted from 1."""
    return _MONTHS[month - 1]


def long_date(day: date) -> str:
    """Print 31 March 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
