"""The slow second reading of a JSON document, which sees repeated keys and endless integers."""

from collections.abc import Iterator
from typing import Any

from lrs.errors import Violation
from lrs.xapi.fault import shown
from lrs.xapi.properties import escaped

_MOST_DIGITS = 1000  # Python refuses to print integers of more than about 4,300 digits


class Members(dict[str, Any]):
    """An object that remembers which of its keys were repeated."""

    repeated: tuple[str, ...]

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        members = cls(plain)
        keys = [key for key, _ in pairs]
        members.repeated = tuple(key for key in plain if keys.count(key) > 1)
        return members


class LongInteger:
    """An integer with more digits than anything can mean."""


def integer(text: str) -> int | LongInteger:
    return int(text) if len(text) <= _MOST_DIGITS else LongInteger()


def misfits(value: object, pointer: str = "") -> list[Violation]:
    """Return a violation for each repeated key and each endless integer."""
    found = [] if not isinstance(value, Members) else list(_repeated(value, pointer))
    if isinstance(value, LongInteger):
        message = f"is an integer of more than {_MOST_DIGITS} digits; send it as a string"
        return [Violation(pointer, message, "RFC 8259 6")]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += misfits(inner, f"{pointer}/{escaped(key)}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            found += misfits(inner, f"{pointer}/{position}")
    return found


def _repeated(members: Members, pointer: str) -> Iterator[Violation]:
    for key in members.repeated:
        message = f"has the key {shown(key)} more than once; keep one"
        yield Violation(f"{pointer}/{escaped(key)}", message, "xAPI-Data 2.2")
