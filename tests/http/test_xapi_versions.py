"""Versions, and the headers of every answer (xAPI-Communication 1.1, 1.2, 2.8, 3.3)."""

from typing import Any

import pytest

from tests.builders import a_statement, an_activity, an_agent, statements
from tests.http.xapi_client import ONE_DATABASE, XapiClient, pointers, refusal

RESOURCES: dict[str, dict[str, Any]] = {
    "statements": {},
    "activities/state": {"activityId": an_activity()["id"], "agent": an_agent()},
    "activities/profile": {"activityId": an_activity()["id"]},
    "agents/profile": {"agent": an_agent()},
    "agents": {"agent": an_agent()},
    "activities": {"activityId": an_activity()["id"]},
    "about": {},
}
NEEDING_A_VERSION = [each for each in RESOURCES if each != "about"]
VERSION = "X-Experience-API-Version"


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("1.0", "1.0.3"),
        ("1.0.0", "1.0.3"),
        ("1.0.3", "1.0.3"),
        ("1.0.9", "1.0.3"),
        ("2.0", "2.0.0"),
        ("2.0.0", "2.0.0"),
        ("2.0.17", "2.0.0"),
    ],
)
def test_each_version_is_answered_in_its_own_name(
    ada: XapiClient, resource: str, asked: str, answered: str
) -> None:
    answer = ada.speaking(asked).ask("GET", resource, RESOURCES[resource])
    assert answer.status_code == 200
    assert answer.headers[VERSION] == answered


@ONE_DATABASE
@pytest.mark.parametrize("resource", NEEDING_A_VERSION)
@pytest.mark.parametrize(
    "asked", [None, "", "0.9", "1.1.0", "3.0.0", "1.0.x", "2.0.0.0", "1.0, 2.0"]
)
def test_other_versions_and_none_are_refused(
    ada: XapiClient, resource: str, asked: str | None
) -> None:
    for method in ("GET", "PUT", "POST", "DELETE"):
        body = a_statement() if method in ("PUT", "POST") else None
        answer = ada.speaking(asked).ask(method, resource, RESOURCES[resource], body)
        assert pointers(answer) == [VERSION]
        assert answer.headers[VERSION]
    assert ada.speaking(asked).ask("HEAD", resource, RESOURCES[resource]).status_code == 400
    assert ada.found() == []


@pytest.mark.parametrize("asked", [None, "0.9", "1.0.3", "2.0.0", "nonsense"])
def test_about_is_open_to_everybody_in_any_version(ada: XapiClient, asked: str | None) -> None:
    anybody = ada.speaking(asked).sending(Authorization=None)
    answer = anybody.ask("GET", "about")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert set(answer.json["version"]) == {"1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"}
    assert answer.headers[VERSION] == ("2.0.0" if asked == "2.0.0" else "1.0.3")


def test_statements_are_not_converted_between_versions(ada: XapiClient, ada2: XapiClient) -> None:
    (old,), (new,) = ada.post(a_statement()), ada2.post(a_statement())
    assert ada2.statement(old)["version"] == "1.0.0"
    assert ada.statement(new)["version"] == "2.0.0"


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ("1.0.3", a_statement(version="2.0.0")),
        ("1.0.3", a_statement(context={"contextAgents": []})),
        ("2.0.0", a_statement(timestamp="2026-03-01T10:00:00")),
        ("2.0.0", a_statement(version="3.0.0")),
    ],
)
def test_each_version_has_its_own_rules(ada: XapiClient, version: str, bad: dict[str, Any]) -> None:
    assert pointers(ada.speaking(version).ask("POST", "statements", body=bad))
    other = {"1.0.3": "2.0.0", "2.0.0": "1.0.3"}[version]
    if bad.get("version") != "3.0.0":
        assert ada.speaking(other).ask("POST", "statements", body=bad).status_code == 200


@ONE_DATABASE
@pytest.mark.parametrize(
    ("resource", "allowed"),
    [
        ("statements", "GET, PUT, POST, HEAD"),
        ("activities/state", "GET, PUT, POST, DELETE, HEAD"),
        ("activities/profile", "GET, PUT, POST, DELETE, HEAD"),
        ("agents/profile", "GET, PUT, POST, DELETE, HEAD"),
        ("agents", "GET, HEAD"),
        ("activities", "GET, HEAD"),
        ("about", "GET, HEAD"),
        ("more/x", "GET, HEAD"),
    ],
)
def test_other_methods_are_405_and_told_which_there_are(
    ada: XapiClient, resource: str, allowed: str
) -> None:
    for method in {"PUT", "POST", "DELETE", "PATCH"} - set(allowed.split(", ")):
        answer = ada.ask(method, resource, RESOURCES.get(resource), {})
        refusal(answer, 405)
        assert answer.headers["Allow"] == allowed


# Cross-origin requests

READABLE = {"ETag", "Last-Modified", VERSION, "X-Experience-API-Consistent-Through"}


@ONE_DATABASE
@pytest.mark.parametrize("resource", [*RESOURCES, "more/x"])
def test_a_browser_may_ask_before_it_asks(ada: XapiClient, resource: str) -> None:
    nobody = ada.speaking(None).sending(Authorization=None)
    wants = {
        "Origin": "https://course.example.org",
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization,content-type,if-match",
    }
    answer = nobody.ask("OPTIONS", resource, headers=wants)
    assert (answer.status_code, answer.data) == (204, b"")
    headers = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "content-type", "if-match", "if-none-match", VERSION.lower()} <= set(
        headers
    )
    methods = answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert {"GET", "HEAD", "PUT", "POST", "DELETE"} <= set(methods)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@ONE_DATABASE
@pytest.mark.parametrize(
    ("method", "resource", "headers", "status"),
    [
        ("GET", "statements", {}, 200),
        ("GET", "about", {}, 200),
        ("GET", "statements?limit=x", {}, 400),
        ("POST", "statements", {"Content-Encoding": "br"}, 415),
        ("GET", "statements", {"Authorization": "Basic x"}, 401),
        ("GET", "statements", {VERSION: "7"}, 400),
        ("GET", "statements", {VERSION: None}, 400),
        ("DELETE", "statements", {}, 405),
        ("TRACE", "statements", {}, 405),
        ("BREW", "statements", {}, 405),
        ("GET", "statements/", {}, 404),
        ("GET", "nothing/here", {}, 404),
        ("GET", "more/", {}, 404),
        ("GET", "more/x", {}, 400),
        ("GET", "statements?statementId=16fd2706-8baf-433b-82eb-8c7fada847da", {}, 404),
    ],
)
def test_every_answer_can_be_read_by_a_page_of_another_origin(
    ada: XapiClient, method: str, resource: str, headers: dict[str, str | None], status: int
) -> None:
    path, _, query = resource.partition("?")
    body = b"x" if method == "POST" else None
    answer = ada.ask(method, path, query or None, body, headers)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    readable = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert readable >= READABLE
    assert answer.headers[VERSION] == ("0.9" if headers.get(VERSION, "") is None else "1.0.3")
    assert answer.headers["Cache-Control"] == "no-store"
    if status >= 400 and method != "TRACE":
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("resource", RESOURCES)
def test_head_is_get_without_the_body(ada: XapiClient, resource: str) -> None:
    ada.post(*statements(2))
    for query in (RESOURCES[resource], {"colour": "red"}):
        get, head = (ada.ask(method, resource, query) for method in ("GET", "HEAD"))
        assert (head.status_code, head.data) == (get.status_code, b"")
        assert head.headers["Content-Length"] == get.headers["Content-Length"]
        assert head.headers["Content-Type"] == get.headers["Content-Type"]
