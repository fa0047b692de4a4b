"""Dates and numbers as the sheet prints them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_NARROW_SPACE = "\u202f"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(value: float) -> str:
    """Print a whole number, thousands apart: 1 067."""
    return f"{round(value):,}".replace(",", _NARROW_SPACE)


def amount(minutes: float) -> str:
    """Print minutes: whole ones, or a tenth when there is less than one."""
    return f"{minutes:.1f}" if 0 < minutes < 0.95 else number(minutes)


def counted(value: int, one: str, many: str) -> str:
    return f"{number(value)} {one if value == 1 else many}"


def long_date(day: date) -> str:
    """Print 31 March 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month(year: int, number_of_month: int) -> str:
    return f"{_MONTHS[number_of_month - 1]} {year}"


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Print 31 March 2026, 16:20, Chicago."""
    local = instant.astimezone(zone)
    place = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    return f"{long_date(local.date())}, {local:%H:%M}, {place}"
