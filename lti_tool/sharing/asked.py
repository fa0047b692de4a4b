"""Pure: what somebody asks for in the form of a share."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lrs import InvalidRequest, Violation
from lti_tool.notifications.kinds import Mail

_LONGEST = 1000
_HOWS = {"now": Mail.NOW, "later": Mail.NOW, "digest": Mail.DAILY}


class Asked(NamedTuple):
    """To whom, with which words, when, and by when it is to be watched. Instants are microseconds."""

    audience: str
    message: str
    important: bool
    must_by: int | None
    mail: Mail
    send_at: int


def read(form: Mapping[str, str], zone: ZoneInfo, now: int) -> Asked:
    """Read a form; raises InvalidRequest with everything that is wrong."""
    wrong: list[Violation] = []
    message = form.get("message", "").replace("\r\n", "\n").strip()
    if len(message) > _LONGEST:
        wrong.append(_wrong("message", f"Write at most {_LONGEST} letters."))
    how = form.get("how", "now")
    if how not in _HOWS:
        wrong.append(_wrong("how", "Choose now, later or digest."))
    send_at = _instant(form.get("send_at", ""), zone, "send_at", wrong) if how == "later" else now
    if how == "later" and send_at is None and not wrong:
        wrong.append(_wrong("send_at", "Say when it shall be sent."))
    must_by = _instant(form.get("must_by", ""), zone, "must_by", wrong)
    if must_by is not None and must_by <= (send_at or now):
        wrong.append(_wrong("must_by", "Give a day after the one on which it is sent."))
    if wrong:
        raise InvalidRequest(*wrong)
    important = form.get("important") == "1"
    mail = _HOWS[how]
    when = max(send_at or now, now)
    return Asked(form.get("audience", ""), message, important, must_by, mail, when)


def _instant(text: str, zone: ZoneInfo, field: str, wrong: list[Violation]) -> int | None:
    """Read 2026-03-31T16:20, or 2026-03-31 for the end of that day, in the store's time zone."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        wrong.append(_wrong(field, "Write a day as 2026-03-31, with a time as 2026-03-31T16:20."))
        return None
    if "T" not in text:
        found = datetime.combine(found, time(23, 59))
    return int(found.replace(tzinfo=found.tzinfo or zone).timestamp()) * 1_000_000


def _wrong(field: str, words: str) -> Violation:
    return Violation(field, words, "hallway")
