"""Contexts: what they may hold in each version."""

import pytest

from lrs.xapi.version import Version
from tests.builders import a_group, a_statement, an_agent
from tests.unit.xapi.full_statement import (
    ABSENT,
    IRI,
    UUID,
    as_sub_statement,
    everywhere,
    pointers,
    put,
)

GOOD: list[tuple[str, object]] = [
    ("/context", {}),
    ("/context/contextActivities", {}),
    ("/context/instructor", a_group()),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/context", "x", "/context"),
    ("/context/course", "x", "/context/course"),
    ("/context/registration", "x", "/context/registration"),
    ("/context/instructor", {}, "/context/instructor"),
    ("/context/team", an_agent(), "/context/team/objectType"),
    ("/context/revision", 3, "/context/revision"),
    ("/context/platform", {}, "/context/platform"),
    ("/context/language", "en_US", "/context/language"),
    ("/context/language", 5, "/context/language"),
    ("/context/statement/objectType", "Activity", "/context/statement/objectType"),
    ("/context/statement/id", "x", "/context/statement/id"),
    ("/context/statement", {"id": UUID}, "/context/statement/objectType"),
    ("/context/contextActivities", "x", "/context/contextActivities"),
    ("/context/contextActivities/sibling", [], "/context/contextActivities/sibling"),
    ("/context/contextActivities/parent", "x", "/context/contextActivities/parent"),
    (
        "/context/contextActivities/grouping/1/id",
        "two",
        "/context/contextActivities/grouping/1/id",
    ),
    (
        "/context/contextActivities/parent/objectType",
        "Agent",
        "/context/contextActivities/parent/objectType",
    ),
    ("/context/extensions", {"no iri": 1}, "/context/extensions/no iri"),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4


CONTEXT_AGENT = {"objectType": "contextAgent", "agent": an_agent(), "relevantTypes": [IRI]}
CONTEXT_GROUP = {"objectType": "contextGroup", "group": a_group(), "relevantTypes": [IRI]}


def test_context_agents_and_groups_came_with_2_0() -> None:
    context = {"contextAgents": [CONTEXT_AGENT], "contextGroups": [CONTEXT_GROUP]}
    statement = a_statement(context=context)

    assert pointers(statement, Version.V2_0) == []
    assert pointers(as_sub_statement(statement), Version.V2_0) == []
    assert pointers(statement, Version.V1_0_3) == [
        "/context/contextAgents",
        "/context/contextGroups",
    ]


@pytest.mark.parametrize(
    ("pointer", "value", "refused"),
    [
        ("", CONTEXT_AGENT, ""),
        ("/0", "x", "/0"),
        ("/0/objectType", "Agent", "/0/objectType"),
        ("/0/objectType", ABSENT, "/0/objectType"),
        ("/0/agent", ABSENT, "/0/agent"),
        ("/0/agent", {"key": "x"}, "/0/agent/key"),
        ("/0/agent", a_group(), "/0/agent/objectType"),
        ("/0/member", [], "/0/member"),
        ("/0/relevantTypes", [], "/0/relevantTypes"),
        ("/0/relevantTypes", ["abc"], "/0/relevantTypes/0"),
        ("/0/relevantTypes", IRI, "/0/relevantTypes"),
    ],
)
def test_bad_context_agents(pointer: str, value: object, refused: str) -> None:
    statement = a_statement(context={"contextAgents": [CONTEXT_AGENT]})
    changed = put(statement, f"/context/contextAgents{pointer}", value)

    assert f"/context/contextAgents{refused}" in pointers(changed, Version.V2_0)


def test_a_context_group_is_a_group() -> None:
    context = {"contextGroups": [CONTEXT_GROUP | {"group": an_agent()}]}

    refused = pointers(a_statement(context=context), Version.V2_0)
    assert refused == ["/context/contextGroups/0/group/objectType"]
