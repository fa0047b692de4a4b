"""What people make is not there for another course's teacher, nor for anybody of another store, whatever they post."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask

from lrs import Lrs, Store
from tests.lti.fake_platform import INSTRUCTOR, running_platform
from tests.rooms.conftest import Launch, Someone, _come_in
from tests.rooms.talking import clip_of, said
from tests.rooms.test_asks import answer, ask
from tests.rooms.test_network_events import OTHER_COURSE, made


class Made(NamedTuple):
    """Pages of things that Ada and Grace made in one course, and what one could post to each."""

    pages: tuple[str, ...]
    posts: tuple[tuple[str, dict[str, str]], ...]


@pytest.fixture
def stranger(app: Flask, lrs: Lrs) -> Iterator[Someone]:
    """A teacher of another store, whose LMS is another."""
    other = lrs.create_store("other", "Other")
    with running_platform() as platform:
        platform.register(lrs, other)
        yield _come_in(app, lrs, other, platform, "mallory", INSTRUCTOR, {})


@pytest.fixture
def things(learner: Launch, teacher: Launch, lrs: Lrs, store: Store) -> Made:
    ada, grace = learner("ada"), teacher("grace")
    clip, question, event = clip_of(lrs, store, ada), ask(ada), made(grace)
    post, given = said(ada, clip, "Rude words"), answer(grace, question)
    shared = grace.post(f"{clip}/share", {"audience": "course"})
    board = "/app" + shared.location.removeprefix(grace.before)
    listed = grace.post("/app/lists", {"name": "Sales"})
    own = "/app" + listed.location.removeprefix(grace.before)
    look = ada.post("/app/network/reviews", {"title": "Spring", "next": "Call", "shared": "1"})
    review = "/app" + look.location.removeprefix(ada.before)
    learner("bob").post(f"{clip}/report", {"reason": "Rude"})
    pages = (clip, question, event, board, f"{board}/receipts.csv", own, review)
    posts = (
        (f"{clip}/decide", {"act": "hide", "reason": "x"}),
        (f"{clip}/share", {"audience": "course"}),
        (f"{clip}/delete", {}),
        (f"{clip}/report", {"reason": "x"}),
        (f"{clip}/marks", {"mark": "helped", "value": "yes"}),
        (f"/app/talk/posts/{post}/hide", {}),
        (f"/app/talk/posts/{post}/delete", {}),
        (f"/app/talk/posts/{post}", {"text": "x"}),
        (f"{question}/answers", {"text": "x"}),
        (f"/app/asks/answers/{given}/review", {"stars": "1"}),
        (f"/app/asks/answers/{given}/accept", {}),
        (f"{question}/delete", {}),
        (f"{event}/register", {}),
        (f"{event}/cancel", {}),
        (f"{board}/again", {}),
        (f"{own}/remove", {}),
        (f"{review}/remove", {}),
    )
    return Made(pages, posts)


def tried(who: Someone, things: Made) -> dict[str, int]:
    """Everything that isn't answered with 404."""
    looked = {page: who.get(page).status_code for page in things.pages}
    done = {page: who.post(page, form).status_code for page, form in things.posts}
    return {page: status for page, status in {**looked, **done}.items() if status != 404}


def test_all_of_it_is_there_for_those_whose_it_is(
    things: Made, teacher: Launch, app: Flask
) -> None:
    grace = teacher("grace")
    assert [grace.get(page).status_code for page in things.pages] == [200] * len(things.pages)
    for page, _ in things.posts:
        app.url_map.bind("tool").match(page, method="POST")


def test_another_course_s_teacher_finds_nothing(things: Made, teacher: Launch) -> None:
    assert tried(teacher("eve", **OTHER_COURSE), things) == {}


def test_nobody_of_another_store_finds_anything(things: Made, stranger: Someone) -> None:
    assert tried(stranger, things) == {}
    assert "Spring" not in stranger.get("/app/network/reviews").text


def test_a_form_of_somebody_else_s_visit_is_refused(things: Made, learner: Launch) -> None:
    eve, token = learner("eve"), learner("cy").form_token
    for page, form in things.posts:
        answered = eve.client.post(
            page.replace("/app", eve.before, 1), data={**form, "form_token": token}
        )
        assert answered.status_code in {403, 404}, page
