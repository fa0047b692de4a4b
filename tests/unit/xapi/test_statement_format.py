import copy
from typing import Any

import pytest

from lrs.xapi import accept_language, statement_format

ANN = {"objectType": "Agent", "name": "Ann", "mbox": "mailto:ann@example.com"}
BOB = {"name": "Bob", "account": {"homePage": "https://lms.example.com", "name": "4711"}}
TEAM = {"objectType": "Group", "name": "Team", "mbox": "mailto:t@example.com", "member": [ANN]}
CROWD = {"objectType": "Group", "name": "Crowd", "member": [ANN, BOB]}
DONE = {"id": "http://example.com/done", "display": {"en-US": "done", "en-GB": "done, sir"}}
COURSE = {
    "objectType": "Activity",
    "id": "http://example.com/course",
    "definition": {
        "name": {"en-US": "Course", "en-GB": "Curse"},
        "type": "http://example.com/t",
        "interactionType": "choice",
        "choices": [{"id": "a", "description": {"en-US": "A!", "en-GB": "A."}}, {"id": "b"}],
        "extensions": {"http://example.com/x": {"en-US": "kept", "en-GB": "kept"}},
    },
}
ANN_ID = {"mbox": "mailto:ann@example.com"}
BOB_ID = {"account": BOB["account"]}
TEAM_ID = {"objectType": "Group", "mbox": "mailto:t@example.com"}
CROWD_ID = {"objectType": "Group", "member": [ANN_ID, BOB_ID]}
COURSE_ID = {"id": "http://example.com/course"}
DONE_ID = {"id": "http://example.com/done"}


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "actor": ANN,
        "verb": DONE,
        "object": COURSE,
        "result": {"success": True},
    } | changes


@pytest.mark.parametrize(
    ("part", "full", "reduced"),
    [
        ("actor", ANN, ANN_ID),
        ("actor", BOB, BOB_ID),
        ("actor", TEAM, TEAM_ID),
        ("actor", CROWD, CROWD_ID),
        ("authority", CROWD, CROWD_ID),
        ("verb", DONE, DONE_ID),
        ("object", COURSE, COURSE_ID),
        ("object", {"id": "http://example.com/a"}, {"id": "http://example.com/a"}),
        ("object", ANN, {"objectType": "Agent", **ANN_ID}),
        ("object", TEAM, TEAM_ID),
        (
            "object",
            {"objectType": "StatementRef", "id": "2"},
            {"objectType": "StatementRef", "id": "2"},
        ),
        (
            "object",
            {"objectType": "SubStatement", "actor": CROWD, "verb": DONE, "object": COURSE},
            {"objectType": "SubStatement", "actor": CROWD_ID, "verb": DONE_ID, "object": COURSE_ID},
        ),
        (
            "context",
            {
                "instructor": ANN,
                "team": CROWD,
                "platform": "p",
                "contextActivities": {"parent": [COURSE], "other": COURSE},
                "contextAgents": [
                    {"objectType": "contextAgent", "agent": BOB, "relevantTypes": ["http://t"]}
                ],
                "contextGroups": [{"objectType": "contextGroup", "group": CROWD}],
            },
            {
                "instructor": ANN_ID,
                "team": CROWD_ID,
                "platform": "p",
                "contextActivities": {"parent": [COURSE_ID], "other": [COURSE_ID]},
                "contextAgents": [
                    {"objectType": "contextAgent", "agent": BOB_ID, "relevantTypes": ["http://t"]}
                ],
                "contextGroups": [{"objectType": "contextGroup", "group": CROWD_ID}],
            },
        ),
    ],
)
def test_ids_keeps_only_what_identifies(part: str, full: dict, reduced: dict) -> None:
    given = statement(**{part: full})
    before = copy.deepcopy(given)
    found = statement_format.ids(given)
    assert found[part] == reduced
    assert found["result"] == {"success": True}
    assert given == before


def british(whole: dict[str, Any], definitions: dict[str, Any] | None = None) -> dict[str, Any]:
    return statement_format.canonical(whole, accept_language.parse("en-GB"), definitions or {})


BRITISH = {
    "objectType": "Activity",
    "id": "http://example.com/course",
    "definition": {
        "name": {"en-GB": "Curse"},
        "type": "http://example.com/t",
        "interactionType": "choice",
        "choices": [{"id": "a", "description": {"en-GB": "A."}}, {"id": "b"}],
        "extensions": {"http://example.com/x": {"en-US": "kept", "en-GB": "kept"}},
    },
}


def test_canonical_gives_one_language_and_leaves_people_alone() -> None:
    given = statement(
        actor=CROWD, context={"contextActivities": {"parent": [COURSE]}, "team": TEAM}
    )
    before = copy.deepcopy(given)
    assert british(given) == {
        "id": "1",
        "actor": CROWD,
        "verb": {"id": "http://example.com/done", "display": {"en-GB": "done, sir"}},
        "object": BRITISH,
        "result": {"success": True},
        "context": {"contextActivities": {"parent": [BRITISH]}, "team": TEAM},
    }
    assert given == before


def test_canonical_takes_the_definition_of_the_store() -> None:
    definitions = {"http://example.com/course": {"name": {"de": "Kurs", "en-GB": "The course"}}}
    bare = {"id": "http://example.com/course"}
    found = british(statement(object=bare), definitions)
    assert found["object"] == {**bare, "definition": {"name": {"en-GB": "The course"}}}
    assert british(statement(object=bare))["object"] == bare


def test_canonical_reaches_into_a_substatement() -> None:
    inner = {"objectType": "SubStatement", "actor": TEAM, "verb": DONE, "object": COURSE}
    found = british(statement(object=inner))["object"]
    assert found["object"] == BRITISH
    assert found["verb"]["display"] == {"en-GB": "done, sir"}
    assert found["actor"] == TEAM


def test_a_verb_without_display_stays_so() -> None:
    assert british(statement(verb=DONE_ID))["verb"] == DONE_ID
