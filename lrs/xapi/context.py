"""Contexts (xAPI-Data 2.4.6); contextAgents and contextGroups exist from xAPI 2.0 on."""

from lrs.errors import Violation
from lrs.xapi import extensions, language, statement_id, told
from lrs.xapi.activity import check_activity
from lrs.xapi.actor import check_actor, check_group
from lrs.xapi.context_actors import check_context_agents, check_context_groups
from lrs.xapi.familiar import Familiar
from lrs.xapi.json_type import string
from lrs.xapi.properties import Part, Properties, check, check_each
from lrs.xapi.statement_ref import check_statement_ref
from lrs.xapi.version import Version

ACTIVITY_RELATIONS = ("parent", "grouping", "category", "other")

_REQUIREMENT = "xAPI-Data 2.4.6"
_ACTIVITIES_REQUIREMENT = "xAPI-Data 2.4.6.2"


def _check_activities(thing: object, pointer: str, found: list[Violation]) -> None:
    if type(thing) is list:
        check_each(thing, check_activity, pointer, found, _ACTIVITIES_REQUIREMENT)
    else:
        check_activity(thing, pointer, found)


_CONTEXT_ACTIVITIES = Properties(
    "contextActivities",
    _ACTIVITIES_REQUIREMENT,
    rules={},
    parts=dict.fromkeys(ACTIVITY_RELATIONS, _check_activities),
)


def _check_context_activities(thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, _CONTEXT_ACTIVITIES, pointer, found)


_PARTS: dict[str, Part] = {
    "instructor": Familiar(check_actor, told.by_instructor),
    "team": check_group,
    "contextActivities": Familiar(_check_context_activities, told.by_context_activities),
    "statement": check_statement_ref,
    "extensions": extensions.check,
}
_CONTEXT_1_0 = Properties(
    "a Context",
    _REQUIREMENT,
    rules={
        "registration": statement_id.fault,
        "revision": string,
        "platform": string,
        "language": language.fault,
    },
    parts=_PARTS,
)
_CONTEXT_2_0 = _CONTEXT_1_0._replace(
    parts={
        **_PARTS,
        "contextAgents": check_context_agents,
        "contextGroups": check_context_groups,
    }
)
PROPERTIES = {Version.V1_0_3: _CONTEXT_1_0, Version.V2_0: _CONTEXT_2_0}


def check_context(version: Version, thing: object, pointer: str, found: list[Violation]) -> None:
    check(thing, PROPERTIES[version], pointer, found)
