"""What each scope may and may not (xAPI-Communication 4.2), and that stores don't see each other."""

import time
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from lrs import Scope
from tests.builders import a_statement, a_voiding, an_activity, an_agent, statements
from tests.conftest import authorization
from tests.http.xapi_client import Application, XapiClient, refusal

AGENT = an_agent()
ACTIVITY = an_activity()["id"]

# What can be asked of a store: method, resource, query, body.
ACTS: dict[str, tuple[str, str, dict[str, Any], Any]] = {
    "write statements": ("POST", "statements", {}, [a_statement()]),
    "put a statement": ("PUT", "statements", {"statementId": str(uuid4())}, a_statement()),
    "read statements": ("GET", "statements", {}, None),
    "write state": ("PUT", "activities/state", {"stateId": "s"}, {}),
    "read state": ("GET", "activities/state", {}, None),
    "remove state": ("DELETE", "activities/state", {}, None),
    "write an activity profile": ("POST", "activities/profile", {"profileId": "p"}, {}),
    "read activity profiles": ("GET", "activities/profile", {}, None),
    "write an agent profile": ("POST", "agents/profile", {"profileId": "p"}, {}),
    "read agent profiles": ("GET", "agents/profile", {}, None),
    "read agents": ("GET", "agents", {}, None),
    "read activities": ("GET", "activities", {}, None),
}
WRITES = {"write statements", "put a statement"}
ABOUT = {"read agents", "read activities"}
READS = {"read statements", *ABOUT}
STATE = {"write state", "read state", "remove state"}
PROFILES = {each for each in ACTS if "profile" in each}
MAY: dict[Scope, set[str]] = {
    Scope.STATEMENTS_WRITE: WRITES,
    Scope.STATEMENTS_READ_MINE: READS,
    Scope.STATEMENTS_READ: READS,
    Scope.STATE: STATE,
    Scope.DEFINE: set(),
    Scope.PROFILE: PROFILES | ABOUT,
    Scope.ALL_READ: {each for each in ACTS if each.startswith("read")},
    Scope.ALL: set(ACTS),
}
NEEDS = {
    "activities/state": {"activityId": ACTIVITY, "agent": AGENT},
    "activities/profile": {"activityId": ACTIVITY},
    "agents/profile": {"agent": AGENT},
    "agents": {"agent": AGENT},
    "activities": {"activityId": ACTIVITY},
}


def status(client: XapiClient, act: str) -> int:
    method, resource, query, body = ACTS[act]
    answer = client.ask(method, resource, {**NEEDS.get(resource, {}), **query}, body)
    if answer.status_code == 403:
        assert "scope" in refusal(answer, 403)["detail"]
    return answer.status_code


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_covers_what_it_names_and_nothing_else(
    application: Application, scope: Scope
) -> None:
    client = application.client(application.new_store(), scope)
    permitted = {act for act in ACTS if status(client, act) != 403}
    assert permitted == MAY[scope]


def test_scopes_add_up(application: Application) -> None:
    client = application.client(application.new_store(), Scope.STATEMENTS_WRITE, Scope.STATE)
    assert {act for act in ACTS if status(client, act) != 403} == WRITES | STATE


def test_read_mine_shows_only_what_this_key_wrote(application: Application) -> None:
    store = application.new_store()
    mine = application.client(store, Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE)
    other = application.client(store, Scope.ALL)
    (ours,), (theirs,) = mine.post(a_statement()), other.post(a_statement())
    (voided,) = other.post(a_statement())
    other.post(a_voiding(voided))
    assert mine.found() == mine.found(agent=AGENT) == [ours]
    refusal(mine.ask("GET", "statements", {"statementId": theirs}), 404)
    refusal(mine.ask("GET", "statements", {"voidedStatementId": voided}), 404)
    assert set(other.found()) > {ours, theirs}


def test_only_who_may_define_changes_an_activity_s_definition(application: Application) -> None:
    store = application.new_store()
    writer = application.client(store, Scope.STATEMENTS_WRITE)
    teacher = application.client(store, Scope.STATEMENTS_WRITE, Scope.DEFINE)
    reader = application.client(store, Scope.ALL_READ)
    expected = {"objectType": "Activity", "id": ACTIVITY}
    writer.post(a_statement())
    assert reader.ask("GET", "activities", {"activityId": ACTIVITY}).json == expected
    teacher.post(a_statement())
    assert reader.ask("GET", "activities", {"activityId": ACTIVITY}).json == an_activity()


# Stores


@pytest.fixture
def eve(application: Application) -> XapiClient:
    """A client with a key for everything in another store than ada's."""
    return application.client(application.new_store(), Scope.ALL)


def test_statements_stay_in_their_store(ada: XapiClient, eve: XapiClient) -> None:
    (sent,) = ada.post(a_statement())
    for by in ("statementId", "voidedStatementId"):
        refusal(eve.ask("GET", "statements", {by: sent}), 404)
    assert eve.found() == eve.found(agent=AGENT) == eve.found(activity=ACTIVITY) == []


def test_the_same_id_may_stand_in_two_stores(ada: XapiClient, eve: XapiClient) -> None:
    wanted = str(uuid4())
    ada.post(a_statement(id=wanted))
    eve.post(a_statement(id=wanted, verb="failed"))
    assert ada.statement(wanted)["verb"] != eve.statement(wanted)["verb"]


def test_nobody_voids_or_refers_across_stores(ada: XapiClient, eve: XapiClient) -> None:
    (target,) = ada.post(a_statement())
    eve.post(a_voiding(target))
    assert ada.statement(target)["id"] == target
    assert eve.found(activity=ACTIVITY) == []


def test_attachments_agents_and_activities_stay_in_their_store(
    ada: XapiClient, eve: XapiClient
) -> None:
    ada.post(a_statement(actor=an_agent() | {"name": "Ada Lovelace"}))
    asked = {"agent": {"mbox": "mailto:ada@example.org"}}
    assert eve.ask("GET", "agents", asked).json == {
        "objectType": "Person",
        "mbox": ["mailto:ada@example.org"],
    }
    assert "definition" not in eve.ask("GET", "activities", {"activityId": ACTIVITY}).json
    eve.post(a_statement(object={"id": ACTIVITY}))
    assert "definition" not in eve.page(format="canonical")["statements"][0]["object"]


@pytest.mark.parametrize("resource", ["activities/state", "activities/profile", "agents/profile"])
def test_documents_stay_in_their_store(ada: XapiClient, eve: XapiClient, resource: str) -> None:
    name = "stateId" if resource.endswith("state") else "profileId"
    one = {**NEEDS[resource], name: "d"}
    create = {"If-None-Match": "*"}
    ada.ask("PUT", resource, one, b"hers", create)
    refusal(eve.ask("GET", resource, one), 404)
    assert eve.ask("GET", resource, NEEDS[resource]).json == []
    assert eve.ask("PUT", resource, one, b"mine", create).status_code == 204
    assert eve.ask("DELETE", resource, one).status_code == 204
    assert ada.ask("GET", resource, one).data == b"hers"


def test_consistent_through_is_of_one_store(ada: XapiClient, eve: XapiClient) -> None:
    eve.post(*statements(1))
    assert ada.ask("GET", "statements").headers["X-Experience-API-Consistent-Through"]


# Credentials


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Basic",
        "Basic ",
        "Basic !!!!",
        "Basic YWRh",
        "Basic YWRhOnNlY3JldA==",
        "Basic YTpi YTpi",
        "Basic AGE6Yg==",
        "Basic 7aCAOmI=",
        "Basic /////w==",
        "Bearer YWRhOnNlY3JldA==",
        "Digest username=ada",
        "basic \xff\xfe",
        "Basic " + "QUFB" * 4000,
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_wrong_credentials_are_401(ada: XapiClient, method: str, header: str | None) -> None:
    answer = ada.sending(Authorization=header).ask(method, "statements", body=a_statement())
    refusal(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert ada.found() == []


def test_a_right_key_with_a_wrong_secret_and_a_revoked_key_are_401(
    application: Application,
) -> None:
    key = application.lrs.create_key(application.new_store(), [Scope.ALL], "k")
    client = XapiClient(
        application.app, {**authorization(key), "X-Experience-API-Version": "1.0.3"}
    )
    wrong = client.sending(**authorization(replace(key, secret=key.secret[:-1])))
    refusal(wrong.ask("GET", "statements"), 401)
    assert client.found() == []
    application.lrs.revoke_key(key.key)
    time.sleep(0.3)  # a key that was just good may be taken at its word for a moment
    refusal(client.ask("GET", "statements"), 401)


def test_the_scheme_may_be_written_in_any_case(ada: XapiClient) -> None:
    header = str(ada.headers["Authorization"]).replace("Basic", "bASIC")
    assert ada.sending(Authorization=header).found() == []
