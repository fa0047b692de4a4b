"""A visit goes on in a window of its own, which has none of the frame's cookies: the recorder of the screen needs one."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lrs import Lrs
from lti_tool.launch.tables import used_words
from tests.lti.tool import Clock
from tests.rooms.conftest import Launch, Someone


def word_of(who: Someone) -> str:
    found = re.search(r'name="word" value="([^"]+)"', who.get("/app/clips/new").text)
    assert found is not None
    return found[1]


def window_of(app: Flask, who: Someone, word: str) -> tuple[FlaskClient, str]:
    """Post the word as a new window does; give the window's browser, and where it was led."""
    window = app.test_client()
    assert window.get(who.before + "/clips/new").status_code == 401
    answer = window.post(who.before + "/window", data={"word": word})
    assert answer.status_code == 303
    return window, answer.location


def test_the_recorder_goes_on_in_a_window_without_the_frames_cookie(
    app: Flask, learner: Launch
) -> None:
    ada = learner("ada")
    window, page = window_of(app, ada, word_of(ada))
    assert page == ada.before + "/clips/new"
    shown = window.get(page)
    assert shown.status_code == 200
    token = re.search(r'name="form_token" value="([^"]+)"', shown.text)
    assert token is not None
    said = {"title": "Said on a walk", "kind": "story", "visibility": "course"}
    brought = {"address": "https://example.org/a.mp4", "form_token": token[1]}
    assert window.post(page, data={**said, **brought}).status_code == 303
    assert [s["object"]["definition"]["name"] for s in ada.statements("create")] == [
        {"en": "Said on a walk"}
    ]
    assert ada.get("/app/clips").status_code == 200  # the frame goes on as well


@pytest.mark.parametrize("word", ["", "nothing.of.ours"])
def test_what_was_not_signed_opens_no_window(app: Flask, learner: Launch, word: str) -> None:
    answer = app.test_client().post(learner("ada").before + "/window", data={"word": word})
    assert answer.status_code == 401
    assert "session-expired" in answer.text


def test_a_visit_that_is_over_opens_no_window(app: Flask, learner: Launch, clock: Clock) -> None:
    ada = learner("ada")
    word = word_of(ada)
    clock.ahead = 8 * 3600 + 1
    answer = app.test_client().post(ada.before + "/window", data={"word": word})
    assert answer.status_code == 401


def test_a_word_opens_one_window(app: Flask, learner: Launch) -> None:
    ada = learner("ada")
    word = word_of(ada)
    window, page = window_of(app, ada, word)
    again = app.test_client()
    answer = again.post(ada.before + "/window", data={"word": word})
    assert answer.status_code == 401
    assert "window-used" in answer.text
    assert again.get(page).status_code == 401
    assert window.get(page).status_code == 200  # who was first goes on
    window_of(app, ada, word_of(ada))  # a page that is loaded anew opens another one


def test_what_was_used_is_forgotten_when_it_would_be_old(
    app: Flask, learner: Launch, lrs: Lrs, clock: Clock
) -> None:
    ada = learner("ada")
    window_of(app, ada, word_of(ada))
    clock.ahead = 2 * 3600 + 1
    window_of(app, ada, word_of(ada))
    with lrs.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(used_words)) == 1
