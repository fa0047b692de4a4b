"""State, Activity Profile and Agent Profile documents (xAPI-Communication 2.2, 2.3, 2.6, 2.7)."""

import hashlib
import json
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.http.document_kinds import (
    ACTIVITY_PROFILE,
    ADA,
    ALL_KINDS,
    JSON,
    NEW,
    STATE,
    VERSIONS,
    Kind,
    get,
    put,
)
from tests.http.xapi_client import ONE_DATABASE, Json, XapiClient, pointers, refusal

REGISTRATION = "16fd2706-8baf-433b-82eb-8c7fada847da"


def ids(client: XapiClient, kind_of: Kind, **query: Any) -> list[str]:
    answer = client.ask("GET", kind_of.resource, {**kind_of.where, **query})
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json
    return sorted(found)


def sha1_of(content: bytes) -> str:
    return f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'


CONTENTS = [
    (b'{"a": 1}', "application/json"),
    (b'  {"a":1.50, "a\\u0000": null}\n', "application/json; charset=utf-8"),
    (b"[1, 2]", "application/json"),
    (b"17", "application/json"),
    (b"", "text/plain"),
    (bytes(range(256)) * 40, "image/png"),
    ("blåbær".encode(), 'text/plain; charset=utf-8; format="flowed"'),
    (b"not { json", "application/x-something"),
]


@ALL_KINDS
@VERSIONS
@pytest.mark.parametrize(("content", "content_type"), CONTENTS)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_document_comes_back_to_the_byte(
    ada: XapiClient, kind_of: Kind, version: str, content: bytes, content_type: str, method: str
) -> None:
    client = ada.speaking(version)
    headers = NEW | {"Content-Type": content_type}
    answer = client.ask(method, kind_of.resource, kind_of.one(), content, headers)
    assert (answer.status_code, answer.data) == (204, b"")
    back = get(client, kind_of)
    assert (back.status_code, back.data) == (200, content)
    assert back.headers["Content-Type"] == content_type
    assert back.headers["ETag"] == sha1_of(content)
    assert answer.headers["ETag"] == back.headers["ETag"]
    written = parsedate_to_datetime(back.headers["Last-Modified"])
    assert abs((datetime.now(UTC) - written).total_seconds()) < 60


@ALL_KINDS
def test_a_document_is_there_until_it_is_removed(ada: XapiClient, kind_of: Kind) -> None:
    refusal(get(ada, kind_of), 404)
    put(ada, kind_of, "d")
    put(ada, kind_of, "other")
    answer = ada.ask("DELETE", kind_of.resource, kind_of.one())
    assert (answer.status_code, answer.data) == (204, b"")
    refusal(get(ada, kind_of), 404)
    assert ids(ada, kind_of) == ["other"]
    assert ada.ask("DELETE", kind_of.resource, kind_of.one()).status_code == 204


@ALL_KINDS
def test_documents_of_others_are_not_touched(ada: XapiClient, kind_of: Kind) -> None:
    theirs = {**kind_of.elsewhere, kind_of.id_name: "d"}
    put(ada, kind_of, "d", b"one")
    refusal(ada.ask("GET", kind_of.resource, theirs), 404)
    ada.ask("PUT", kind_of.resource, theirs, b"two", NEW)
    ada.ask("DELETE", kind_of.resource, kind_of.one())
    assert ada.ask("GET", kind_of.resource, theirs).data == b"two"


@ALL_KINDS
@pytest.mark.parametrize("document_id", ["æ ø å", "a/b?c=d&e", "%00", "'; --", "😀", "x" * 3000])
def test_ids_are_any_text(ada: XapiClient, kind_of: Kind, document_id: str) -> None:
    put(ada, kind_of, document_id, b"its own")
    assert get(ada, kind_of, document_id).data == b"its own"
    assert ids(ada, kind_of) == [document_id]


@ALL_KINDS
def test_head_is_get_without_the_body(ada: XapiClient, kind_of: Kind) -> None:
    put(ada, kind_of, "d", b"content")
    for query in (kind_of.one(), kind_of.where, kind_of.one("missing")):
        get_, head = (ada.ask(m, kind_of.resource, query) for m in ("GET", "HEAD"))
        assert (head.status_code, head.data) == (get_.status_code, b"")
        assert dict(head.headers) == dict(get_.headers)


@ALL_KINDS
def test_ids_changed_since_an_instant(ada: XapiClient, kind_of: Kind) -> None:
    put(ada, kind_of, "early")
    put(ada, kind_of, "changed", b'{"a":1}')
    time.sleep(0.002)
    between = datetime.now(UTC).isoformat()
    time.sleep(0.002)
    put(ada, kind_of, "late")
    query = kind_of.one("changed")
    change = {"If-Match": "*", **JSON}
    ada.ask("PUT", kind_of.resource, query, b'{"b":2}', change)
    assert ids(ada, kind_of) == ["changed", "early", "late"]
    assert ids(ada, kind_of, since=between) == ["changed", "late"]
    assert ids(ada, kind_of, since="2001-01-01T00:00:00Z") == ["changed", "early", "late"]
    assert ids(ada, kind_of, since="2999-01-01T00:00:00Z") == []


# Merging


@ALL_KINDS
@VERSIONS
def test_a_post_merges_the_members_at_the_top(ada: XapiClient, kind_of: Kind, version: str) -> None:
    client = ada.speaking(version)
    first = {"a": 1, "b": {"x": 1, "y": 2}, "big": 12345678901234567890123}
    second = {"b": {"z": 3}, "c": [1], "d": None}
    for each in (first, second):
        assert client.ask("POST", kind_of.resource, kind_of.one(), each).status_code == 204
    back = get(client, kind_of)
    assert back.json == first | second
    assert back.headers["ETag"] == sha1_of(back.data)
    assert back.headers["Content-Type"] == "application/json"


@ALL_KINDS
@pytest.mark.parametrize(
    ("stored", "stored_type", "sent", "sent_type"),
    [
        (b'{"a":1}', "application/json", b"text", "text/plain"),
        (b'{"a":1}', "application/json", b'{"b":2}', "text/plain"),
        (b'{"a":1}', "text/plain", b'{"b":2}', "application/json"),
        (b'{"a":1}', "application/json", b"[2]", "application/json"),
        (b'{"a":1}', "application/json", b'"b"', "application/json"),
        (b"[1]", "application/json", b'{"b":2}', "application/json"),
        (b'{"a":1}', "application/json", b'{"b":', "application/json"),
        (b'{"a":1}', "application/json", b'{"b":2,"b":2}', "application/json"),
        (b'{"a":1}', "application/json", b"", "application/json"),
        (b'{"a":1}', "application/json", b'{"b":NaN}', "application/json"),
    ],
)
def test_what_can_not_be_merged_changes_nothing(
    ada: XapiClient, kind_of: Kind, stored: bytes, stored_type: str, sent: bytes, sent_type: str
) -> None:
    first = NEW | {"Content-Type": stored_type}
    assert ada.ask("PUT", kind_of.resource, kind_of.one(), stored, first).status_code == 204
    answer = ada.ask("POST", kind_of.resource, kind_of.one(), sent, {"Content-Type": sent_type})
    assert pointers(answer)
    assert get(ada, kind_of).data == stored


@ONE_DATABASE
@ALL_KINDS
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("content", [b"{", b"", b"\xff", b"\xef\xbb\xbf{}", b"[" * 10_000])
def test_a_document_that_says_it_is_json_is(
    ada: XapiClient, kind_of: Kind, method: str, content: bytes
) -> None:
    answer = ada.ask(method, kind_of.resource, kind_of.one(), content, NEW | JSON)
    assert pointers(answer) == [""]
    refusal(get(ada, kind_of), 404)


# State alone


def test_a_registration_has_its_own_documents(ada: XapiClient) -> None:
    registered = {**STATE.one(), "registration": REGISTRATION}
    ada.ask("PUT", STATE.resource, STATE.one(), b"plain")
    ada.ask("PUT", STATE.resource, registered, b"registered")
    assert get(ada, STATE).data == b"plain"
    upper = registered | {"registration": REGISTRATION.upper()}
    assert ada.ask("GET", STATE.resource, upper).data == b"registered"
    other = registered | {"registration": str(uuid4())}
    refusal(ada.ask("GET", STATE.resource, other), 404)
    ada.ask("DELETE", STATE.resource, registered)
    assert get(ada, STATE).data == b"plain"


def test_lists_and_removals_follow_the_registration(ada: XapiClient) -> None:
    for name, registration in (("a", None), ("b", REGISTRATION), ("c", REGISTRATION)):
        extra = {"registration": registration} if registration else {}
        ada.ask("PUT", STATE.resource, STATE.one(name) | extra, b"x")
    assert ids(ada, STATE) == ["a", "b", "c"]
    assert ids(ada, STATE, registration=REGISTRATION) == ["b", "c"]
    removed = {**STATE.where, "registration": REGISTRATION}
    assert ada.ask("DELETE", STATE.resource, removed).status_code == 204
    assert ids(ada, STATE) == ["a"]
    assert ada.ask("DELETE", STATE.resource, STATE.where).status_code == 204
    assert ids(ada, STATE) == []


def test_removing_all_state_touches_nobody_else_s(ada: XapiClient) -> None:
    theirs = {**STATE.elsewhere, "stateId": "d"}
    ada.ask("PUT", STATE.resource, theirs, b"bob's")
    put(ada, ACTIVITY_PROFILE, "d")
    put(ada, STATE, "d")
    ada.ask("DELETE", STATE.resource, STATE.where)
    assert ada.ask("GET", STATE.resource, theirs).data == b"bob's"
    assert ids(ada, ACTIVITY_PROFILE) == ["d"]


@pytest.mark.parametrize(
    "agent", [ADA, {"mbox": "mailto:ada@EXAMPLE.org"}, {"name": "Another", "mbox": ADA["mbox"]}]
)
def test_an_agent_is_known_by_its_identifier_alone(ada: XapiClient, agent: Json) -> None:
    put(ada, STATE, "d", b"mine")
    written = json.dumps(agent, indent=2)
    assert ada.ask("GET", STATE.resource, STATE.one() | {"agent": written}).data == b"mine"
