"""Sources: members see what is connected and what it keeps of them, and pause it for themselves."""

from typing import Any

import pytest
from flask import Flask

import connectors
import lti_tool
from connectors.desk import Desk, Plan
from connectors.event import Event
from connectors.run import Runner
from connectors.storage import Connection
from lrs import Lrs, Store
from lrs.outgoing import Outgoing
from lrs.web import furnish
from tests.http.browser import words
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch

FORUM = {"address": "https://forum.example.org", "secret": "a secret of the webhook"}
POST = {
    "id": 1,
    "user_id": 7,
    "username": "ada",
    "topic_id": 1,
    "topic_title": "Two ledgers",
    "post_number": 1,
    "post_type": 1,
    "raw": "Well?",
    "created_at": "2026-03-02T09:00:00Z",
    "updated_at": "2026-03-02T09:00:00Z",
}


@pytest.fixture
def app(lrs: Lrs, clock: Clock) -> Flask:
    app = Flask(__name__, static_folder=None)
    furnish(app, lrs.settings, lrs.database)
    connected = connectors.member_sources(lrs, clock)
    for blueprint in lti_tool.blueprints(lrs, clock=clock, connected=connected):
        app.register_blueprint(blueprint)
    app.testing = False
    return app


@pytest.fixture
def desk(lrs: Lrs, clock: Clock) -> Desk:
    return Desk(lrs, Outgoing(allow_private=True).send, clock)


def _connect(desk: Desk, store: Store, name: str, **more: Any) -> Connection:
    return desk.add(store.id, Plan("discourse", name, {**FORUM, **more}, {}), "test")


def _post(desk: Desk, connection: Connection, post: int) -> None:
    """Let whoever is 7 in the forum post there."""
    Runner(desk).take(connection, [Event(f"post/{post}", "post_created", {**POST, "id": post})])


def _told(lrs: Lrs, store: Store) -> int:
    account = {"homePage": "https://forum.example.org", "name": "7"}
    return len(lrs.own_statements(store.id, lrs.meet(store.id, {"account": account})))


def test_members_see_what_each_source_tells_and_keeps(
    desk: Desk, store: Store, learner: Launch
) -> None:
    ada = learner("ada")
    assert "No system is connected" in words(ada.get("/app/sources"))
    _connect(desk, store, "The forum")
    _connect(desk, store, "The archive", keep_text=True)
    shown = words(ada.get("/app/sources"))
    assert "What you post, reply, like and solve in the forum enters your learning record" in shown
    assert "Not your words: only how long they are" in shown
    assert "Your words are kept with it." in shown
    assert "kept encrypted for 14 days" in shown
    assert "a secret of the webhook" not in shown


def test_a_source_is_paused_for_one_person_and_tells_again(
    desk: Desk, store: Store, lrs: Lrs, learner: Launch
) -> None:
    ada = learner("ada")
    forum, archive = _connect(desk, store, "Forum"), _connect(desk, store, "Archive")
    here = {"account": {"homePage": "https://forum.example.org", "name": "7"}}
    lrs.joins.join(store.id, lrs.meet(store.id, here), ada.person_id, "test", "it is the same Ada")
    page = f"/app/sources/{forum.id}"
    assert ada.post(page, {"do": "pause"}).status_code == 303
    assert "Forum Discourse, paused for you" in words(ada.get("/app/sources"))
    assert "paused for you" not in words(learner("bo").get("/app/sources"))
    _post(desk, forum, 1)
    assert _told(lrs, store) == 0
    _post(desk, archive, 2)
    assert _told(lrs, store) == 1
    ada.post(page, {"do": "resume"})
    _post(desk, forum, 3)
    assert _told(lrs, store) == 2


def test_all_sources_are_paused_at_once_and_later_ones_too(
    desk: Desk, store: Store, lrs: Lrs, learner: Launch
) -> None:
    ada = learner("ada")
    here = {"account": {"homePage": "https://forum.example.org", "name": "7"}}
    lrs.joins.join(store.id, lrs.meet(store.id, here), ada.person_id, "test", "it is the same Ada")
    ada.post("/app/sources", {"do": "pause"})
    forum = _connect(desk, store, "Forum")
    assert "All sources are paused for you" in words(ada.get("/app/sources"))
    _post(desk, forum, 1)
    assert _told(lrs, store) == 0
    ada.post("/app/sources", {"do": "resume"})
    _post(desk, forum, 2)
    assert _told(lrs, store) == 1


def test_nobody_pauses_without_a_form_of_ours_or_in_another_store(
    desk: Desk, store: Store, lrs: Lrs, learner: Launch
) -> None:
    ada = learner("ada")
    other = lrs.create_store("other", "Other")
    theirs = _connect(desk, other, "Theirs")
    assert ada.post(f"/app/sources/{theirs.id}", {"do": "pause"}).status_code == 404
    assert "Theirs" not in ada.get("/app/sources").text
    mine = _connect(desk, store, "Mine")
    bad = ada.post(f"/app/sources/{mine.id}", {"do": "pause"}, headers={"X-Form-Token": "x"})
    assert bad.status_code == 403
    assert desk.paused_at(mine) == set()
