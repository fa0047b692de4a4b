"""Pure: what stands in a cell, as a moment, a length, a score or yes and no. Each raises Skippable."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from connectors.errors import Skippable
from connectors.spreadsheet.reading import MONTH_FIRST
from lrs.telling import Json

_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\.?")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([AaPp])?\.?[Mm]?\.?")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:\.\d+)?")
_ISO_LENGTH = re.compile(
    r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.IGNORECASE
)
_YES = {"yes", "y", "true", "1", "x", "passed", "pass", "completed", "ja", "oui", "si", "sí"}
_NO = {"no", "n", "false", "0", "failed", "fail", "incomplete", "nei", "nein", "non"}
_NOON = time(12)
_EARLIEST, _LATEST = 1950, 2100
_LONGEST = 366 * 24 * 60  # minutes


def moment(text: str, order: str, zone: str) -> datetime:
    """Read ISO 8601, or a day with or without a time; a day alone is its noon."""
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= len("2026-03-02"):
            found = datetime.combine(found.date(), _NOON)
    except ValueError:
        found = _written(text, order)
    if not _EARLIEST <= found.year <= _LATEST:
        raise Skippable(f"“{text}” is in the year {found.year}.")
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _written(text: str, order: str) -> datetime:
    day, _, clock = text.replace(",", " ").strip().partition(" ")
    numbers = _DAY.fullmatch(day)
    if numbers is None:
        raise Skippable(f"“{text}” is no date; write 2026-03-31.")
    first, second, third = (int(each) for each in numbers.groups())
    if len(numbers[1]) == 4:
        year, month, of_month = first, second, third
    elif order == MONTH_FIRST:
        month, of_month, year = first, second, third
    else:
        of_month, month, year = first, second, third
    try:
        found = datetime(year + 2000 if year < 100 else year, month, of_month)  # noqa: DTZ001 (the zone comes later)
        return datetime.combine(found.date(), _clock(clock.strip(), text))
    except ValueError as error:
        raise Skippable(f"“{text}” is no day, read {order}.") from error


def _clock(text: str, whole: str) -> time:
    if not text:
        return _NOON
    found = _TIME.fullmatch(text)
    if found is None:
        raise Skippable(f"“{whole}” ends in no time of day.")
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4] in "Pp" else 0)
    return time(hour, int(found[2]), int(found[3] or 0))


def minutes(text: str) -> float:
    """Read a number of minutes, hours:minutes, or ISO 8601."""
    clock, length = _CLOCK.fullmatch(text), _ISO_LENGTH.fullmatch(text)
    if clock:
        found = int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
    elif length and any(length.groups()):
        days, hours, minute, seconds = (float(each or 0) for each in length.groups())
        found = days * 1440 + hours * 60 + minute + seconds / 60
    else:
        found = number(text.removesuffix("min").removesuffix("minutes").strip())
    if not 0 <= found <= _LONGEST:
        raise Skippable(f"“{text}” are no minutes.")
    return found


def score(text: str, most: str) -> Json:
    """Read 85, 85 %, 17/20 or 17 of `most`."""
    part, slash, whole = text.partition("/")
    if text.endswith("%"):
        raw, top = number(text[:-1].strip()), 100.0
    else:
        raw, top = number(part.strip()), number((whole if slash else most).strip() or "0")
    if top <= 0:
        return {"raw": raw}
    if not 0 <= raw <= top:
        raise Skippable(f"A score of {text} is not between 0 and {top:g}.")
    return {"raw": raw, "min": 0, "max": top, "scaled": round(raw / top, 4)}


def yes(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Skippable(f"“{text}” is neither yes nor no.")


def number(text: str) -> float:
    """Read 1234.5, 1,234.5 or 1234,5."""
    plain = text.replace("\u00a0", "").replace(" ", "")
    plain = plain.replace(",", "" if "." in plain else ".")
    try:
        found = float(plain)
    except ValueError as error:
        raise Skippable(f"“{text}” is no number.") from error
    if not abs(found) <= 1e12:  # what is no number at all, too
        raise Skippable(f"“{text}” is no number.")
    return found
