"""Timestamps: ISO 8601 in xAPI 1.0.3, its profile RFC 3339 in 2.0 (xAPI-Data 4.5)."""

import re
from datetime import UTC, datetime, timedelta

from lrs.xapi.fault import Fault, wrong

_REQUIREMENT = "xAPI-Data 4.5"
_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
    r"(?:[Zz]|(?!-00:00)[+-][0-9]{2}:[0-9]{2})"
)
_ISO_8601 = re.compile(
    r"(?:(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-W[0-9]{2}-[1-7])"
    r"T[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)?"
    r"|[0-9]{8}T[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[.,][0-9]+)?)?)?)"
    r"(?:Z|(?!-00(?::?00)?$)[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_LEAP_SECOND = re.compile(r"(T[0-9]{2}:?[0-9]{2}:?)60")


def parse(text: str) -> datetime:
    """Return the instant, in UTC; a time without an offset is taken as UTC.

    Takes every form that either version allows; digits after the microsecond are cut.
    Raises ValueError.
    """
    text = text.upper()
    if not _ISO_8601.fullmatch(text):
        raise ValueError(f"{text[:60]!r} is not an ISO 8601 date and time")
    usual, leap_seconds = _LEAP_SECOND.subn(r"\g<1>59", text)
    instant = datetime.fromisoformat(usual)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    try:
        return instant.astimezone(UTC) + timedelta(seconds=leap_seconds)
    except OverflowError as error:
        raise ValueError(f"{text[:60]!r} is outside the years 1 to 9999") from error


def fault(value: object) -> Fault | None:
    """Say why the value is no Timestamp of xAPI 1.0.3; None when it is one."""
    if type(value) is str and (_is_usual(value) or _is_instant(value)):
        return None
    expected = (
        "an ISO 8601 date and time, such as 2026-01-31T12:00:00.000Z (an offset is never -00)"
    )
    return wrong(value, expected, _REQUIREMENT)


def rfc_3339_fault(value: object) -> Fault | None:
    """Say why the value is no Timestamp of xAPI 2.0; None when it is one."""
    if type(value) is str and (_is_usual(value) or _is_rare(value)):
        return None
    expected = "an RFC 3339 date and time with its offset, such as 2026-01-31T12:00:00.000Z"
    return wrong(value, expected, "IEEE 9274.1.1 4.2.7")


def _is_usual(text: str) -> bool:
    """Recognise nearly every good timestamp at a glance; parse has the last word on the others."""
    if _RFC_3339.fullmatch(text) is None:
        return False
    try:
        return 1 < datetime.fromisoformat(text).year < 9999
    except ValueError:
        return False


def _is_rare(text: str) -> bool:
    return _RFC_3339.fullmatch(text) is not None and _is_instant(text)


def _is_instant(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
