"""Clips that are reported, hidden and deleted: who decides, who hears of it, and what of the record stays."""

import pytest
from sqlalchemy import select

import wsgi
from lti_tool.talk.tables import posts
from tests.http.browser import PASSWORD, Browser
from tests.rooms.conftest import Launch
from tests.rooms.talking import OTHER, clip_of, say
from tests.rooms.test_clips import publish


@pytest.fixture
def desk(lrs, store, hallway: wsgi.Hallway) -> Browser:
    lrs.create_administrator(store, "kay@example.org", PASSWORD)
    browser = Browser(wsgi.create_app(hallway).test_client(), lrs, store, "kay@example.org")
    assert browser.sign_in().status_code == 303
    return browser


def test_a_clip_is_reported_hidden_with_a_reason_and_shown_again(
    learner: Launch, teacher: Launch, lrs, store
) -> None:
    ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
    page = clip_of(lrs, store, ada)
    assert ada.post(f"{page}/report", {"reason": "mine"}).status_code == 403
    assert bob.post(f"{page}/report", {"reason": " "}).status_code == 400
    assert "Thank you" in bob.post(f"{page}/report", {"reason": "A client is named"}).text
    assert bob.post(f"{page}/report", {"reason": "Again"}).status_code == 409
    assert bob.get("/app/clips/reported").status_code == 403
    assert "A client is named" in grace.get("/app/clips/reported").text
    assert "A client is named" in grace.get(page).text
    assert "A client is named" not in ada.get(page).text
    assert grace.post(f"{page}/decide", {"act": "hide", "reason": ""}).status_code == 400
    hide = {"act": "hide", "reason": "Cut the name out", "back": "reported"}
    assert grace.post(f"{page}/decide", hide).location.endswith("/clips/reported")
    assert bob.get(page).status_code == 404
    assert "Cut the name out" in ada.get(page).text
    assert "is hidden, by those who answer" in ada.get("/app/inbox").text
    queue = grace.get("/app/clips/reported").text
    assert "Nothing waits" in queue
    assert "Cut the name out" in queue  # the audit
    assert grace.post(f"{page}/decide", {"act": "show"}).status_code == 303
    assert bob.get(page).status_code == 200


def test_teachers_of_another_course_neither_see_nor_decide(
    learner: Launch, teacher: Launch, lrs, store
) -> None:
    ada, bob = learner("ada"), learner("bob")
    eve = teacher("eve", **OTHER)
    page = clip_of(lrs, store, ada)
    bob.post(f"{page}/report", {"reason": "A client is named"})
    assert "A client is named" not in eve.get("/app/clips/reported").text
    assert eve.post(f"{page}/decide", {"act": "hide", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("act", ["hide", "delete", "dismiss"])
def test_the_console_decides_on_clips_of_all_courses(
    learner: Launch, desk: Browser, lrs, store, act: str
) -> None:
    ada, bob = learner("ada"), learner("bob")
    page = clip_of(lrs, store, ada)
    bob.post(f"{page}/report", {"reason": "A client is named"})
    shown = desk.get("/console/clips").text
    assert "A client is named" in shown
    at = f"/console/clips/{page.rpartition('/')[2]}"
    answer = desk.post(at, "/console/clips", act=act, reason="So")
    assert answer.status_code == 303
    after = desk.get("/console/clips").text
    assert "Nothing waits" in after
    assert {"hide": "hidden", "delete": "deleted", "dismiss": "nothing wrong"}[act] in after
    assert bob.get(page).status_code == (200 if act == "dismiss" else 404)


def test_a_deleted_clip_leaves_what_others_learned_with_them_and_its_words_go_later(
    learner: Launch, lrs, store, clock
) -> None:
    ada, bob = learner("ada"), learner("bob")
    page = publish(ada, address="https://youtu.be/abcdefghijk")
    say(bob, page, "The batch arrives gross.")
    assert ada.post(f"{page}/delete").status_code == 303
    (entry,) = lrs.learner_record(store.id, bob.person_id).entries
    assert entry.kind == "comment"
    clip_id = page.rpartition("/")[2]
    assert ada.post(f"/app/clips/{clip_id}/bring-back").status_code == 303
    assert "The batch arrives gross." in bob.get(page).text
    ada.post(f"{page}/delete")
    clock.ahead = 3700
    lrs.queue.send("deleted-clips")
    lrs.queue.run_waiting()
    assert _words(lrs) == {""}
    assert len(lrs.learner_record(store.id, bob.person_id).entries) == 1


def _words(lrs) -> set[str]:
    with lrs.database.reading() as connection:
        return set(connection.scalars(select(posts.c.text)))
