"""Statements that refer to others (xAPI-Communication 2.1.3), and those that void (xAPI-Data 2.3.2)."""

from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest

from tests.builders import a_reference, a_statement, a_voiding, an_activity, an_agent, statements
from tests.http.xapi_client import XapiClient, refusal

ADA, BOB = an_agent("ada"), an_agent("bob")
FAILED = "http://adlnet.gov/expapi/verbs/failed"
COMMENTED = "https://example.org/verbs/commented"


def new_id() -> str:
    return str(uuid4())


def a_comment(on: str, **parts: Any) -> dict[str, Any]:
    """A statement by bob that says nothing of its target but its id."""
    plain = {"actor": BOB, "verb": COMMENTED, "object": a_reference(on), "id": new_id()}
    return a_statement(**plain | parts)


def send(client: XapiClient, together: bool, *given: dict[str, Any]) -> None:
    if together:
        client.post(*given)
        return
    for each in given:
        client.post(each)


TOGETHER = pytest.mark.parametrize("together", [True, False], ids=["one batch", "one by one"])
TARGET_QUERIES: list[dict[str, Any]] = [
    {"agent": ADA},
    {"verb": FAILED},
    {"activity": an_activity("c")["id"]},
    {"registration": "16fd2706-8baf-433b-82eb-8c7fada847da"},
    {"agent": an_agent("ines"), "related_agents": "true"},
    {"activity": an_activity("part")["id"], "related_activities": "true"},
    {"agent": ADA, "verb": FAILED, "activity": an_activity("c")["id"]},
]
TARGET = a_statement(
    verb=FAILED,
    object="c",
    context={
        "registration": "16fd2706-8baf-433b-82eb-8c7fada847da",
        "instructor": an_agent("ines"),
        "contextActivities": {"parent": [an_activity("part")]},
    },
)


@TOGETHER
@pytest.mark.parametrize("target_first", [True, False], ids=["target first", "target last"])
def test_who_refers_to_a_match_comes_too(
    ada: XapiClient, together: bool, target_first: bool
) -> None:
    target = TARGET | {"id": new_id()}
    pair = [target, a_comment(target["id"])]
    send(ada, together, *(pair if target_first else pair[::-1]), a_comment(new_id()))
    for query in TARGET_QUERIES:
        assert sorted(ada.found(**query)) == sorted(each["id"] for each in pair), query
    assert len(ada.found(agent=BOB)) == 2


def test_a_reference_in_the_context_is_no_reference_to_follow(ada: XapiClient) -> None:
    target = a_statement(id=new_id(), verb=FAILED)
    beside = a_statement(context={"statement": a_reference(target["id"])})
    within = {"objectType": "SubStatement", **a_comment(target["id"])}
    del within["id"]
    ada.post(target, beside, a_statement(object=within))
    assert ada.found(verb=FAILED) == [target["id"]]


@TOGETHER
@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_a_chain_is_followed_to_its_end_in_any_order(
    ada: XapiClient, together: bool, order: tuple[int, ...]
) -> None:
    ids = [new_id() for _ in range(4)]
    chain = [a_statement(id=ids[0], verb=FAILED)]
    chain += [a_comment(ids[n], id=ids[n + 1]) for n in range(3)]
    send(ada, together, *(chain[n] for n in order))
    assert sorted(ada.found(verb=FAILED)) == sorted(ids)
    assert sorted(ada.found(verb=COMMENTED)) == sorted(ids[1:])


@TOGETHER
@pytest.mark.parametrize("length", [1, 2, 3])
def test_circular_references_end(ada: XapiClient, together: bool, length: int) -> None:
    ids = [new_id() for _ in range(length)]
    verbs = [f"https://example.org/verbs/{number}" for number in range(length)]
    ring = [a_comment(ids[(n + 1) % length], id=ids[n], verb=verbs[n]) for n in range(length)]
    send(ada, together, *ring)
    for verb in verbs:
        assert sorted(ada.found(verb=verb)) == sorted(ids)


def test_very_long_chains_are_stored(ada: XapiClient) -> None:
    ids = [new_id() for _ in range(200)]
    ada.post(*[a_comment(ids[n + 1], id=ids[n]) for n in range(199)])
    ada.post(a_statement(id=ids[199], verb=FAILED))
    found = ada.found(verb=FAILED)
    assert found[0] == ids[199]
    assert set(ids[-20:]) <= set(found)


@TOGETHER
@pytest.mark.parametrize("target_first", [True, False], ids=["target first", "target last"])
def test_one_statement_must_match_all_of_a_query(
    ada: XapiClient, together: bool, target_first: bool
) -> None:
    target = a_statement(id=new_id(), verb=FAILED, object="c")
    comment = a_comment(target["id"])
    send(ada, together, *([target, comment] if target_first else [comment, target]))
    activity = an_activity("c")["id"]
    assert ada.found(agent=BOB, verb=FAILED) == []
    assert ada.found(agent=ADA, verb=COMMENTED) == []
    assert ada.found(agent=BOB, activity=activity) == []
    assert ada.found(verb=COMMENTED, activity=activity, related_activities="true") == []
    assert len(ada.found(agent=ADA, activity=activity)) == 2


def test_who_matches_itself_and_by_its_target_comes_once(ada: XapiClient) -> None:
    target = a_statement(id=new_id())
    comment = a_comment(target["id"], actor=ADA)
    about_it = a_comment(comment["id"], actor=ADA)
    ids = ada.post(target, comment, about_it)
    assert ada.found(agent=ADA, ascending="true") == ids
    assert ada.found(agent=ADA, limit=2) == ids[:0:-1]
    page = ada.page(agent=ADA, limit=2)
    rest = ada.ask("GET", page["more"]).json
    assert ([each["id"] for each in rest["statements"]], rest["more"]) == (ids[:1], "")


def test_since_and_until_look_at_the_one_that_refers(ada: XapiClient) -> None:
    target = a_statement(id=new_id(), verb=FAILED)
    ada.post(target)
    ada.post(*statements(1))
    (comment,) = ada.post(a_comment(target["id"]))
    between = ada.statement(target["id"])["stored"]
    assert ada.found(verb=FAILED, since=between) == [comment]
    assert ada.found(verb=FAILED, until=between) == [target["id"]]
    assert ada.found(verb=FAILED, since=ada.statement(comment)["stored"]) == []


# Voiding


@TOGETHER
@pytest.mark.parametrize("target_first", [True, False], ids=["target first", "target last"])
def test_a_voided_statement_is_gone_in_whatever_order_they_came(
    ada: XapiClient, together: bool, target_first: bool
) -> None:
    target, other = statements(2)
    voider = a_voiding(target["id"], id=new_id(), actor=BOB)
    pair = [target, voider] if target_first else [voider, target]
    send(ada, together, *pair, other)
    refusal(ada.ask("GET", "statements", {"statementId": target["id"]}), 404)
    kept = ada.ask("GET", "statements", {"voidedStatementId": target["id"]})
    assert kept.json["id"] == target["id"]
    assert sorted(ada.found()) == sorted([voider["id"], other["id"]])
    # Not the target, but who refers to it: voiding doesn't change what it was about.
    assert ada.found(activity=target["object"]["id"]) == [voider["id"]]


@TOGETHER
@pytest.mark.parametrize("voider_first", [True, False], ids=["voider first", "voider last"])
def test_a_voiding_statement_can_not_be_voided(
    ada: XapiClient, together: bool, voider_first: bool
) -> None:
    target = a_statement(id=new_id())
    voider = a_voiding(target["id"], id=new_id())
    second = a_voiding(voider["id"], id=new_id())
    pair = [voider, second] if voider_first else [second, voider]
    send(ada, together, target, *pair)
    assert ada.statement(voider["id"])["id"] == voider["id"]
    assert sorted(ada.found()) == sorted([voider["id"], second["id"]])
    refusal(ada.ask("GET", "statements", {"voidedStatementId": voider["id"]}), 404)
    refusal(ada.ask("GET", "statements", {"statementId": target["id"]}), 404)


def test_voiding_oneself_is_harmless(ada: XapiClient) -> None:
    wanted = new_id()
    ada.post(a_voiding(wanted, id=wanted))
    assert ada.statement(wanted)["id"] == wanted


def test_voiding_twice_is_voiding(ada: XapiClient) -> None:
    (target,) = ada.post(a_statement())
    first, second = ada.post(a_voiding(target)), ada.post(a_voiding(target, actor=BOB))
    assert ada.found() == second + first


def test_who_refers_to_a_voided_statement_is_found_by_it(ada: XapiClient) -> None:
    target = a_statement(id=new_id(), verb=FAILED)
    comment = a_comment(target["id"])
    ada.post(target, comment)
    (voider,) = ada.post(a_voiding(target["id"]))
    assert sorted(ada.found(verb=FAILED)) == sorted([comment["id"], voider])


def test_a_voided_statement_stays_what_it_was_when_sent_again(ada: XapiClient) -> None:
    target = a_statement(id=new_id())
    ada.post(target)
    ada.post(a_voiding(target["id"]))
    assert ada.post(target) == [target["id"]]
    refusal(ada.ask("GET", "statements", {"statementId": target["id"]}), 404)


def test_an_unvoided_statement_is_not_found_as_a_voided_one(ada: XapiClient) -> None:
    (target,) = ada.post(a_statement())
    refusal(ada.ask("GET", "statements", {"voidedStatementId": target}), 404)
