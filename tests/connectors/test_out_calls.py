"""Calls about what happens in records: which, how they are signed, how often they are tried."""

import pytest
from flask import Flask

from connectors.out.happenings import ALL, COMPLETED, CREDITED, JOINED
from connectors.out.outlet import Fate, Kind
from connectors.out.plan import Plan
from connectors.storage import State
from lrs import InvalidRequest, Lrs, Store
from tests import builders
from tests.connectors.outside import RECEIVER, Outside, Receiver, outside

ONE = pytest.mark.parametrize("kind", ["sqlite"])


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def out(lrs: Lrs, store: Store, app: Flask, receiver: Receiver) -> Outside:
    made = outside(lrs, store, app)
    made.wire.site = receiver
    return made


def test_a_completion_is_told_once(out: Outside, receiver: Receiver) -> None:
    result = {"score": {"scaled": 0.9}}
    (told, _) = out.record(
        builders.a_statement(result=result), builders.a_statement(verb="experienced")
    )
    outlet = out.call(*ALL)
    for _ in range(3):
        after = out.run(outlet)
    (body,) = receiver.got
    person = out.lrs.meet(out.store.id, builders.an_agent())
    assert body["type"] == "record.completed"
    assert body["data"]["statement"] == told
    assert body["data"]["person"]["id"] == str(person)
    assert body["data"]["activity"]["name"] == {"en": "course-1"}
    assert body["data"]["result"] == result
    assert (after.sent, after.reason) == (1, "")


def test_credit_that_staff_approve_is_told(out: Outside, receiver: Receiver) -> None:
    result = {"duration": "PT2H"}
    out.record(builders.a_statement(result=result, timestamp="2026-03-01T09:00:00Z"))
    ada = out.lrs.meet(out.store.id, builders.an_agent())
    (entry,) = out.lrs.learner_record(out.store.id, ada).entries
    claim = out.lrs.credits.ask(out.store.id, ada, entry, {"scheme": "CPD"}, "Ada")
    outlet = out.call(CREDITED)
    out.run(outlet)
    assert receiver.got == []
    out.lrs.credits.approve(out.store.id, claim.id, "grace@example.org", "")
    out.run(outlet)
    (body,) = receiver.got
    assert body["type"] == "credit.approved"
    assert body["data"]["person"] == {"id": str(ada)}
    assert (body["data"]["title"], body["data"]["credit"]["scheme"]) == ("course-1", "CPD")
    assert "grace" not in str(body)


def test_people_who_turn_out_to_be_one_are_told(out: Outside, receiver: Receiver) -> None:
    ada, countess = (out.lrs.meet(out.store.id, builders.an_agent(n)) for n in ("ada", "countess"))
    outlet = out.call(JOINED)
    out.lrs.joins.join(out.store.id, ada, countess, "grace@example.org", "She said so.")
    for _ in range(2):
        out.run(outlet)
    (body,) = receiver.got
    assert body["type"] == "person.joined"
    found = {body["data"]["person"]["id"], body["data"]["into"]["id"]}
    assert found == {str(ada), str(countess)}
    assert "said so" not in str(body)


@ONE
def test_only_what_was_asked_for_is_told(out: Outside, receiver: Receiver) -> None:
    out.record(builders.a_statement(), builders.a_statement(verb="passed"))
    out.run(out.call(COMPLETED, verbs=[f"{builders.ADL}/passed"]))
    assert [body["data"]["verb"] for body in receiver.got] == [f"{builders.ADL}/passed"]


@ONE
def test_a_call_is_tried_again_with_the_same_id(out: Outside, receiver: Receiver) -> None:
    out.record(builders.a_statement())
    outlet = out.call(COMPLETED)
    receiver.answers = [500, 404]
    after = out.run(outlet)
    assert (after.state, after.reason) == (State.ACTIVE, "The receiver answers 500.")
    (message,) = out.office.messages(outlet, 10)
    assert (message.fate, message.tries, message.answer) == (Fate.WAITING, 1, 500)
    out.run(outlet, 3600)
    out.run(outlet, 3600)
    assert receiver.ids == [f"msg_{message.id.hex}"]
    (message,) = out.office.messages(outlet, 10)
    assert (message.fate, message.tries) == (Fate.DELIVERED, 3)


@ONE
def test_a_call_that_never_arrives_dies_and_can_be_sent_once_more(
    out: Outside, receiver: Receiver
) -> None:
    out.record(builders.a_statement())
    outlet = out.call(COMPLETED)
    receiver.answers = [500] * 8
    for _ in range(12):
        after = out.run(outlet, 24 * 3600)
    assert (after.state, out.office.lag(outlet).dead, receiver.answers) == (State.ACTIVE, 1, [])
    assert out.office.replay(outlet) == 1
    out.run(outlet)
    assert (len(receiver.got), out.office.lag(outlet).dead) == (1, 0)


@ONE
def test_one_call_that_is_refused_holds_no_other_back(out: Outside, receiver: Receiver) -> None:
    out.record(builders.a_statement(), builders.a_statement())
    outlet = out.call(COMPLETED)
    receiver.answers = [400, 204]
    assert out.run(outlet).failures == 0
    assert len(receiver.got) == 1


@ONE
def test_a_receiver_that_is_gone_is_left_alone(out: Outside, receiver: Receiver) -> None:
    out.record(builders.a_statement())
    outlet = out.call(COMPLETED)
    receiver.answers = [410]
    after = out.run(outlet)
    assert (after.state, "410" in after.reason) == (State.BROKEN, True)
    out.run(outlet, 24 * 3600)
    assert receiver.got == []


@ONE
def test_a_test_calls_the_receiver(out: Outside, receiver: Receiver) -> None:
    assert "204" in out.sending.test(out.call(COMPLETED))
    assert receiver.got[0]["type"] == "hallway.test"


@ONE
@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"happenings": []}, "/happenings"),
        ({"happenings": ["nothing.happened"]}, "/happenings"),
        ({"secret": "too short"}, "/secret"),
        ({"address": "ftp://receiver.example"}, "/address"),
        ({"verbs": ["completed"]}, "/verbs"),
    ],
)
def test_a_plan_that_can_not_work_is_refused(
    out: Outside, given: dict[str, object], where: str
) -> None:
    whole = {"address": RECEIVER, "happenings": [COMPLETED], **given}
    with pytest.raises(InvalidRequest) as refused:
        out.office.add(out.store.id, Plan(Kind.WEBHOOK, "", whole), "test")
    assert [wrong.pointer for wrong in refused.value.violations] == [where]


@ONE
def test_a_secret_is_made_up_and_not_readable_in_the_database(out: Outside) -> None:
    given = {"address": RECEIVER, "happenings": [COMPLETED]}
    made = out.office.add(out.store.id, Plan(Kind.WEBHOOK, "", given), "test")
    secret = out.office.place(made).secret
    assert secret.startswith("whsec_")
    assert secret.encode() not in made.place
