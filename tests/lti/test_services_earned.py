"""Scores come by themselves: whatever records that somebody did what a graded link asks for, the gradebook hears it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from lrs import Lrs, Store
from lti_tool.launch.keys import Keys
from lti_tool.services.grades.reporting import Achievement
from lti_tool.services.grades.score import State
from lti_tool.services.links import LinkKey, ResourceLinks
from tests.lti.fake_platform import INSTRUCTOR, FakePlatform
from tests.lti.fake_services import AGS, FakeServices, running_services
from tests.lti.graded import Course, course

_CLIP = "https://clips.example.org/month-end"
_WATCHED = "http://adlnet.gov/expapi/verbs/completed"
_ENDPOINT = f"{AGS}/claim/endpoint"


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    published = Keys(lrs.database, lrs.settings.secret).published
    with running_services(tool_keys=published) as running:
        yield running


@pytest.fixture
def here(lrs: Lrs, store: Store, lms: FakePlatform, services: FakeServices) -> Course:
    """A course with one link, which is graded for watching a clip."""
    services.add_item()
    made = course(lrs, store, lms, services)
    made.launch(roles=[INSTRUCTOR])
    _grade(made, {"task": "clip-watched", "activity": _CLIP, "enough": 0.9, "points": 50})
    return made


def _grade(here: Course, rule: dict[str, Any]) -> None:
    key = LinkKey(here.platform.id, "1", "link-1")
    here.lrs.database.write(
        lambda c: ResourceLinks(c, here.store.id).settle(key, "clip", json.dumps(rule), "picked")
    )


def _watches(here: Course, who: str = "4") -> dict[str, Any]:
    actor = {"account": {"homePage": here.lms.issuer, "name": who}}
    return {"actor": actor, "verb": {"id": _WATCHED}, "object": {"id": _CLIP}}


def _given(here: Course) -> dict[str, float]:
    """What the gradebook shows after the worker's next round."""
    here.lrs.queue.send("earned")
    here.work()
    return {user: score["scoreGiven"] for (_, user), score in here.services.scores.items()}


def test_by_a_statement_of_another_system(here: Course, xapi: FlaskClient):
    here.launch()
    assert xapi.post("/xapi/statements", json=_watches(here)).status_code == 200
    assert _given(here) == {"4": 50}


def test_by_what_a_room_records(here: Course):
    here.launch()
    access = here.lrs.own_access(here.store.id)
    here.lrs.record_along(access, [_watches(here)], lambda _: None)
    assert _given(here) == {"4": 50}


def test_by_talking_in_a_room_of_the_tool(here: Course):
    person_id = here.launch().person_id
    token = re.search(r'name="form_token" value="([^"]+)"', here.get("/app/discussions/new").text)[
        1
    ]
    said = {"form_token": token, "title": "How do you open?", "text": "Tell me."}
    topic = here.post("/app/discussions", {**said, "form": str(uuid4())}).location
    [begun] = here.lrs.own_statements(here.store.id, person_id)
    rule = {"task": "discussion-posted", "activity": begun["object"]["id"], "points": 10}
    _grade(here, {**rule, "enough": 2})
    assert _given(here) == {}
    page = f"/app/talk/discussion/{topic.rpartition('/')[2]}"
    here.post(page, {"form_token": token, "text": "With a question.", "form": str(uuid4())})
    assert _given(here) == {"4": 10}


def test_by_opening_a_link_whose_task_was_done_before(here: Course, xapi: FlaskClient):
    xapi.post("/xapi/statements", json=_watches(here))
    assert _given(here) == {}
    here.launch()
    assert _given(here) == {"4": 50}


def test_by_several_statements_that_are_enough_together(here: Course, xapi: FlaskClient):
    _grade(here, {"task": "discussion-posted", "activity": _CLIP, "enough": 2, "points": 10})
    here.launch()
    commented = {**_watches(here), "verb": {"id": "http://adlnet.gov/expapi/verbs/commented"}}
    xapi.post("/xapi/statements", json=commented)
    assert _given(here) == {}
    xapi.post("/xapi/statements", json=commented)
    assert _given(here) == {"4": 10}


def test_not_by_a_statement_that_was_voided(here: Course, xapi: FlaskClient):
    here.launch()
    [id_] = xapi.post("/xapi/statements", json=_watches(here)).json
    voiding = {"id": "http://adlnet.gov/expapi/verbs/voided"}
    target = {"objectType": "StatementRef", "id": id_}
    xapi.post("/xapi/statements", json={**_watches(here), "verb": voiding, "object": target})
    assert _given(here) == {}


@pytest.mark.parametrize("who", ["5", "2"], ids=["who never came", "who only taught"])
def test_not_for_others(here: Course, xapi: FlaskClient, who: str):
    here.launch()
    here.launch(roles=[INSTRUCTOR], sub="2")
    xapi.post("/xapi/statements", json=_watches(here, who))
    assert _given(here) == {}


def test_what_was_looked_at_is_not_looked_at_again(here: Course, xapi: FlaskClient, monkeypatch):
    here.launch()
    xapi.post("/xapi/statements", json=_watches(here))
    assert _given(here) == {"4": 50}
    monkeypatch.setattr(Lrs, "own_statements", None)  # whoever calls it now fails
    assert _given(here) == {"4": 50}


class TestColumnThatIsMissing:
    """The LMS names no column and lets us make one."""

    @pytest.fixture
    def without(self, here: Course) -> Course:
        here.services.items.clear()
        here.services.future = 3600
        key = LinkKey(here.platform.id, "1", "link-1")
        here.lrs.database.write(
            lambda c: ResourceLinks(c, here.store.id).keep_column(key, "")
        )  # as if the first launch had named none
        return here

    def _open(self, here: Course, *scopes: str, **changes: Any):
        return here.launch(**{_ENDPOINT: here.services.endpoint(*scopes), **changes})

    def test_it_is_made_for_the_first_score_and_not_by_a_launch(self, without, xapi):
        self._open(without)
        assert without.services.calls() == []
        xapi.post("/xapi/statements", json=_watches(without))
        assert _given(without) == {"4": 50}
        [made] = without.services.items.values()
        assert (made["resourceLinkId"], made["scoreMaximum"]) == ("link-1", 50)
        assert made["label"] == "My record"

    def test_one_column_serves_everybody(self, without, xapi):
        for who in ("4", "5"):
            self._open(without, sub=who)
            xapi.post("/xapi/statements", json=_watches(without, who))
        assert _given(without) == {"4": 50, "5": 50}
        assert len(without.services.items) == 1
        assert without.tool.grades.count(without.store.id)[State.DELIVERED] == 2

    def test_one_that_is_there_is_taken(self, without, xapi):
        without.services.add_item("1", resourceLinkId="link-1")
        self._open(without)
        xapi.post("/xapi/statements", json=_watches(without))
        assert _given(without) == {"4": 50}
        assert len(without.services.items) == 1

    def test_while_another_worker_makes_it_the_score_waits(self, without):
        launch = self._open(without)
        without.tool.grades.report(launch, Achievement(10, 50))
        key = LinkKey(without.platform.id, "1", "link-1")
        now = without.clock()
        without.lrs.database.write(
            lambda c: ResourceLinks(c, without.store.id).ask_column(key, now, now - 1)
        )
        without.work()
        assert without.services.items == {}
        without.clock.ahead += 180
        without.lrs.queue.send("grades")
        assert _given(without) == {"4": 10}

    def test_an_lms_that_is_out_of_order_is_asked_again(self, without):
        launch = self._open(without)
        without.services.instead.append((500, "", "", {}))
        without.tool.grades.report(launch, Achievement(10, 50))
        without.work()
        assert without.services.items == {}
        without.clock.ahead += 180
        without.lrs.queue.send("grades")
        assert _given(without) == {"4": 10}

    def test_where_columns_may_not_be_made_there_is_no_score(self, without):
        launch = self._open(without, "lineitem.readonly", "score")
        assert not without.tool.grades.report(launch, Achievement(10, 50))

    def test_a_link_that_is_not_graded_gets_none(self, without):
        _grade(without, {})
        assert not without.tool.grades.report(self._open(without), Achievement(10, 50))
        without.work()
        assert without.services.items == {}
