"""Segments of the member list as audiences: who is offered them, whom they reach, and that nobody else learns of them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lrs import Lrs, Store
from lrs.member_list import ListedMember, MemberList
from lti_tool.clips.clip import Visibility
from lti_tool.sharing.tables import share_recipients
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, FakePlatform, running_platform
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone, _come_in
from tests.rooms.talking import OTHER, clip_of

ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"


@pytest.fixture
def people(learner: Launch, teacher: Launch) -> dict[str, Someone]:
    found = {name: learner(name) for name in ("ada", "bob", "cid")}
    return {**found, "grace": teacher("grace"), "far": learner("far", **OTHER)}


@pytest.fixture
def members(lrs: Lrs, store: Store, lms: FakePlatform, people: dict[str, Someone]):
    """Take a list in; each row is a member's account in the LMS, groups, roles, unit."""

    def take(*rows: tuple[str, tuple[str, ...], tuple[str, ...], str]) -> None:
        listed = [
            ListedMember(f"m-{name}", "", name, groups, roles, unit, (lms.issuer, name))
            for name, groups, roles, unit in rows
        ]
        lrs.members.take_in(store.id, "list.csv", MemberList(tuple(listed), ()), "kay")

    take(
        ("ada", ("Tax",), ("director",), "Oslo"),
        ("bob", ("Tax", "Audit"), (), "Oslo"),
        ("far", ("Tax",), ("director",), "Bergen"),
        ("grace", ("Tax",), ("director",), "Oslo"),
        ("never-here", ("Tax",), ("director",), "Oslo"),
    )
    return take


def offered(who: Someone, clip: str) -> dict[str, str]:
    """What the form offers of the member list: name and number of people, by the key."""
    text = who.get(f"{clip}/share").text.partition("Of the member list")[2]
    return dict(re.findall(r'<option value="([^"]+)">(.*?)</option>', text))


def send(lrs: Lrs, who: Someone, clip: str, audience: str, **form: str) -> str:
    answer = who.post(f"{clip}/share", {"audience": audience, "how": "now", **form})
    assert answer.status_code == 303, answer.text
    work(lrs)
    return "/app" + answer.location.removeprefix(who.before)


def tomorrow() -> dict[str, str]:
    return {"how": "later", "send_at": f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M}"}


def work(lrs: Lrs) -> None:
    lrs.queue.send("shares")
    lrs.queue.run_waiting()


def got(lrs: Lrs, board: str) -> set[str]:
    share_id = board.rpartition("/")[2].replace("-", "")
    with lrs.database.reading() as connection:
        rows = connection.execute(select(share_recipients.c.share_id, share_recipients.c.name))
        return {row.name for row in rows if row.share_id.hex == share_id}


@pytest.fixture
def clip(lrs: Lrs, store: Store, people: dict[str, Someone]) -> str:
    return clip_of(lrs, store, people["grace"])


@pytest.fixture
def open_clip(lrs: Lrs, store: Store, people: dict[str, Someone]) -> str:
    return clip_of(lrs, store, people["grace"], visibility=Visibility.STORE)


@pytest.fixture
def admin(app: Flask, lrs: Lrs, store: Store, lms: FakePlatform) -> Someone:
    roles = {"roles": [INSTRUCTOR, ADMINISTRATOR]}
    return _come_in(app, lrs, store, lms, "root", INSTRUCTOR, roles)


def test_a_teacher_reaches_the_members_among_their_course_and_sees_how_many(
    members, people, clip, lrs
) -> None:
    grace = people["grace"]
    assert offered(grace, clip) == {
        "course:group:Audit": "Group “Audit”, in this course, 1 person",
        "course:group:Tax": "Group “Tax”, in this course, 2 people",
        "course:role:director": "Role “director”, in this course, 1 person",
        "course:unit:Oslo": "Unit “Oslo”, in this course, 2 people",
    }
    board = send(lrs, grace, clip, "course:group:Tax")
    assert got(lrs, board) == {"Ada", "Bob"}
    assert "Bank feeds" in people["ada"].get("/app/inbox").text
    assert "Bank feeds" not in people["far"].get("/app/inbox").text


def test_an_administrator_reaches_all_who_were_ever_here_with_what_all_may_see(
    members, people, admin, clip, open_clip, lrs
) -> None:
    assert "course:group:Tax" in offered(admin, clip)  # what the course alone sees stays in it
    found = offered(admin, open_clip)
    assert found["store:role:director"] == "Role “director”, everywhere, 3 people"
    assert found["store:unit:Bergen"] == "Unit “Bergen”, everywhere, 1 person"
    board = send(lrs, admin, open_clip, "store:role:director")
    assert got(lrs, board) == {"Ada", "Far", "Grace"}
    # the course's teacher doesn't get to see who is what elsewhere
    assert people["grace"].get(board).status_code == 404
    assert people["grace"].get(f"{board}/receipts.csv").status_code == 404
    assert "everywhere" not in people["grace"].get("/app/shares").text
    assert admin.get(board).status_code == 200


def test_a_segment_is_counted_when_it_is_sent(members, people, clip, lrs, clock: Clock) -> None:
    grace = people["grace"]
    board = send(lrs, grace, clip, "course:group:Audit", **tomorrow())
    assert got(lrs, board) == set()
    members(("bob", (), (), "Oslo"), ("cid", ("Audit",), (), ""))
    clock.ahead = 2 * 24 * 3600
    work(lrs)
    assert got(lrs, board) == {"Cid"}


def test_who_teaches_no_more_sends_to_nobody(
    members, people, clip, lrs, learner: Launch, clock: Clock
) -> None:
    board = send(lrs, people["grace"], clip, "course:group:Tax", **tomorrow())
    clock.ahead = 60
    learner("grace")
    clock.ahead = 2 * 24 * 3600
    work(lrs)
    assert got(lrs, board) == set()


def test_a_learner_is_told_of_no_segment_and_can_send_to_none(members, people, clip, lrs) -> None:
    ada = people["ada"]
    text = ada.get(f"{clip}/share").text
    assert not [word for word in ("member list", "director", "Audit", "“Oslo”") if word in text]
    for key in ("course:group:Tax", "store:group:Tax", "group:Tax", "store:role:director"):
        assert ada.post(f"{clip}/share", {"audience": key}).status_code == 400


def test_another_course_s_teacher_reaches_only_their_own_people(
    members, people, clip, open_clip, teacher: Launch, lrs
) -> None:
    eve = teacher("eve", **OTHER)
    assert eve.get(f"{clip}/share").status_code == 404
    assert offered(eve, open_clip) == {
        "course:group:Tax": "Group “Tax”, in this course, 1 person",
        "course:role:director": "Role “director”, in this course, 1 person",
        "course:unit:Bergen": "Unit “Bergen”, in this course, 1 person",
    }
    for key in ("course:unit:Oslo", "store:group:Tax", "store:unit:Oslo"):
        assert eve.post(f"{open_clip}/share", {"audience": key}).status_code == 400
    assert got(lrs, send(lrs, eve, open_clip, "course:group:Tax")) == {"Far"}


def test_another_store_s_administrator_finds_none_of_it(members, app: Flask, lrs: Lrs) -> None:
    other = lrs.create_store("other", "Other")
    with running_platform() as platform:
        platform.register(lrs, other)
        roles: dict[str, Any] = {"roles": [INSTRUCTOR, ADMINISTRATOR]}
        mallory = _come_in(app, lrs, other, platform, "mallory", INSTRUCTOR, roles)
        _come_in(app, lrs, other, platform, "ada", LEARNER, {})
        own = clip_of(lrs, other, mallory, visibility=Visibility.STORE)
        assert offered(mallory, own) == {}
        assert mallory.post(f"{own}/share", {"audience": "store:group:Tax"}).status_code == 400


def test_joined_people_are_reached_once_where_they_come_in(
    members, people, clip, lrs, store, lms
) -> None:
    """The list knows Cid by an address alone, which was joined with the account of the LMS."""
    listed = ListedMember("m-cid", "cid@example.org", "Cid", ("Board",), (), "", None)
    lrs.members.take_in(store.id, "list.csv", MemberList((listed,), ()), "kay")
    grace, cid = people["grace"], people["cid"]
    assert "course:group:Board" not in offered(grace, clip)
    by_mail = lrs.recognise(store.id, {"mbox": "mailto:cid@example.org"})
    assert by_mail is not None
    assert cid.person_id is not None
    lrs.joins.join(store.id, by_mail, cid.person_id, "kay", "the same")
    assert offered(grace, clip)["course:group:Board"].endswith("1 person")
    assert got(lrs, send(lrs, grace, clip, "course:group:Board")) == {"Cid"}
