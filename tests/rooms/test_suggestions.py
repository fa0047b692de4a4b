"""Suggestions: a learner sees what feeds bring, opens it, which is told once, and dismisses it."""

import pytest
from flask import Flask

import connectors
import lti_tool
from connectors.desk import Desk, Plan
from connectors.event import Event
from connectors.run import Runner
from lrs import Lrs, Store
from lrs.outgoing import Outgoing
from lrs.web import furnish
from tests.http.browser import words
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch

LINK = "https://blog.example.org/closing"


@pytest.fixture
def app(lrs: Lrs, clock: Clock) -> Flask:
    app = Flask(__name__, static_folder=None)
    furnish(app, lrs.settings, lrs.database)
    suggested = connectors.suggestions(lrs, clock)
    for blueprint in lti_tool.blueprints(lrs, clock=clock, suggested=suggested):
        app.register_blueprint(blueprint)
    app.testing = False
    return app


@pytest.fixture
def page(lrs: Lrs, store: Store, clock: Clock) -> str:
    """The address of the one suggestion that there is."""
    desk = Desk(lrs, Outgoing(allow_private=True).send, clock)
    feed = desk.add(store.id, Plan("feeds", "Notes", {"address": "https://a.example"}, {}), "test")
    body = {"kind": "reading", "title": "Closing the year", "link": LINK, "summary": "Fast."}
    event = Event("1", "entry", {**body, "published": clock() // 1_000_000 - 60})
    Runner(desk).take(feed, [event])
    somebody = lrs.meet(store.id, {"mbox": "mailto:somebody@example.org"})
    (one,) = connectors.suggestions(lrs, clock).of(store.id, somebody)
    return f"/app/suggestions/{one.id}"


def test_opening_one_leads_there_and_is_told_once(page: str, learner: Launch, lrs: Lrs) -> None:
    ada = learner("ada")
    assert "Closing the year" in words(ada.get("/app/suggestions"))
    for _ in range(2):
        answer = ada.get(f"{page}/open")
        assert (answer.status_code, answer.location) == (303, LINK)
    (told,) = lrs.own_statements(ada.store.id, ada.person_id)
    assert told["verb"]["id"] == "http://id.tincanapi.com/verb/viewed"
    assert told["object"]["id"] == LINK
    assert "opened" in words(ada.get("/app/suggestions"))


def test_dismissing_hides_it_from_one_person_and_can_be_undone(page: str, learner: Launch) -> None:
    ada, bo = learner("ada"), learner("bo")
    assert ada.post(f"{page}/dismiss").status_code == 303
    assert "Closing the year" not in words(ada.get("/app/suggestions"))
    assert "Closing the year" in words(bo.get("/app/suggestions"))
    assert "Closing the year" in words(ada.get("/app/suggestions?show=dismissed"))
    ada.post(f"{page}/dismiss", {"undo": "1"})
    assert "Closing the year" in words(ada.get("/app/suggestions"))


def test_nobody_opens_one_of_another_store(learner: Launch, page: str) -> None:
    ada = learner("ada")
    assert ada.get("/app/suggestions/00000000-0000-4000-8000-000000000000/open").status_code == 404
