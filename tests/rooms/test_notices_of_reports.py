"""Those who teach a course hear when a clip, a comment or an ask is reported: once, until it is decided, not by whom."""

import re
from collections.abc import Callable

import pytest

from lrs import Lrs, Store
from tests.rooms.conftest import Launch, Someone
from tests.rooms.talking import OTHER, clip_of, said
from tests.rooms.test_asks import answer, ask

# How something is made by Ada: what is reported, and the words of the notice.
Made = Callable[[Lrs, Store, Someone], tuple[str, str]]


def a_clip(lrs: Lrs, store: Store, ada: Someone) -> tuple[str, str]:
    return clip_of(lrs, store, ada), "The clip “Bank feeds” was reported"


def a_comment(lrs: Lrs, store: Store, ada: Someone) -> tuple[str, str]:
    post = said(ada, clip_of(lrs, store, ada), "Rude words")
    return f"/app/talk/posts/{post}", "Something in “Bank feeds” was reported"


def an_ask(lrs: Lrs, store: Store, ada: Someone) -> tuple[str, str]:
    return ask(ada, "Which price?"), "The ask “Which price?” was reported"


def an_answer(lrs: Lrs, store: Store, ada: Someone) -> tuple[str, str]:
    given = answer(ada, ask(ada, "Which price?"))
    return f"/app/asks/answers/{given}", "An answer to “Which price?” was reported"


@pytest.mark.parametrize("made", [a_clip, a_comment, an_ask, an_answer])
def test_those_who_teach_here_hear_of_it_once_and_not_by_whom(
    made: Made, learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    ada, bob, cy = learner("ada"), learner("bob"), learner("cy")
    grace, eve = teacher("grace"), teacher("eve", **OTHER)
    thing, words = made(lrs, store, ada)
    for who in (bob, cy):
        assert who.post(f"{thing}/report", {"reason": "It is rude"}).status_code == 200
    inbox = grace.get("/app/inbox").text
    assert inbox.count(words) == 1
    assert not re.search("Bob|Cy<|rude", inbox)
    for who in (ada, bob, eve):
        assert words not in who.get("/app/inbox").text


@pytest.mark.parametrize(
    ("made", "queue"), [(a_comment, "talk"), (an_ask, "asks"), (a_clip, "clips")]
)
def test_when_somebody_decided_the_others_have_nothing_to_do(
    made: Made, queue: str, learner: Launch, teacher: Launch, lrs: Lrs, store: Store
) -> None:
    ada, bob, grace, alan = learner("ada"), learner("bob"), teacher("grace"), teacher("alan")
    thing, words = made(lrs, store, ada)
    bob.post(f"{thing}/report", {"reason": "It is rude"})
    assert words in alan.get("/app/inbox?show=unread").text
    page = grace.get(f"/app/{'clips/reported' if queue == 'clips' else queue + '/reports'}").text
    decide = rf'action="[^"]*?(/{queue}/(?:reports/[0-9a-f-]+|[0-9a-f-]+/decide))"'
    found = re.search(decide, page)
    assert found
    assert grace.post(f"/app{found[1]}", {"act": "dismiss"}).status_code == 303
    assert words not in alan.get("/app/inbox?show=unread").text
    assert words in alan.get("/app/inbox").text


def test_a_teacher_who_reports_or_wrote_it_is_not_told(
    teacher: Launch, lrs: Lrs, store: Store
) -> None:
    grace, alan, kay = teacher("grace"), teacher("alan"), teacher("kay")
    thing, words = a_clip(lrs, store, grace)
    alan.post(f"{thing}/report", {"reason": "It is rude"})
    assert [words in who.get("/app/inbox").text for who in (grace, alan, kay)] == [
        *(False, False, True)
    ]
