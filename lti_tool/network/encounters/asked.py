"""Pure: what somebody writes into the form of an encounter."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

import orjson

from lrs import InvalidRequest, Violation
from lti_tool.launch.clock import HOUR, SECOND
from lti_tool.network.encounters.encounter import CHANNELS, Manner

_LONGEST = 120
_MOST_MINUTES = 24 * 60
_NOON = time(12)
_NO_MINUTES = "Give whole minutes from 1 to 1440, or leave it empty."


class Told(NamedTuple):
    """What was said of a talk. `happened` is in microseconds."""

    manner: str
    channel: str
    minutes: int | None
    topic: str
    happened: int


def name(form: Mapping[str, str]) -> str:
    """Give whom they talked with; raises InvalidRequest when that is empty or too long."""
    found = " ".join(form.get("with", "").split())
    if not found:
        raise InvalidRequest(_wrong("with", "Say with whom you talked: a name is enough."))
    if len(found) > _LONGEST:
        raise InvalidRequest(_wrong("with", f"A name has at most {_LONGEST} letters."))
    return found


def read(form: Mapping[str, str], zone: ZoneInfo, now: int) -> Told:
    """Read a form; raises InvalidRequest with everything that is wrong."""
    wrong: list[Violation] = []
    channel = form.get("how", "person")
    if channel not in CHANNELS:
        wrong.append(_wrong("how", f"Choose one of {', '.join(CHANNELS)}."))
    topic = " ".join(form.get("about", "").split())
    if len(topic) > _LONGEST:
        wrong.append(_wrong("about", f"A topic has at most {_LONGEST} letters; keep the rest."))
    minutes = _minutes(form.get("long", "").strip(), wrong)
    happened = _moment(form.get("when", "").strip(), zone, now, wrong)
    if wrong:
        raise InvalidRequest(*wrong)
    mutual = form.get("manner") == Manner.MET.value or channel == "hallway"
    manner = Manner.MET if mutual else Manner.TALKED
    return Told(manner.value, channel, minutes, topic, happened)


def written(told: Told) -> str:
    """Write it down, for the other side to agree."""
    return orjson.dumps(told._asdict()).decode()


def proposed(text: str) -> Told:
    return Told(**orjson.loads(text))


def _minutes(text: str, wrong: list[Violation]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= _MOST_MINUTES:
        return int(text)
    wrong.append(_wrong("long", _NO_MINUTES))
    return None


def _moment(text: str, zone: ZoneInfo, now: int, wrong: list[Violation]) -> int:
    """Read a day as its noon, in the store's time zone; today and nothing are now."""
    today = datetime.fromtimestamp(now / SECOND, zone).date()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        wrong.append(_wrong("when", "Write a day as 2026-03-31."))
        return now
    if day == today:
        return now
    found = int(datetime.combine(day, _NOON, zone).timestamp()) * SECOND
    if found > now + 24 * HOUR:
        wrong.append(_wrong("when", "This day is still to come; tell of a talk after it."))
    if day.year < 1990:
        wrong.append(_wrong("when", "This day is too long ago."))
    return found


def _wrong(field: str, words: str) -> Violation:
    return Violation(field, words, "hallway")
