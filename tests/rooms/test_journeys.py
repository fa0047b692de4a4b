"""The record as journeys: courses with all that belongs to them, on the learner's own pages and by the API."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

import lti_tool
from lrs import Lrs, Scope, Store
from lrs.api import install
from tests.conftest import authorization
from tests.lti.fake_platform import FakePlatform
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone
from tests.rooms.talking import clip_of, say

COURSE = "http://adlnet.gov/expapi/activities/course"
HERE = "https://purl.imsglobal.org/spec/lti/claim/context"


@pytest.fixture
def tell(lrs: Lrs, store: Store) -> Callable[..., None]:
    """Store what an LMS says of somebody."""

    def told(who: Someone, verb: str, iri: str, name: str, **more: Any) -> None:
        statement = {
            "id": str(uuid4()),
            "actor": {"objectType": "Agent", **who.agent},
            "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
            "object": {"id": iri, "definition": {"type": COURSE, "name": {"en": name}}},
            "timestamp": "2026-03-03T10:00:00Z",
            **more,
        }
        lrs.record_along(lrs.own_access(store.id), [statement], lambda _: None)

    return told


def titles(who: Someone, page: str = "/app/record/journeys") -> list[str]:
    return re.findall(r"<h3 class=\"break\"><a [^>]*>(.*?)</a>", who.get(page).text)


def first_of(who: Someone) -> str:
    found = re.search(
        r'href="([^"]+/record/journeys/[0-9a-f-]{36})"', who.get("/app/record/journeys").text
    )
    assert found is not None
    return "/app" + found[1].removeprefix(who.before)


def test_a_course_of_the_lms_gathers_clips_and_talk_of_hallway(
    learner: Launch, lms: FakePlatform, lrs: Lrs, store: Store, tell: Callable[..., None]
) -> None:
    here = {HERE: {"id": "7", "title": "Tax for owners"}}
    ada, bob = learner("ada", **here), learner("bob", **here)
    tell(ada, "completed", f"{lms.issuer}/course/view.php?id=7", "TAX-7")
    clip = clip_of(lrs, store, bob, title="A deduction")
    say(ada, clip, "Is that still so?", "12")
    ada.post("/app/discussions", {"title": "Which year?", "text": "This one?", "form": "1"})
    assert titles(ada) == ["Tax for owners"]
    page = ada.get(first_of(ada)).text
    order = [page.index(part) for part in ("Tax", "A deduction", "Which year?")]
    assert order == sorted(order)
    assert "completed" in page
    assert "3 entries, by the day" in page
    assert "Definition" in page
    entry = re.search(r'href="([^"]+entry=[^"]+)"', page)
    assert entry is not None
    assert ada.client.get(entry[1].replace("&amp;", "&")).status_code == 200
    assert titles(bob) == []  # the clip of another person's statement is no act of his


def test_an_empty_record_says_what_will_be_there(learner: Launch) -> None:
    ada = learner("ada")
    assert "No journey yet" in ada.get("/app/record/journeys").text
    assert "Journeys</a>" in ada.get("/app/record").text


def test_many_journeys_stand_on_pages(learner: Launch, tell: Callable[..., None]) -> None:
    ada = learner("ada")
    for number in range(23):
        tell(ada, "completed", f"https://lms.example/course/{number}", f"Course {number:02}")
    first, second = titles(ada), titles(ada, "/app/record/journeys?page=2")
    assert (len(first), len(second)) == (20, 3)
    assert len({*first, *second}) == 23
    assert "1 to 20 of 23 journeys" in ada.get("/app/record/journeys").text
    assert ada.get("/app/record/journeys?page=x").status_code == 400


def test_a_journey_is_its_person_s_alone(
    learner: Launch, teacher: Launch, tell: Callable[..., None]
) -> None:
    ada = learner("ada")
    tell(ada, "completed", "https://lms.example/course/1", "Course")
    page = first_of(ada)
    for other in (learner("bob"), teacher("grace")):
        assert other.get(page).status_code == 404
        assert titles(other) == []


def test_the_api_gives_them_by_pages(
    app: Flask, learner: Launch, lrs: Lrs, store: Store, clock: Clock, tell: Callable[..., None]
) -> None:
    install(app, lrs, lti_tool.api(lrs, clock))
    ada, client = learner("ada"), app.test_client()
    for number in range(3):
        tell(ada, "completed", f"https://lms.example/course/{number}", f"Course {number}")
    tell(ada, "initialized", "https://lms.example/course/0", "Course 0")
    key = authorization(lrs.create_key(store, [Scope.STATEMENTS_READ], "reader"))
    address = f"/api/v1/people/{ada.person_id}/journeys"
    found = client.get(f"{address}?limit=2", headers=key).json
    assert (found["total"], found["outside"], len(found["journeys"])) == (3, 0, 2)
    last = client.get(f"{address}?limit=2&page=2", headers=key).json["journeys"]
    assert {each["state"] for each in (*found["journeys"], *last)} == {"completed"}
    record = client.get(f"/api/v1/people/{ada.person_id}/record", headers=key).json
    held = {entry for each in (*found["journeys"], *last) for entry in each["entries"]}
    assert held == {entry["id"] for entry in record["entries"]}
    other = authorization(lrs.create_key(lrs.create_store("other"), [Scope.ALL_READ], "x"))
    assert client.get(address, headers=other).status_code == 404
    assert client.get(address).status_code == 401
