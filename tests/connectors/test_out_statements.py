"""Statements that go out to another record store: which, in which order, how often, and what if it fails."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import pytest
from flask import Flask

from connectors.out.outlet import Fate
from connectors.storage import State
from lrs import InvalidRequest, Lrs, Scope, Store
from lrs.member_list import ListedMember, MemberList
from lrs.outgoing import Call, Reply, Unreachable
from tests import builders
from tests.connectors.outside import Outside, outside

ONE = pytest.mark.parametrize("kind", ["sqlite"])
ADL = builders.ADL
_WHEN = "2026-03-01T09:00:00Z"


@pytest.fixture
def out(lrs: Lrs, store: Store, app: Flask) -> Outside:
    return outside(lrs, store, app)


def _reply(status: int, **headers: str) -> Reply:
    return Reply(status, "", httpx.Headers(headers), b"")


def _ids(statements: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in statements]


def test_everything_arrives_once_in_its_order(out: Outside) -> None:
    sent = out.record(*builders.statements(450))
    outlet = out.run(out.forward())
    assert _ids(out.there()) == sent
    assert (outlet.sent, out.office.lag(outlet).statements) == (450, 0)
    out.office.write(outlet.store_id, lambda known: known.change(outlet.id, cursor=0))
    assert out.run(outlet).reason == ""
    assert _ids(out.there()) == sent


@ONE
@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, {"done", "seen", "clip"}),
        ({"verbs": [f"{ADL}/completed"]}, {"done", "clip"}),
        ({"types": ["https://w3id.org/xapi/video/activity-type/video"]}, {"clip"}),
        ({"groups": ["North"]}, {"done"}),
        ({"verbs": [f"{ADL}/experienced"], "groups": ["North"]}, set()),
    ],
)
def test_only_what_was_chosen_goes_out(
    out: Outside, choice: dict[str, Any], expected: set[str]
) -> None:
    members = (ListedMember("1", "ada@example.org", "Ada", ("North",), (), "", None),)
    out.lrs.members.take_in(out.store.id, "list.csv", MemberList(members, ()), "test")
    video = {"type": "https://w3id.org/xapi/video/activity-type/video"}
    bo = builders.an_agent("bo")
    out.record(
        builders.a_statement(object="done"),
        builders.a_statement(verb="experienced", object="seen", actor=bo),
        builders.a_statement(object=builders.an_activity("clip", **video), actor=bo),
    )
    out.run(out.forward(**choice))
    assert {each["object"]["id"].rpartition("/")[2] for each in out.there()} == expected


@ONE
def test_from_now_on_leaves_out_what_was_before(out: Outside) -> None:
    out.record(builders.a_statement())
    outlet = out.forward(since=None)
    (new,) = out.record(builders.a_statement())
    assert out.office.lag(outlet).statements == 1
    out.run(outlet)
    assert _ids(out.there()) == [new]


@ONE
@pytest.mark.parametrize("trouble", [_reply(500), _reply(429), Unreachable("nobody there")])
def test_trouble_waits_longer_each_time_and_loses_nothing(
    out: Outside, trouble: Reply | Unreachable
) -> None:
    sent = out.record(*builders.statements(3))
    outlet = out.forward()
    waits = []
    for _ in range(4):
        out.wire.trouble = [trouble]
        after = out.run(outlet, 24 * 3600)
        waits.append(after.next_run - out.clock())
        assert (after.state, bool(after.reason)) == (State.ACTIVE, True)
    assert waits == sorted(set(waits))
    assert _ids(out.there()) == []
    after = out.run(outlet, 24 * 3600)
    assert (_ids(out.there()), after.reason, after.failures) == (sent, "", 0)


@ONE
def test_it_comes_back_when_the_other_says(out: Outside) -> None:
    out.record(builders.a_statement())
    outlet = out.forward()
    out.wire.trouble = [_reply(503, **{"Retry-After": "1234"})]
    assert out.run(outlet).next_run - out.clock() == 1_234_000_000
    asked = len(out.wire.calls)
    out.run(outlet, 1000)
    assert len(out.wire.calls) == asked


@ONE
def test_after_twelve_failures_it_stops_until_somebody_lets_it_work_again(out: Outside) -> None:
    (sent,) = out.record(builders.a_statement())
    outlet = out.forward()
    out.wire.trouble = [_reply(500)] * 20
    for _ in range(20):
        after = out.run(outlet, 24 * 3600)
    assert (after.state, after.failures, len(out.wire.calls)) == (State.BROKEN, 12, 12)
    assert "Stopped after 12 failures" in after.reason
    out.wire.trouble.clear()
    out.office.set_state(after, State.ACTIVE)
    assert out.run(outlet).reason == ""
    assert _ids(out.there()) == [sent]


@ONE
def test_a_key_that_is_refused_stops_it_at_once(out: Outside) -> None:
    out.record(builders.a_statement())
    outlet = out.forward(secret="another")
    after = out.run(outlet)
    assert after.state is State.BROKEN
    assert "401" in after.reason


@ONE
def test_what_the_other_has_already_is_fine_and_what_clashes_is_put_aside(out: Outside) -> None:
    same, clash, new = builders.statements(3, timestamp=_WHEN)
    access = out.lrs.own_access(out.other.id)
    out.lrs.record_statements(access, [same, {**clash, "verb": builders.a_verb("failed")}])
    out.record(same, clash, new)
    outlet = out.run(out.forward())
    assert _ids(out.there())[-1] == new["id"]
    assert (outlet.state, out.office.lag(outlet).dead) == (State.ACTIVE, 1)
    (dead,) = out.office.messages(outlet, 10)
    assert (str(dead.id), dead.fate, dead.answer) == (clash["id"], Fate.DEAD, 409)


@ONE
def test_a_store_that_answers_409_to_what_it_has_already_is_believed_after_a_look(
    out: Outside,
) -> None:
    """Some record stores refuse every known id, whatever the content."""
    (known,) = builders.statements(1, timestamp=_WHEN)
    out.lrs.record_statements(out.lrs.own_access(out.other.id), [known])
    out.record(known)
    site = out.wire.site
    assert site

    def strict(call: Call) -> Reply:
        return _reply(409) if call.method == "POST" else site(call)

    out.wire.site = strict
    outlet = out.run(out.forward())
    assert (outlet.reason, out.office.lag(outlet).dead, outlet.sent) == ("", 0, 1)


@ONE
def test_what_was_refused_goes_out_again_once_somebody_says_so(out: Outside) -> None:
    good, bad = builders.statements(2)
    out.record(good, bad)
    site = out.wire.site
    assert site

    def picky(call: Call) -> Reply:
        return _reply(400) if bad["id"].encode() in call.content else site(call)

    out.wire.site = picky
    outlet = out.run(out.forward())
    assert _ids(out.there()) == [good["id"]]
    out.wire.site = site
    assert out.office.replay(outlet) == 1
    out.run(outlet)
    assert _ids(out.there()) == [good["id"], bad["id"]]
    assert out.office.lag(outlet).dead == 0


def test_attachments_arrive_byte_for_byte(out: Outside) -> None:
    content = bytes(range(256)) * 40 + b"\r\n--"
    sha2 = sha256(content).hexdigest()
    attachment = {
        "usageType": "http://id.tincanapi.com/attachment/supporting_media",
        "display": {"en": "A page"},
        "contentType": "application/pdf",
        "length": len(content),
        "sha2": sha2,
    }
    with_it = builders.a_statement(id=str(uuid4()), attachments=[attachment])
    plain = builders.statements(2)
    access = out.lrs.own_access(out.store.id)
    out.lrs.record_statements(access, plain[:1])
    out.lrs.record_statements(access, [with_it], {sha2: content})
    out.lrs.record_statements(access, plain[1:])
    outlet = out.run(out.forward())
    assert (outlet.reason, [each.reason for each in out.office.messages(outlet, 9)]) == ("", [])
    assert _ids(out.there()) == [plain[0]["id"], with_it["id"], plain[1]["id"]]
    there = out.lrs.own_access(out.other.id)
    assert out.lrs.attachments(there, [sha2]) == {sha2: content}


@ONE
def test_what_came_from_there_never_goes_back(out: Outside) -> None:
    theirs = out.lrs.create_key(out.store, [Scope.ALL], "The other store")
    out.record(builders.a_statement(), key=theirs)
    (ours,) = out.record(builders.a_statement())
    out.run(out.forward(keys=[theirs.key]))
    assert _ids(out.there()) == [ours]


@ONE
def test_what_was_taken_back_is_taken_back_there(out: Outside) -> None:
    (first,) = out.record(builders.a_statement())
    outlet = out.forward(verbs=[f"{ADL}/completed"])
    out.run(outlet)
    (voiding,) = out.record(builders.a_voiding(first))
    out.run(outlet)
    assert _ids(out.there()) == [voiding]


@ONE
def test_nothing_about_people_who_paused_goes_out(out: Outside) -> None:
    person = out.lrs.meet(out.store.id, builders.an_agent("ada"))
    out.sending._desk.pause_person(out.store.id, person, paused=True)
    out.record(builders.a_statement(), builders.a_statement(actor=builders.an_agent("bo")))
    out.run(out.forward())
    assert [each["actor"]["name"] for each in out.there()] == ["Bo"]


@ONE
def test_hallway_itself_is_no_place_to_send_to(out: Outside) -> None:
    with pytest.raises(InvalidRequest, match="Hallway itself"):
        out.forward(address=f"{out.lrs.settings.base_url}/xapi")
