"""Authorities: an Agent, or the pair that three-legged OAuth makes (xAPI-Data 2.4.9)."""

from typing import Any

from lrs.errors import Violation
from lrs.xapi.actor import IDENTIFIERS, check_actor
from lrs.xapi.fault import Fault
from lrs.xapi.properties import refuse

_REQUIREMENT = "xAPI-Data 2.4.9"


def check_authority(thing: object, pointer: str, found: list[Violation]) -> None:
    check_actor(thing, pointer, found)
    if type(thing) is dict and thing.get("objectType") == "Group" and not _is_pair(thing):
        message = (
            "must be an Agent, or a Group without identifier whose two members are"
            " the application, identified by account, and the user"
        )
        refuse(Fault(message, _REQUIREMENT), pointer, found)


def _is_pair(group: dict[str, Any]) -> bool:
    members = group.get("member")
    if any(name in group for name in IDENTIFIERS):
        return False
    if type(members) is not list or len(members) != 2:
        return False
    return any(type(member) is dict and "account" in member for member in members)
