"""ISO 8601 durations as seconds, in the subset that xAPI allows."""

import re
from functools import lru_cache

_DAY = 86_400.0
# A year and a month have no fixed length; the mean Gregorian ones are good enough for learning time.
_SECONDS = (365.2425 * _DAY, 30.436875 * _DAY, 7 * _DAY, _DAY, 3600.0, 60.0, 1.0)
_N = r"(\d+(?:[.,]\d+)?)"
_DURATION = re.compile(
    rf"P(?:{_N}Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?(?:T(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?", re.ASCII
)


@lru_cache(maxsize=4096)
def seconds(duration: str) -> float | None:
    """Return the length in seconds, or None for a text that is no duration."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    parts = (part and float(part.replace(",", ".")) for part in match.groups())
    return sum(part * unit for part, unit in zip(parts, _SECONDS, strict=True) if part)
