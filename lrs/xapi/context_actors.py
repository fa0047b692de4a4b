"""The contextAgents and contextGroups of xAPI 2.0 (IEEE 9274.1.1)."""

from lrs.errors import Violation
from lrs.xapi import iri
from lrs.xapi.actor import check_agent, check_group
from lrs.xapi.fault import Fault
from lrs.xapi.json_type import one_of
from lrs.xapi.properties import Properties, check, check_each, refuse

_REQUIREMENT = "IEEE 9274.1.1 4.2.2.5"


def _check_type(thing: object, pointer: str, found: list[Violation]) -> None:
    fault = iri.fault(thing)
    if fault is not None:
        refuse(fault, pointer, found)


def _check_types(things: object, pointer: str, found: list[Violation]) -> None:
    if check_each(things, _check_type, pointer, found, _REQUIREMENT) and not things:
        message = "is empty; name at least one type, or leave the property out"
        refuse(Fault(message, _REQUIREMENT), pointer, found)


_CONTEXT_AGENT = Properties(
    "a contextAgent",
    _REQUIREMENT,
    rules={"objectType": one_of("contextAgent")},
    parts={"agent": check_agent, "relevantTypes": _check_types},
    required=("objectType", "agent"),
)
_CONTEXT_GROUP = Properties(
    "a contextGroup",
    _REQUIREMENT,
    rules={"objectType": one_of("contextGroup")},
    parts={"group": check_group, "relevantTypes": _check_types},
    required=("objectType", "group"),
)


def _check_context_agent(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _CONTEXT_AGENT, pointer, found)


def _check_context_group(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _CONTEXT_GROUP, pointer, found)


def check_context_agents(things: object, pointer: str, found: list[Violation]) -> None:
    check_each(things, _check_context_agent, pointer, found, _REQUIREMENT)


def check_context_groups(things: object, pointer: str, found: list[Violation]) -> None:
    check_each(things, _check_context_group, pointer, found, _REQUIREMENT)
