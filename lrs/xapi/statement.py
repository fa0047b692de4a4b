"""Statements and SubStatements: everything that a good one needs, in one walk (xAPI-Data 2.4)."""

from functools import partial
from typing import Any

from lrs.errors import Violation
from lrs.xapi import statement_id, timestamp, told
from lrs.xapi.activity import check_activity
from lrs.xapi.actor import check_actor, check_agent, check_group
from lrs.xapi.attachment import check_attachments
from lrs.xapi.authority import check_authority
from lrs.xapi.context import check_context
from lrs.xapi.familiar import Familiar
from lrs.xapi.fault import Fault, Rule, shown
from lrs.xapi.json_type import one_of
from lrs.xapi.properties import Part, Properties, check, refuse
from lrs.xapi.result import check_result
from lrs.xapi.statement_ref import check_statement_ref
from lrs.xapi.verb import VOIDED, check_verb
from lrs.xapi.version import Version, statement_version_fault

_check_actor = Familiar(check_actor, told.by_actor)
_check_verb = Familiar(check_verb, told.by_verb)
ACTIVITY = Familiar(check_activity, told.by_activity)
_OBJECTS: dict[str, Part] = {
    "Activity": ACTIVITY,
    "Agent": check_agent,
    "Group": check_group,
    "StatementRef": check_statement_ref,
}
_NOT_ACTIVITIES = ("Agent", "Group", "StatementRef", "SubStatement")
_TIMESTAMPS: dict[Version, Rule] = {
    Version.V1_0_3: timestamp.fault,
    Version.V2_0: timestamp.rfc_3339_fault,
}


def violations(statement: object, version: Version, pointer: str = "") -> list[Violation]:
    """Return every broken rule of the statement, in the order of its properties."""
    found: list[Violation] = []
    if check(statement, PROPERTIES[version], pointer, found):
        _check_together(statement, pointer, found)
    return found


def _check_object(
    objects: dict[str, Part], thing: object, pointer: str, found: list[Violation]
) -> None:
    object_type = thing.get("objectType", "Activity") if type(thing) is dict else "Activity"
    if type(object_type) is str and object_type in objects:
        objects[object_type](thing, pointer, found)
        return
    expected = " or ".join(f'"{name}"' for name in objects)
    message = f"must be {expected}, not {shown(object_type)}"
    refuse(Fault(message, "xAPI-Data 2.4.4"), f"{pointer}/objectType", found)


def _check_sub_statement(
    version: Version, thing: object, pointer: str, found: list[Violation]
) -> None:
    if check(thing, _SUB_STATEMENTS[version], pointer, found):
        _check_together(thing, pointer, found)


def _check_together(thing: dict[str, Any], pointer: str, found: list[Violation]) -> None:
    """Check the rules that look at two properties of a statement at once."""
    target, context, verb = thing.get("object"), thing.get("context"), thing.get("verb")
    if type(target) is not dict:
        return
    object_type = target.get("objectType", "Activity")
    if object_type in _NOT_ACTIVITIES and type(context) is dict:
        _refuse_activity_only(context, f"{pointer}/context", found)
    if type(verb) is dict and verb.get("id") == VOIDED and object_type != "StatementRef":
        message = "must be a StatementRef to the statement that is to be voided"
        refuse(Fault(message, "xAPI-Data 2.3.2"), f"{pointer}/object", found)


def _refuse_activity_only(context: dict[str, Any], pointer: str, found: list[Violation]) -> None:
    for name in ("revision", "platform"):
        if name in context:
            message = "can only be used when the object is an Activity; leave it out"
            refuse(Fault(message, "xAPI-Data 2.4.6"), f"{pointer}/{name}", found)


def _sub_statement(version: Version) -> Properties:
    return Properties(
        "a SubStatement",
        "xAPI-Data 2.4.4.3",
        rules={"objectType": one_of("SubStatement"), "timestamp": _TIMESTAMPS[version]},
        parts={
            "actor": _check_actor,
            "verb": _check_verb,
            "object": partial(_check_object, _OBJECTS),
            "result": check_result,
            "context": partial(check_context, version),
            "attachments": check_attachments,
        },
        required=("objectType", "actor", "verb", "object"),
    )


def _statement(version: Version) -> Properties:
    within = _sub_statement(version)
    objects: dict[str, Part] = {**_OBJECTS, "SubStatement": partial(_check_sub_statement, version)}
    return Properties(
        "a Statement",
        "xAPI-Data 2.4",
        rules={
            "id": statement_id.fault,
            "timestamp": _TIMESTAMPS[version],
            "stored": _TIMESTAMPS[version],
            "version": partial(statement_version_fault, version),
        },
        parts={
            **within.parts,
            "object": partial(_check_object, objects),
            "authority": check_authority,
        },
        required=("actor", "verb", "object"),
    )


_SUB_STATEMENTS = {version: _sub_statement(version) for version in Version}
PROPERTIES = {version: _statement(version) for version in Version}
