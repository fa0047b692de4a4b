"""Durations in the format of ISO 8601:2004 4.4.3.2 (xAPI-Data 4.6)."""

import re

from lrs.xapi.fault import Fault, wrong

_N = r"[0-9]+(?:[.,][0-9]+)?"
_PATTERN = re.compile(
    r"P(?!.*[.,][0-9]+[A-Z].)"  # only the smallest unit may have a fraction
    rf"(?:{_N}W|(?=[0-9T])(?:{_N}Y)?(?:{_N}M)?(?:{_N}D)?"
    rf"(?:T(?=[0-9])(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?)"
)
_FRACTION_OF_SECOND = re.compile(r"[.,]([0-9]{1,2})[0-9]*S\Z")


def fault(value: object) -> Fault | None:
    """Say why the value is no Duration; None when it is one."""
    if type(value) is str and _PATTERN.fullmatch(value):
        return None
    return wrong(value, "an ISO 8601 duration, such as PT1H30M or P4W", "xAPI-Data 4.6")


def comparable(duration: str) -> str:
    """Return the duration as it is compared: text, without what is beyond 0.01 second."""
    return _FRACTION_OF_SECOND.sub(_two_digits, duration)


def _two_digits(match: re.Match[str]) -> str:
    digits = match[1].rstrip("0")
    return f".{digits}S" if digits else "S"
