"""PUT and POST of statements (xAPI-Communication 2.1.1 and 2.1.2)."""

from typing import Any
from uuid import uuid4

import pytest

from tests.builders import (
    a_group,
    a_reference,
    a_statement,
    a_verb,
    an_account,
    an_activity,
    an_agent,
    statements,
)
from tests.http.xapi_client import XapiClient, pointers, refusal

PLAIN = a_statement()
RICH = a_statement(
    actor=a_group(an_agent("ada"), an_agent("bob"), mbox="mailto:team@Example.org"),
    result={
        "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
        "success": True,
        "completion": False,
        "response": "ja, ÆØÅ 😀",
        "duration": "PT1H30M12.34S",
        "extensions": {"https://example.org/x": {"deep": [1, 2.5, None, "x"]}},
    },
    context={
        "registration": "16FD2706-8BAF-433B-82EB-8C7FADA847DA",
        "instructor": an_agent("ines"),
        "team": a_group(mbox="mailto:staff@example.org"),
        "contextActivities": {"parent": an_activity("part"), "other": [an_activity("o")]},
        "language": "nb-NO",
        "statement": a_reference(uuid4()),
        "extensions": {"https://example.org/y": []},
    },
    timestamp="2026-03-01T10:00:00+01:00",
)


def test_what_was_put_comes_back(ada: XapiClient) -> None:
    wanted = str(uuid4())
    answer = ada.ask("PUT", "statements", {"statementId": wanted}, RICH)
    assert (answer.status_code, answer.data) == (204, b"")
    stored = ada.statement(wanted)
    assert stored["id"] == wanted
    kept = {name: value for name, value in stored.items() if name in RICH and name != "context"}
    assert kept == {name: value for name, value in RICH.items() if name != "context"}
    parents = stored["context"].pop("contextActivities")
    assert parents == {"parent": [an_activity("part")], "other": [an_activity("o")]}
    assert stored["context"] == {k: v for k, v in RICH["context"].items() if k in stored["context"]}


def test_the_store_fills_in_what_is_missing(ada: XapiClient) -> None:
    (given,) = ada.post(PLAIN)
    stored = ada.statement(given)
    assert stored["stored"] == stored["timestamp"]
    assert stored["version"] == "1.0.0"
    assert stored["authority"]["name"] == "Test client"
    assert set(stored) == {*PLAIN, "id", "stored", "timestamp", "version", "authority"}


def test_the_store_decides_stored_and_authority_alone(ada: XapiClient) -> None:
    foreign = {"stored": "2001-01-01T00:00:00Z", "authority": an_agent("eve")}
    (given,) = ada.post(PLAIN | foreign)
    stored = ada.statement(given)
    assert stored["stored"] > "2026"
    assert stored["authority"]["name"] == "Test client"


@pytest.mark.parametrize(
    ("given", "version"),
    [({}, "2.0.0"), ({"version": "1.0.3"}, "1.0.3"), ({"version": "2.0.0"}, "2.0.0")],
)
def test_statements_of_2_0_carry_their_version(
    ada2: XapiClient, given: dict[str, str], version: str
) -> None:
    (sent,) = ada2.post(PLAIN | given)
    assert ada2.statement(sent)["version"] == version


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_post_answers_the_ids_in_the_order_of_the_batch(ada: XapiClient, count: int) -> None:
    batch = statements(count)
    answer = ada.ask("POST", "statements", body=batch)
    assert (answer.status_code, answer.json) == (200, [each["id"] for each in batch])
    assert ada.found(ascending="true") == answer.json


def test_a_single_statement_needs_no_array(ada: XapiClient) -> None:
    answer = ada.ask("POST", "statements", body=PLAIN)
    assert answer.status_code == 200
    assert ada.found() == answer.json


def test_put_takes_no_array(ada: XapiClient) -> None:
    wanted = str(uuid4())
    answer = ada.ask("PUT", "statements", {"statementId": wanted}, [a_statement(id=wanted)])
    assert answer.status_code == 400
    assert ada.found() == []


def test_ids_keep_their_case_and_are_found_in_any(ada: XapiClient) -> None:
    upper = str(uuid4()).upper()
    assert ada.post(a_statement(id=upper)) == [upper]
    assert ada.statement(upper.lower())["id"] == upper
    answer = ada.ask("PUT", "statements", {"statementId": upper.lower()}, a_statement(id=upper))
    assert answer.status_code == 204


EQUAL: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (RICH, RICH),
    (RICH, dict(reversed(RICH.items()))),
    (PLAIN, PLAIN | {"stored": "2001-01-01T00:00:00Z", "authority": an_agent("eve")}),
    (PLAIN, PLAIN | {"verb": a_verb(display={"de": "schloss ab"})}),
    (PLAIN, PLAIN | {"object": an_activity(description={"en": "Rewritten"})}),
    (
        PLAIN | {"timestamp": "2026-03-01T10:00:00+01:00"},
        PLAIN | {"timestamp": "2026-03-01T09:00:00Z"},
    ),
    (
        a_statement(context={"contextActivities": {"parent": an_activity("p")}}),
        a_statement(context={"contextActivities": {"parent": [an_activity("p")]}}),
    ),
    (
        a_statement(actor=a_group(an_agent("a"), an_agent("b"))),
        a_statement(actor=a_group(an_agent("b"), an_agent("a"))),
    ),
]


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize(("first", "again"), EQUAL)
def test_an_equal_statement_again_changes_nothing(
    ada: XapiClient, method: str, first: dict[str, Any], again: dict[str, Any]
) -> None:
    wanted = str(uuid4())
    ada.post({**first, "id": wanted})
    before = ada.statement(wanted)
    query = {"statementId": wanted} if method == "PUT" else None
    answer = ada.ask(method, "statements", query, {**again, "id": wanted})
    assert answer.status_code == {"PUT": 204, "POST": 200}[method]
    assert ada.statement(wanted) == before
    assert ada.found() == [wanted]


DIFFERENT: list[dict[str, Any]] = [
    {"verb": a_verb("failed")},
    {"actor": an_account()},
    {"object": an_activity("another")},
    {"result": {"success": True}},
    {"context": {"language": "en"}},
    {"timestamp": "2001-01-01T00:00:00Z"},
]


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("change", DIFFERENT)
def test_another_statement_with_the_same_id_is_a_conflict(
    ada: XapiClient, method: str, change: dict[str, Any]
) -> None:
    wanted = str(uuid4())
    ada.post({**PLAIN, "id": wanted, "timestamp": "2026-03-01T10:00:00Z"})
    before = ada.statement(wanted)
    query = {"statementId": wanted} if method == "PUT" else None
    answer = ada.ask(method, "statements", query, {**PLAIN, "id": wanted, **change})
    assert wanted in refusal(answer, 409)["detail"]
    assert ada.statement(wanted) == before


def test_of_a_batch_with_a_conflict_nothing_is_stored(ada: XapiClient) -> None:
    (taken,) = ada.post(PLAIN)
    batch = [*statements(3), a_statement(id=taken, verb="failed"), *statements(3)]
    refusal(ada.ask("POST", "statements", body=batch), 409)
    assert ada.found() == [taken]


def test_of_a_batch_with_a_bad_statement_nothing_is_stored(ada: XapiClient) -> None:
    batch = [*statements(3), a_statement(actor={"mbox": "ada"}), *statements(1)]
    assert pointers(ada.ask("POST", "statements", body=batch)) == ["/3/actor/mbox"]
    assert ada.found() == []


def test_a_batch_may_hold_what_is_stored_already(ada: XapiClient) -> None:
    batch = statements(4)
    ada.post(*batch[:2])
    assert ada.post(*batch) == [each["id"] for each in batch]
    assert sorted(ada.found()) == sorted(each["id"] for each in batch)


@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_an_id_stands_once_in_a_batch(ada: XapiClient, version: str) -> None:
    twice = a_statement(id=str(uuid4()))
    answer = ada.speaking(version).ask("POST", "statements", body=[twice, PLAIN, twice])
    assert pointers(answer) == ["/0/id", "/2/id"]
    assert ada.found() == []


@pytest.mark.parametrize(
    ("method", "query", "body", "pointer"),
    [
        ("PUT", {}, PLAIN, "statementId"),
        ("PUT", {"statementId": "17"}, PLAIN, "statementId"),
        ("PUT", {"statementId": str(uuid4())}, a_statement(id=str(uuid4())), "/id"),
        ("PUT", {"statementId": str(uuid4())}, a_statement(id=17), "/id"),
        ("PUT", {"statementId": str(uuid4())}, [PLAIN], ""),
        ("PUT", {"statementId": str(uuid4())}, 17, ""),
        ("PUT", {"statementId": str(uuid4()), "verb": "x:y"}, PLAIN, "verb"),
        ("POST", {"statementId": str(uuid4())}, PLAIN, "statementId"),
        ("POST", {}, "a text", ""),
        ("POST", {}, [17], ""),
        ("POST", {}, [[]], ""),
        ("POST", {}, [PLAIN, None], "/1"),
    ],
)
def test_what_can_not_be_written_is_refused(
    ada: XapiClient, method: str, query: dict[str, str], body: Any, pointer: str
) -> None:
    assert pointers(ada.ask(method, "statements", query, body)) == [pointer]
    assert ada.found() == []


def test_every_violation_of_every_statement_is_named(ada: XapiClient) -> None:
    bad = [
        {"verb": {"id": "nothing"}, "object": an_activity(), "colour": "red"},
        a_statement(result={"score": {"scaled": 2}, "duration": "long"}, id="17"),
        a_statement(object={"objectType": "StatementRef", "id": None}),
    ]
    answer = ada.ask("POST", "statements", body=bad)
    assert sorted(pointers(answer)) == [
        "/0/actor",
        "/0/colour",
        "/0/verb/id",
        "/1/id",
        "/1/result/duration",
        "/1/result/score/scaled",
        "/2/object/id",
    ]


def test_of_very_many_violations_the_first_hundred_are_shown(ada: XapiClient) -> None:
    wrong = {f"unknown-{number}": 1 for number in range(5000)}
    answer = ada.ask("POST", "statements", None, a_statement(**wrong))
    assert answer.status_code == 400
    assert answer.json["violation_count"] == 5000
    assert len(answer.json["violations"]) == 100
    assert len(answer.data) < 50_000
