"""The alternate request syntax of 1.0.3 (xAPI-Communication 1.3): a whole request in a form."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests.builders import a_statement, an_activity, an_agent
from tests.http.xapi_client import ONE_DATABASE, Json, XapiClient, pointers, refusal

STATE = {"activityId": an_activity()["id"], "agent": json.dumps(an_agent()), "stateId": "s"}
VERSION = "X-Experience-API-Version"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def in_a_form(
    client: XapiClient,
    method: str,
    resource: str,
    form: Json | str,
    *,
    query: str = "",
    sent_as: str = "POST",
    headers: dict[str, str] | None = None,
) -> TestResponse:
    """Send a form that carries all headers itself, and nothing but its own type outside."""
    bare = client.sending(**{"Authorization": None, VERSION: None})
    if isinstance(form, dict):
        form = urlencode({**client.headers, **form})
    address = f"method={method}{query}"
    return bare.ask(sent_as, resource, address, form.encode(), {**FORM, **(headers or {})})


def test_a_statement_is_put_and_read(ada: XapiClient) -> None:
    wanted, statement = str(uuid4()), a_statement(result={"response": "blå & rød + 100 %"})
    put = {"statementId": wanted, "content": json.dumps(statement, ensure_ascii=False)}
    answer = in_a_form(ada, "PUT", "statements", put)
    assert answer.status_code == 204, answer.text
    back = in_a_form(ada, "GET", "statements", {"statementId": wanted})
    assert back.json["result"] == statement["result"]
    assert back.headers[VERSION] == "1.0.3"


def test_statements_are_posted_and_found(ada: XapiClient) -> None:
    batch = [a_statement(), a_statement(actor=an_agent("bob"))]
    ids = in_a_form(ada, "POST", "statements", {"content": json.dumps(batch)}).json
    found = in_a_form(ada, "GET", "statements", {"agent": json.dumps(an_agent("bob"))}).json
    assert [each["id"] for each in found["statements"]] == ids[1:]


def test_documents_are_written_read_and_removed(ada: XapiClient) -> None:
    content = {"content": "some text", "Content-Type": "text/plain", "If-None-Match": "*"}
    assert in_a_form(ada, "PUT", "activities/state", STATE | content).status_code == 204
    refusal(in_a_form(ada, "PUT", "activities/state", STATE | content), 412)
    back = in_a_form(ada, "GET", "activities/state", STATE)
    assert (back.data, back.content_type) == (b"some text", "text/plain")
    head = in_a_form(ada, "HEAD", "activities/state", STATE)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", back.headers["ETag"])
    match = {"If-Match": '"other"'}
    refusal(in_a_form(ada, "DELETE", "activities/state", STATE | match), 412)
    assert in_a_form(ada, "DELETE", "activities/state", STATE).status_code == 204


@pytest.mark.parametrize(
    "resource", ["agents", "activities", "agents/profile", "activities/profile"]
)
def test_every_resource_takes_it(ada: XapiClient, resource: str) -> None:
    name = "agent" if resource.startswith("agent") else "activityId"
    assert in_a_form(ada, "GET", resource, {name: STATE[name]}).status_code == 200


def test_headers_of_the_form_replace_those_of_the_request(ada: XapiClient) -> None:
    form = {"format": "canonical", "Accept-Language": "de"}
    ada.post(a_statement(verb={"id": "x:v", "display": {"en": "did", "de": "tat"}}))
    answer = in_a_form(ada, "GET", "statements", form, headers={"Accept-Language": "en"})
    assert answer.json["statements"][0]["verb"]["display"] == {"de": "tat"}
    wrong = {"Authorization": "Basic YWRhOmFkYQ=="}
    refusal(in_a_form(ada, "GET", "statements", wrong), 401)


def test_headers_may_also_stand_outside(ada: XapiClient) -> None:
    answer = ada.ask("POST", "statements", "method=GET", b"limit=1", FORM)
    assert answer.json == {"statements": [], "more": ""}


def test_a_content_length_that_counts_characters_is_forgiven(ada: XapiClient) -> None:
    content = json.dumps(a_statement(result={"response": "ÆØÅ"}), ensure_ascii=False)
    form = {"content": content, "Content-Length": str(len(content))}
    assert in_a_form(ada, "POST", "statements", form).status_code == 200


CONTENT = json.dumps(a_statement())
EVIL = "text/plain\r\nX-Evil: 1"


@ONE_DATABASE
@pytest.mark.parametrize(
    ("method", "form", "more", "pointer"),
    [
        ("PUT", {"statementId": str(uuid4())}, {}, "content"),
        ("POST", {}, {}, "content"),
        ("GET", {"content": CONTENT}, {}, "content"),
        ("DELETE", {"content": CONTENT}, {}, "content"),
        ("GET", {}, {"query": "&limit=1"}, "limit"),
        ("GET", {}, {"query": "&method=PUT"}, "method"),
        ("PATCH", {}, {}, "method"),
        ("get", {}, {}, "method"),
        ("", {}, {}, "method"),
        ("GET", {"colour": "red"}, {}, "colour"),
        ("POST", {"content": CONTENT, "limit": "1"}, {}, "limit"),
        ("POST", {"content": "not json"}, {}, ""),
        (
            "POST",
            {"content": CONTENT, "Content-Type": "multipart/mixed; boundary=x"},
            {},
            "Content-Type",
        ),
        ("POST", {"content": CONTENT, "Content-Type": EVIL}, {}, "Content-Type"),
        ("GET", {"Accept-Language": "☃"}, {}, "Accept-Language"),
        ("GET", {"If-Match": "\x00"}, {}, "If-Match"),
    ],
)
def test_what_can_not_be_meant_is_refused(
    ada: XapiClient, method: str, form: Json, more: Json, pointer: str
) -> None:
    assert pointer in pointers(in_a_form(ada, method, "statements", form, **more))
    assert ada.found() == []


def test_no_line_of_a_form_becomes_a_line_of_an_answer(ada: XapiClient) -> None:
    form = STATE | {"content": "x", "Content-Type": EVIL}
    assert pointers(in_a_form(ada, "PUT", "activities/state", form)) == ["Content-Type"]
    refusal(ada.ask("GET", "activities/state", STATE), 404)


@ONE_DATABASE
@pytest.mark.parametrize(
    "form",
    ["a=%ff", "%zz", "=&=&", "&" * 5000, "a=1&" * 5000, "content=%ed%a0%80", "{}", "\x00"],
)
def test_rubbish_for_a_form_is_refused(ada: XapiClient, form: str) -> None:
    rubbish = ada.ask("POST", "statements", "method=POST", form.encode("latin-1"), FORM)
    assert pointers(rubbish)


@pytest.mark.parametrize("sent_as", ["GET", "PUT"])
def test_it_is_sent_as_post(ada: XapiClient, sent_as: str) -> None:
    assert pointers(ada.ask(sent_as, "statements", "method=GET&limit=1", b"", FORM))


@pytest.mark.parametrize("resource", ["statements", "activities/state"])
def test_version_2_0_has_no_such_thing(ada2: XapiClient, resource: str) -> None:
    form: dict[str, Any] = {"content": CONTENT}
    answer = ada2.ask("POST", resource, "method=PUT", urlencode(form).encode(), FORM)
    assert "method" in pointers(answer)
