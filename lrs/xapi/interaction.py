"""Interaction Activities: question types and the lists of components that go with them."""

from collections import Counter
from typing import Any

from lrs.errors import Violation
from lrs.xapi import language
from lrs.xapi.fault import Fault, Rule, shown, wrong
from lrs.xapi.json_type import one_of, string
from lrs.xapi.properties import Part, Properties, check, check_each, refuse

_REQUIREMENT = "xAPI-Data 2.4.4.1"
_LISTS_BY_TYPE = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
_LISTS = ("choices", "scale", "source", "target", "steps")
_COMPONENT = Properties(
    "an interaction component",
    _REQUIREMENT,
    rules={"id": string},
    parts={"description": language.check_map},
    required=("id",),
)


def _check_component(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _COMPONENT, pointer, found)


def _check_components(things: object, pointer: str, found: list[Violation]) -> None:
    if not check_each(things, _check_component, pointer, found, _REQUIREMENT):
        return
    ids = Counter(thing["id"] for thing in things if _has_id(thing))
    for repeated in (key for key, times in ids.items() if times > 1):
        message = f"has the id {shown(repeated)} more than once; ids must differ within the list"
        refuse(Fault(message, _REQUIREMENT), pointer, found)


def _has_id(thing: object) -> bool:
    return type(thing) is dict and type(thing.get("id")) is str


def _check_pattern(things: object, pointer: str, found: list[Violation]) -> None:
    check_each(things, _check_response, pointer, found, _REQUIREMENT)


def _check_response(thing: object, pointer: str, found: list[Violation]) -> None:
    if type(thing) is not str:
        refuse(wrong(thing, "a string", _REQUIREMENT), pointer, found)


RULES: dict[str, Rule] = {"interactionType": one_of(*_LISTS_BY_TYPE)}
PARTS: dict[str, Part] = {
    "correctResponsesPattern": _check_pattern,
    **dict.fromkeys(_LISTS, _check_components),
}


def check_type(definition: dict[str, Any], pointer: str, found: list[Violation]) -> None:
    """Check that the interaction properties of a definition belong to its interactionType."""
    if PARTS.keys().isdisjoint(definition):
        return
    given = [name for name in PARTS if name in definition]
    if "interactionType" not in definition:
        message = f"is missing; a definition with {given[0]} must have it"
        refuse(Fault(message, _REQUIREMENT), f"{pointer}/interactionType", found)
        return
    interaction_type = definition["interactionType"]
    if type(interaction_type) is str and interaction_type in _LISTS_BY_TYPE:
        _check_lists(interaction_type, given, pointer, found)


def _check_lists(
    interaction_type: str, given: list[str], pointer: str, found: list[Violation]
) -> None:
    fitting = ("correctResponsesPattern", *_LISTS_BY_TYPE[interaction_type])
    for name in given:
        if name not in fitting:
            message = f'does not go with the interactionType "{interaction_type}"'
            refuse(Fault(message, _REQUIREMENT), f"{pointer}/{name}", found)
