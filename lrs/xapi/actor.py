"""Actors: Agents and Groups, told apart by one inverse functional identifier (xAPI-Data 2.4.2)."""

from typing import Any

from lrs.errors import Violation
from lrs.xapi import iri, mailbox
from lrs.xapi.fault import Fault, shown
from lrs.xapi.json_type import one_of, string
from lrs.xapi.properties import Properties, check, check_each, refuse

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")

_GROUP_REQUIREMENT = "xAPI-Data 2.4.2.2"
_ACCOUNT = Properties(
    "an Account",
    "xAPI-Data 2.4.2.4",
    rules={"homePage": iri.fault, "name": string},
    parts={},
    required=("homePage", "name"),
)


def check_account(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _ACCOUNT, pointer, found)


_COMMON_RULES = {
    "name": string,
    "mbox": mailbox.fault,
    "mbox_sha1sum": mailbox.hash_fault,
    "openid": iri.fault,
}
_AGENT = Properties(
    "an Agent",
    "xAPI-Data 2.4.2.1",
    rules={"objectType": one_of("Agent"), **_COMMON_RULES},
    parts={"account": check_account},
)


def check_agent(thing: object, pointer: str, found: list[Violation]) -> None:
    if check(thing, _AGENT, pointer, found) and _count(thing) != 1:
        refuse(_not_exactly_one(thing, "an Agent", _AGENT.requirement), pointer, found)


def _check_members(things: object, pointer: str, found: list[Violation]) -> None:
    check_each(things, check_agent, pointer, found, _GROUP_REQUIREMENT)


_GROUP = Properties(
    "a Group",
    _GROUP_REQUIREMENT,
    rules={"objectType": one_of("Group"), **_COMMON_RULES},
    parts={"account": check_account, "member": _check_members},
    required=("objectType",),
)


def check_group(thing: object, pointer: str, found: list[Violation]) -> None:
    if not check(thing, _GROUP, pointer, found):
        return
    count = _count(thing)
    if count > 1:
        refuse(_not_exactly_one(thing, "a Group", _GROUP_REQUIREMENT), pointer, found)
    elif count == 0 and not thing.get("member"):
        message = "is a Group without identifier and without members; give it one or the other"
        refuse(Fault(message, _GROUP_REQUIREMENT), pointer, found)


def check_actor(thing: object, pointer: str, found: list[Violation]) -> None:
    """Check an Agent or a Group, whichever its objectType says; without one it is an Agent."""
    if type(thing) is not dict:
        check_agent(thing, pointer, found)
        return
    object_type = thing.get("objectType", "Agent")
    if object_type == "Agent":
        check_agent(thing, pointer, found)
    elif object_type == "Group":
        check_group(thing, pointer, found)
    else:
        message = f'must be "Agent" or "Group", not {shown(object_type)}'
        refuse(Fault(message, "xAPI-Data 2.4.2"), f"{pointer}/objectType", found)


def check_identified(thing: object, pointer: str, found: list[Violation]) -> None:
    """Check the Agent or identified Group that a query parameter names."""
    check_actor(thing, pointer, found)
    if not found and type(thing) is dict and _count(thing) == 0:
        message = "is an anonymous Group; only an Agent or a Group with an identifier can be named"
        refuse(Fault(message, "xAPI-Communication 2.1.3"), pointer, found)


def _count(thing: dict[str, Any]) -> int:
    return (
        ("mbox" in thing) + ("mbox_sha1sum" in thing) + ("openid" in thing) + ("account" in thing)
    )


def _not_exactly_one(thing: dict[str, Any], noun: str, requirement: str) -> Fault:
    given = [name for name in IDENTIFIERS if name in thing]
    have = "none" if not given else " and ".join(given)
    expected = "mbox, mbox_sha1sum, openid or account"
    return Fault(f"must identify {noun} by exactly one of {expected}; it has {have}", requirement)
