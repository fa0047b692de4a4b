"""What each filter of a statement query finds, and what it leaves out (xAPI-Communication 2.1.3)."""

from typing import Any

import pytest

from tests.builders import a_group, a_statement, a_verb, an_account, an_activity, an_agent
from tests.http.xapi_client import XapiClient

BOB, CAT, DAN = an_agent("bob"), an_account("cat"), an_agent("dan")
TEAM = a_group(DAN, mbox="mailto:team@example.org")
REGISTRATION = "16fd2706-8baf-433b-82eb-8c7fada847da"
GROUPED = {
    "contextAgents": [{"objectType": "contextAgent", "agent": CAT}],
    "contextGroups": [{"objectType": "contextGroup", "group": TEAM}],
}


def a_sub_statement(**parts: Any) -> dict[str, Any]:
    return {"objectType": "SubStatement", **a_statement(**parts)}


# What stands in a statement beside another one, and the query that must find it and it alone.
FOUND: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"actor": BOB}, {"agent": BOB}),
    ({"actor": BOB}, {"agent": {"mbox": "mailto:bob@EXAMPLE.org"}}),
    ({"actor": CAT}, {"agent": CAT}),
    (
        {"actor": {"openid": "https://dan.example.org/"}},
        {"agent": {"openid": "https://dan.example.org/"}},
    ),
    ({"actor": {"mbox_sha1sum": "ab" * 20}}, {"agent": {"mbox_sha1sum": "AB" * 20}}),
    ({"actor": TEAM}, {"agent": TEAM}),
    ({"actor": TEAM}, {"agent": {"objectType": "Group", "mbox": "mailto:team@example.org"}}),
    ({"actor": TEAM}, {"agent": DAN}),
    ({"actor": a_group(DAN, BOB)}, {"agent": BOB}),
    ({"object": BOB}, {"agent": BOB}),
    ({"verb": "failed"}, {"verb": a_verb("failed")["id"]}),
    ({"verb": "https://example.org/løst"}, {"verb": "https://example.org/løst"}),
    ({"object": "course-2"}, {"activity": an_activity("course-2")["id"]}),
    ({"context": {"registration": REGISTRATION}}, {"registration": REGISTRATION}),
    ({"context": {"registration": REGISTRATION}}, {"registration": REGISTRATION.upper()}),
    ({"context": {"instructor": BOB}}, {"agent": BOB, "related_agents": "true"}),
    ({"context": {"team": TEAM}}, {"agent": DAN, "related_agents": "true"}),
    ({"object": a_sub_statement(actor=BOB)}, {"agent": BOB, "related_agents": "true"}),
    ({"object": a_sub_statement(object=BOB)}, {"agent": BOB, "related_agents": "true"}),
    (
        {"object": a_sub_statement(context={"instructor": BOB})},
        {"agent": BOB, "related_agents": "true"},
    ),
    *[
        (
            {"context": {"contextActivities": {relation: [an_activity("part"), an_activity("q")]}}},
            {"activity": an_activity("q")["id"], "related_activities": "true"},
        )
        for relation in ("parent", "grouping", "category", "other")
    ],
    (
        {"object": a_sub_statement(object="part")},
        {"activity": an_activity("part")["id"], "related_activities": "true"},
    ),
    (
        {"verb": "failed", "object": "course-2"},
        {"verb": a_verb("failed")["id"], "activity": an_activity("course-2")["id"]},
    ),
    (
        {"actor": BOB, "verb": "failed", "object": "c", "context": {"registration": REGISTRATION}},
        {
            "agent": BOB,
            "verb": a_verb("failed")["id"],
            "activity": an_activity("c")["id"],
            "registration": REGISTRATION,
        },
    ),
]


@pytest.mark.parametrize(("parts", "query"), FOUND)
def test_a_filter_finds_what_it_names_and_nothing_else(
    ada: XapiClient, parts: dict[str, Any], query: dict[str, Any]
) -> None:
    _, wanted, _ = ada.post(a_statement(), a_statement(**parts), a_statement())
    assert ada.found(**query) == [wanted]


@pytest.mark.parametrize(
    ("parts", "query"),
    [
        ({"context": {"instructor": BOB}}, {"agent": BOB}),
        ({"context": {"instructor": BOB}}, {"agent": BOB, "related_agents": "false"}),
        ({"object": a_sub_statement(actor=BOB)}, {"agent": BOB}),
        (
            {"context": {"contextActivities": {"parent": an_activity("p")}}},
            {"activity": an_activity("p")["id"]},
        ),
        (
            {"context": {"contextActivities": {"parent": an_activity("p")}}},
            {"activity": an_activity("p")["id"], "related_activities": "false"},
        ),
        ({"verb": "failed"}, {"verb": "http://adlnet.gov/expapi/verbs/faile"}),
        ({"verb": "failed"}, {"verb": "http://adlnet.gov/expapi/verbs/Failed"}),
        ({"actor": BOB, "verb": "failed"}, {"agent": BOB, "verb": a_verb("passed")["id"]}),
        ({}, {"registration": REGISTRATION}),
        ({}, {"agent": {"mbox_sha1sum": "ab" * 20}}),
    ],
)
def test_a_filter_leaves_out_what_it_does_not_name(
    ada: XapiClient, parts: dict[str, Any], query: dict[str, Any]
) -> None:
    ada.post(a_statement(**parts))
    assert ada.found(**query) == []


@pytest.mark.parametrize("agent", [CAT, TEAM, DAN])
def test_context_agents_and_groups_are_related(ada2: XapiClient, agent: dict[str, Any]) -> None:
    wanted, _ = ada2.post(a_statement(context=GROUPED), a_statement())
    assert ada2.found(agent=agent, related_agents="true") == [wanted]
    assert ada2.found(agent=agent) == []


def test_the_authority_is_a_related_agent(ada: XapiClient) -> None:
    (sent,) = ada.post(a_statement())
    authority = ada.statement(sent)["authority"]
    assert ada.found(agent=authority, related_agents="true") == [sent]
    assert ada.found(agent=authority) == []
