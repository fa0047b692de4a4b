"""Pure: what somebody writes into the form of an event."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from lrs import InvalidRequest, Violation
from lti_tool.launch.clock import HOUR, SECOND

_LONGEST = 200
_MOST = 31 * 24 * HOUR


class Planned(NamedTuple):
    """An event as its form says; instants are in microseconds."""

    title: str
    place: str
    starts: int
    ends: int
    zone: str


def read(form: Mapping[str, str]) -> Planned:
    """Read a form; raises InvalidRequest with everything that is wrong."""
    wrong: list[Violation] = []
    title, place = (" ".join(form.get(name, "").split()) for name in ("title", "place"))
    if not 0 < len(title) <= _LONGEST:
        wrong.append(_wrong("title", f"Give it a title of at most {_LONGEST} letters."))
    if len(place) > _LONGEST:
        wrong.append(_wrong("place", f"A place has at most {_LONGEST} letters."))
    zone = form.get("zone", "UTC").strip()
    if zone not in available_timezones():
        wrong.append(_wrong("zone", "Write a time zone as Europe/Amsterdam."))
        raise InvalidRequest(*wrong)
    starts, ends = (_instant(form, name, ZoneInfo(zone), wrong) for name in ("starts", "ends"))
    if not wrong and not 0 < ends - starts <= _MOST:
        wrong.append(_wrong("ends", "It ends after it began, and within a month."))
    if wrong:
        raise InvalidRequest(*wrong)
    return Planned(title, place, starts, ends, zone)


def _instant(form: Mapping[str, str], name: str, zone: ZoneInfo, wrong: list[Violation]) -> int:
    """Read 2026-03-31T16:20 in the zone of the event."""
    try:
        found = datetime.fromisoformat(form.get(name, ""))
    except ValueError:
        wrong.append(_wrong(name, "Write a day and a time as 2026-03-31T16:20."))
        return 0
    return int(found.replace(tzinfo=zone).timestamp()) * SECOND


def _wrong(field: str, words: str) -> Violation:
    return Violation(field, words, "hallway")
