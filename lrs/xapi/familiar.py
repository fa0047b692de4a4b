"""Familiar parts: the same people, verbs and activities come again and again, and stay good."""

import orjson

from lrs.errors import Violation
from lrs.xapi.properties import Part

_MOST = 4096
_LONGEST = 2048  # bytes; so whoever sends nothing but long ones takes 8 MB for each kind of part


def familiar(part: Part) -> Part:
    """Return the same check, which knows by its JSON what it found to be good before."""
    good: set[bytes] = set()

    def check(thing: object, pointer: str, found: list[Violation]) -> None:
        text = _text(thing)
        if text in good:
            return
        before = len(found)
        part(thing, pointer, found)
        if len(found) == before and 0 < len(text) <= _LONGEST:
            if len(good) >= _MOST:
                good.clear()
            good.add(
                bytes(memoryview(text))
            )  # a copy: orjson leaves room for 4 KB behind each text

    return check


def _text(thing: object) -> bytes:
    try:
        return orjson.dumps(thing)
    except TypeError:  # an integer beyond 64 bits
        return b""
