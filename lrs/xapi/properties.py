"""The properties of an object: which ones it may have, which it must, and what each must be.

Every noun of the specification describes itself as one `Properties`, and `check` walks it. The walk
allocates next to nothing while the document is good: it is the hottest code of the store.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeGuard

from lrs.errors import Violation
from lrs.xapi.fault import Fault, Rule, wrong

# A part looks at a value that has places inside, and appends what it finds there.
Part = Callable[[object, str, list[Violation]], None]


class Properties(NamedTuple):
    """What an object of the specification consists of."""

    noun: str
    requirement: str
    rules: Mapping[str, Rule]
    parts: Mapping[str, Part]
    required: tuple[str, ...] = ()


def escaped(key: str) -> str:
    """Return the key as a token of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def check(
    thing: object, allowed: Properties, pointer: str, found: list[Violation]
) -> TypeGuard[dict[str, Any]]:
    """Append every violation inside the thing; say whether it is an object at all."""
    if type(thing) is not dict:
        refuse(wrong(thing, f"an object, {allowed.noun}", allowed.requirement), pointer, found)
        return False
    _, _, rules, parts, required = allowed
    for name, value in thing.items():
        if name in rules:
            fault = rules[name](value)
            if fault is not None:
                refuse(fault, f"{pointer}/{name}", found)
        elif name in parts:
            parts[name](value, f"{pointer}/{name}", found)
        else:
            _refuse_unknown(name, allowed, pointer, found)
    for name in required:
        if name not in thing:
            refuse(_missing(allowed), f"{pointer}/{name}", found)
    return True


def check_each(
    things: object, part: Part, pointer: str, found: list[Violation], requirement: str
) -> TypeGuard[list[Any]]:
    """Append every violation in the members of an array; say whether it is an array at all."""
    if type(things) is not list:
        refuse(wrong(things, "an array", requirement), pointer, found)
        return False
    for position, thing in enumerate(things):
        part(thing, f"{pointer}/{position}", found)
    return True


def refuse(fault: Fault, pointer: str, found: list[Violation]) -> None:
    found.append(Violation(pointer, fault.message, fault.requirement))


def _refuse_unknown(name: str, allowed: Properties, pointer: str, found: list[Violation]) -> None:
    known = ", ".join(sorted([*allowed.rules, *allowed.parts]))
    message = f"is not a property of {allowed.noun}; those are {known}"
    found.append(Violation(f"{pointer}/{escaped(name)}", message, "xAPI-Data 2.2"))


def _missing(allowed: Properties) -> Fault:
    return Fault(f"is missing; {allowed.noun} must have it", allowed.requirement)
