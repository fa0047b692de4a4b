"""Values that break other stores: whatever is accepted comes back as it was, nothing ends in a 500.

That no answer is a 5xx is checked by the client itself, for every request of these tests.
"""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.builders import a_group, a_statement, a_verb, an_activity, an_agent
from tests.http.xapi_client import ONE_DATABASE, XapiClient, pointers

JSON = {"Content-Type": "application/json"}
LONG = "x" * 1_000_000
X = "https://example.org/x"


def given_back(client: XapiClient, statement: dict[str, Any]) -> dict[str, Any]:
    """Send a statement twice, and give back what a reader sees of what was sent."""
    wanted = str(uuid4())
    text = json.dumps({**statement, "id": wanted}, ensure_ascii=False).encode()
    for _ in range(2):
        answer = client.ask("PUT", "statements", {"statementId": wanted}, text, JSON)
        assert answer.status_code == 204, answer.text[:500]
    for style in ("ids", "canonical"):
        client.statement(wanted, format=style)
    raw = client.ask("GET", "statements", {"statementId": wanted}).data
    back = json.loads(raw)
    assert client.ask("GET", "statements").data == b'{"statements":[' + raw + b'],"more":""}'
    return {name: back[name] for name in statement}


def extended(value: Any) -> dict[str, Any]:
    return a_statement(result={"extensions": {X: value}})


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "a\x00b\x00",
        "\x01\x1f\x7f\x80",
        "\u2028\ufeff\ufffe\uffff",
        "😀👩🏽‍🚀",
        "\u202e",
        "'\"\\%_;--",
    ],
    ids=ascii,
)
def test_any_character_may_stand_in_a_text(ada: XapiClient, text: str) -> None:
    statement = a_statement(
        actor={"name": text, "account": {"homePage": "https://example.org", "name": text + "!"}},
        verb=a_verb(display={"en": text}),
        object=an_activity("c", description={"en": text}, extensions={X: {text: [text]}}),
        result={"response": text},
        context={"platform": text, "extensions": {X: text}},
    )
    assert given_back(ada, statement) == statement
    found = ada.page(agent={"account": statement["actor"]["account"]})["statements"]
    assert len(found) == 1
    activity = ada.ask("GET", "activities", {"activityId": statement["object"]["id"]})
    assert activity.json == statement["object"]
    person = ada.ask("GET", "agents", {"agent": {"account": statement["actor"]["account"]}})
    assert person.json["account"] == [statement["actor"]["account"]]


@pytest.mark.parametrize(
    "number",
    [
        0,
        -1,
        2**53 + 1,
        2**63,
        -(2**63) - 1,
        2**64,
        10**30 + 1,
        -(10**300) - 7,
        0.1,
        1e308,
        5e-324,
        -0.0,
        1.5e-7,
    ],
)
def test_numbers_keep_their_value(ada: XapiClient, number: float) -> None:
    value = [number, {"n": number}]
    (back,) = given_back(ada, extended(value))["result"]["extensions"].values()
    assert back == value
    assert [type(each) for each in back] == [type(each) for each in value]
    document = {"activityId": X, "agent": an_agent(), "stateId": str(uuid4())}
    ada.ask("POST", "activities/state", document, {"a": number})
    ada.ask("POST", "activities/state", document, {"b": number})
    merged = json.loads(ada.ask("GET", "activities/state", document).data)
    assert merged == {"a": number, "b": number}


@pytest.mark.parametrize("kept", [1, 50, 90])
def test_nesting_up_to_the_limit_comes_back(ada: XapiClient, kept: int) -> None:
    value: Any = None
    for _ in range(kept):
        value = {"[{": [value]} if kept < 50 else {"[{": value}
    statement = extended(value)
    assert given_back(ada, statement) == statement


HUGE: dict[str, dict[str, Any]] = {
    "verb": a_statement(verb=X + LONG),
    "activity": a_statement(object=X + LONG),
    "mbox": a_statement(actor=an_agent(mbox=f"mailto:{LONG}@example.org")),
    "account": a_statement(actor={"account": {"homePage": X + LONG, "name": LONG}}),
    "openid": a_statement(actor={"openid": X + LONG}),
    "name": a_statement(actor=an_agent() | {"name": LONG}),
    "response": a_statement(result={"response": LONG}),
    "extension": extended({LONG: LONG}),
    "duration": a_statement(result={"duration": f"PT{'1' * 500_000}S"}),
    "display": a_statement(verb=a_verb(display={f"x-{n:x}": "word" * 10 for n in range(50_000)})),
    "group": a_statement(actor=a_group(*[an_agent(f"n{n}") for n in range(3000)])),
    "context": a_statement(
        context={"contextActivities": {"other": [an_activity(f"a{n}") for n in range(3000)]}}
    ),
}


@pytest.mark.parametrize("what", HUGE)
def test_very_long_values_come_back(ada: XapiClient, what: str) -> None:
    assert given_back(ada, HUGE[what]) == HUGE[what]


def test_very_long_values_are_found(ada: XapiClient) -> None:
    ids = [ada.post(HUGE[what])[0] for what in ("verb", "activity", "openid")]
    assert ada.found(verb=X + LONG) == ids[:1]
    assert ada.found(activity=X + LONG) == ids[1:2]
    assert ada.found(agent={"openid": X + LONG}) == ids[2:]
    assert ada.found(verb=X + LONG + "y") == []


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "NUL in an activity": (a_statement(object={"id": X + "\x00"}), "/object/id"),
    "NUL in a verb": (a_statement(verb={"id": X + "\x00"}), "/verb/id"),
    "NUL in an mbox": (a_statement(actor={"mbox": "mailto:a\x00@example.org"}), "/actor/mbox"),
    "NUL in an openid": (a_statement(actor={"openid": X + "\x00"}), "/actor/openid"),
    "NUL in an id": (a_statement(id="\x00"), "/id"),
    "huge id": (a_statement(id=LONG), "/id"),
    "huge language": (
        a_statement(verb=a_verb(display={"en-" + LONG: "x"})),
        "/verb/display/en-" + LONG,
    ),
    "huge mbox": (a_statement(actor={"mbox": "mailto:" + "a@" * 500_000}), "/actor/mbox"),
    "huge timestamp": (a_statement(timestamp="2" * 500_000), "/timestamp"),
    "early timestamp": (a_statement(timestamp="0001-01-01T00:00:00+14:00"), "/timestamp"),
    "late timestamp": (a_statement(timestamp="9999-12-31T23:59:59-14:00"), "/timestamp"),
    "a list for a string": (a_statement(verb={"id": [[]]}), "/verb/id"),
    "a list for a type": (a_statement(object={"objectType": [], "id": X}), "/object/objectType"),
    "an object for a type": (a_statement(actor={"objectType": {}, "mbox": 1}), "/actor/objectType"),
    "numbers for objects": (a_statement(actor=1), "/actor"),
    "too large a number": (
        a_statement(result={"score": {"scaled": 10**300}}),
        "/result/score/scaled",
    ),
    "key with a slash": (a_statement(result={"a/~b": 1}), "/result/a~1~0b"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_pointed_at(ada: XapiClient, what: str) -> None:
    statement, pointer = BAD[what]
    assert pointers(ada.ask("POST", "statements", body=statement)) == [pointer]
    assert ada.found() == []


def test_a_batch_may_be_very_long(ada: XapiClient) -> None:
    small = {"actor": {"mbox": "mailto:a@b.c"}, "verb": {"id": "x:v"}, "object": {"id": "x:o"}}
    batch = [{**small, "id": str(uuid4())} for _ in range(3_000)]
    assert ada.post(*batch) == [each["id"] for each in batch]
    assert ada.post(*batch[:3]) == [each["id"] for each in batch[:3]]


QUERIES = [
    "%",
    "%zz=%zz",
    "verb=%ff",
    "verb=%00",
    "verb=x%3A%00",
    "agent=%7B",
    "agent=%ED%A0%80",
    "agent=" + "%5B" * 10_000,
    'agent={"mbox":"mailto:\\ud800@x.org"}',
    "agent=%7B%22mbox%22%3A%22mailto%3Aa%40b.c%22%2C%22mbox%22%3A%22mailto%3Aa%40b.c%22%7D",
    "agent=1e999",
    "since=0000-00-00T00:00:00Z",
    "since=2026-02-30T00:00:00Z",
    "limit=" + "9" * 5000,
    "limit=%D9%A3",
    "statementId=%00",
    "registration=" + "a" * 5000,
    "=",
    "&".join(f"a{n}=1" for n in range(500)),
    ";".join(["a=1"] * 500),
    "statementId[]=1",
    "\x7f=\x7f",
]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
@pytest.mark.parametrize("resource", ["statements", "agents", "activities/state"])
def test_rubbish_in_a_query_is_refused(ada: XapiClient, resource: str, query: str) -> None:
    assert pointers(ada.ask("GET", resource, query))


@ONE_DATABASE
@pytest.mark.parametrize(
    "headers",
    [
        {"If-Match": "W/" * 8000},
        {"If-None-Match": '"' * 8000},
        {"Accept-Language": "a" * 9 + ", ;q=9, *;q=x, " * 900},
        {"Accept": "\xff/\xfe"},
        {"Range": "bytes=5-1"},
        {"If-Modified-Since": "yesterday"},
        {"Content-Length": "0", "Expect": "nothing"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Cookie": "=;" * 4000},
        {"Host": "\xff"},
    ],
    ids=lambda each: next(iter(each)),
)
def test_rubbish_in_headers_is_harmless(ada: XapiClient, headers: dict[str, str]) -> None:
    ada.post(a_statement())
    for resource, query in (("statements", {"format": "canonical"}), ("about", None)):
        assert ada.ask("GET", resource, query, headers=headers).status_code in (200, 400)
