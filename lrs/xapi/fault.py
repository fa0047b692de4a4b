"""What is wrong with one value: the sentence that a client reads, and the clause behind it."""

import json
from collections.abc import Callable
from typing import NamedTuple


class Fault(NamedTuple):
    """Why a value is refused; its place is added by whoever walks the document."""

    message: str
    requirement: str


# A rule looks at one value and returns None when the value is good.
Rule = Callable[[object], Fault | None]

_LONGEST_SHOWN = 60
_TYPE_NAMES = {dict: "an object", list: "an array", type(None): "null"}


def shown(value: object) -> str:
    """Return the value as a sentence can quote it: short, and in JSON's words."""
    name = _TYPE_NAMES.get(type(value))
    if name is not None:
        return name
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        value = value[:_LONGEST_SHOWN] + "…"
    return json.dumps(value, ensure_ascii=False)


def wrong(value: object, expected: str, requirement: str) -> Fault:
    """Return the fault of a value that isn't what was expected there."""
    if value is None:
        return Fault("is null; leave it out instead", "xAPI-Data 2.2")
    return Fault(f"must be {expected}, not {shown(value)}", requirement)
