"""The Agents and Activities resources (xAPI-Communication 2.4 and 2.5)."""

from typing import Any

import pytest

from tests.builders import a_statement, an_account, an_activity, an_agent
from tests.http.xapi_client import ONE_DATABASE, XapiClient, pointers

COURSE = an_activity("c")["id"]
IDENTIFIED: list[dict[str, Any]] = [
    {"mbox": "mailto:ada@example.org"},
    {"mbox_sha1sum": "ab" * 20},
    {"openid": "https://ada.example.org/"},
    {"account": {"homePage": "https://lms.example.org", "name": "17"}},
]


def person(client: XapiClient, agent: dict[str, Any]) -> dict[str, Any]:
    answer = client.ask("GET", "agents", {"agent": agent})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def activity(client: XapiClient, activity_id: str = COURSE) -> dict[str, Any]:
    answer = client.ask("GET", "activities", {"activityId": activity_id})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def about_course(**definition: Any) -> dict[str, Any]:
    return a_statement(object={"id": COURSE, "definition": definition})


@pytest.mark.parametrize("agent", IDENTIFIED)
def test_an_agent_nobody_has_met_is_a_person_of_one(ada: XapiClient, agent: dict[str, Any]) -> None:
    ((kind, value),) = agent.items()
    assert person(ada, agent) == {"objectType": "Person", kind: [value]}


@pytest.mark.parametrize("agent", IDENTIFIED)
def test_a_person_has_the_name_that_statements_gave(ada: XapiClient, agent: dict[str, Any]) -> None:
    ((kind, value),) = agent.items()
    ada.post(a_statement(actor=agent | {"name": "Ada"}))
    assert person(ada, agent) == {"objectType": "Person", "name": ["Ada"], kind: [value]}


def test_the_newest_name_holds_and_a_missing_one_changes_nothing(ada: XapiClient) -> None:
    for name in ("Ada", "Ada L.", None, "Ada", "Ada Lovelace"):
        given = {"name": name} if name else {}
        ada.post(a_statement(actor=an_account() | given))
    assert person(ada, an_account())["name"] == ["Ada Lovelace"]


def test_many_people_in_one_batch_are_known_by_their_names(ada: XapiClient) -> None:
    for prefix in ("N", "M"):
        batch = [a_statement(actor=an_agent(f"a{n}") | {"name": f"{prefix}{n}"}) for n in range(40)]
        ada.post(*batch)
    assert person(ada, an_agent("a7"))["name"][-1] == "M7"


@ONE_DATABASE
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({}, "agent"),
        ({"agent": "ada"}, "agent"),
        ({"agent": "17"}, "agent"),
        ({"agent": {}}, "agent"),
        ({"agent": {"mbox": "ada@example.org"}}, "agent/mbox"),
        ({"agent": {"objectType": "Group", "mbox": "mailto:g@example.org"}}, "agent/objectType"),
        ({"agent": an_agent(), "activityId": COURSE}, "activityId"),
    ],
)
def test_agents_are_asked_for_by_one_agent(
    ada: XapiClient, query: dict[str, Any], pointer: str
) -> None:
    assert pointers(ada.ask("GET", "agents", query)) == [pointer]


def test_an_activity_nobody_has_described_is_still_an_activity(ada: XapiClient) -> None:
    assert activity(ada) == {"objectType": "Activity", "id": COURSE}
    ada.post(a_statement(object={"id": COURSE}))
    assert activity(ada) == {"objectType": "Activity", "id": COURSE}


def test_a_definition_is_what_all_statements_together_say(ada: XapiClient) -> None:
    ada.post(
        about_course(name={"en": "Course", "de": "Kurs"}, extensions={"x:a": 1, "x:b": 1}),
        about_course(name={"en": "The course"}, description={"en": "d"}, extensions={"x:b": 2}),
    )
    ada.post(about_course(type="https://example.org/course", moreInfo="https://example.org/more"))
    assert activity(ada)["definition"] == {
        "name": {"en": "The course", "de": "Kurs"},
        "description": {"en": "d"},
        "type": "https://example.org/course",
        "moreInfo": "https://example.org/more",
        "extensions": {"x:a": 1, "x:b": 2},
    }


def test_the_newest_definition_holds_also_when_it_is_an_old_one_again(ada: XapiClient) -> None:
    for name in ("Old", "New", "Old"):
        ada.post(about_course(name={"en": name}))
        assert activity(ada)["definition"] == {"name": {"en": name}}


@pytest.mark.parametrize("place", ["context", "substatement", "its context"])
def test_definitions_are_learned_wherever_an_activity_stands(ada: XapiClient, place: str) -> None:
    about = about_course(name={"en": "Course"})["object"]
    context = {"contextActivities": {"grouping": [about]}}
    within = {"objectType": "SubStatement"} | a_statement(object=about)
    statement = {
        "context": a_statement(context=context),
        "substatement": a_statement(object=within),
        "its context": a_statement(object=within | {"object": an_activity(), "context": context}),
    }[place]
    ada.post(statement)
    assert activity(ada)["definition"] == {"name": {"en": "Course"}}


def test_a_repeated_statement_teaches_nothing_and_a_new_one_does(ada: XapiClient) -> None:
    (sent,) = ada.post(about_course(name={"en": "Old"}))
    ada.post(about_course(name={"en": "New"}) | {"id": sent})
    assert activity(ada)["definition"] == {"name": {"en": "Old"}}
    ada.post(about_course(name={"en": "New"}))
    assert activity(ada)["definition"] == {"name": {"en": "New"}}


def test_the_new_interaction_replaces_the_old_one(ada: XapiClient) -> None:
    choice = {"id": "a", "description": {"en": "A"}}
    kind = {"type": "http://adlnet.gov/expapi/activities/cmi.interaction"}
    ada.post(about_course(**kind, interactionType="choice", choices=[choice]))
    ada.post(about_course(**kind, interactionType="true-false", correctResponsesPattern=["true"]))
    assert activity(ada)["definition"] == {
        **kind,
        "interactionType": "true-false",
        "correctResponsesPattern": ["true"],
    }


@ONE_DATABASE
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("", "activityId"),
        ("activityId=", "activityId"),
        ("activityId=course", "activityId"),
        ("activityId=x:a&activityId=x:a", "activityId"),
        ("activityId=x:a&agent={}", "agent"),
    ],
)
def test_activities_are_asked_for_by_one_iri(ada: XapiClient, query: str, pointer: str) -> None:
    assert pointers(ada.ask("GET", "activities", query)) == [pointer]


@ONE_DATABASE
@pytest.mark.parametrize("resource", ["agents", "activities"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_they_are_only_read(ada: XapiClient, resource: str, method: str) -> None:
    answer = ada.ask(method, resource, {"agent": an_agent(), "activityId": COURSE}, {})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
