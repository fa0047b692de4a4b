"""The inbox: what is put in, how it is read, and how people wish to hear of it."""

from collections.abc import Callable
from typing import Any

import pytest

from lrs import Lrs, Store
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice
from tests.rooms.conftest import Launch, Someone

Put = Callable[..., Notice]


@pytest.fixture
def put(lrs: Lrs, store: Store) -> Put:
    """Put a notice into somebody's inbox, as a room does inside its own transaction."""

    def into(someone: Someone, **changes: Any) -> Notice:
        assert someone.person_id is not None
        given = {
            "kind": "mention",
            "title": "Grace mentions you",
            "page": "/app/record",
            "by": "Grace",
            "about": "comment 1",
        }
        notice = Notice(someone.person_id, **{**given, **changes})
        lrs.database.write(lambda c: Inbox(c, lrs.database.dialect, store.id).put([notice]))
        return notice

    return into


def test_a_notice_is_counted_everywhere_until_it_is_opened(learner: Launch, put: Put) -> None:
    ada = learner("ada")
    assert "Inbox <span" not in ada.get("/app/inbox").text
    notice = put(ada)
    assert 'Inbox <span class="n">1</span>' in ada.get("/app/record").text
    opened = ada.get(f"/app/inbox/{notice.id}")
    assert opened.status_code == 303
    assert opened.location == f"{ada.before}/record"
    assert "Inbox <span" not in ada.get("/app/inbox").text


def test_the_same_thing_again_is_one_notice_that_is_new_again(learner: Launch, put: Put) -> None:
    ada = learner("ada")
    ada.get(f"/app/inbox/{put(ada).id}")
    put(ada, title="Grace mentions you twice")
    page = ada.get("/app/inbox").text
    assert "Grace mentions you twice" in page
    assert "1 to 1 of 1 notices" in page
    assert "1 notice you haven’t read" in page


def test_all_can_be_read_at_once_and_lists_have_pages(learner: Launch, put: Put) -> None:
    ada = learner("ada")
    for number in range(27):
        put(ada, about=f"comment {number}", title=f"Number {number}")
    assert "26 to 27 of 27 notices" in ada.get("/app/inbox?page=2").text
    assert ada.post("/app/inbox/read").status_code == 303
    assert "Nothing unread" in ada.get("/app/inbox?show=unread").text


def test_what_is_due_stands_first_until_it_is_done(learner: Launch, put: Put, clock: Any) -> None:
    ada = learner("ada")
    notice = put(ada, kind="assignment", title="Watch Bank feeds", due=clock() - 1)
    assert "overdue" in ada.get("/app/inbox").text
    ada.post(f"/app/inbox/{notice.id}/done")
    assert "To watch" not in ada.get("/app/inbox").text


def test_nobody_opens_the_inbox_of_somebody_else(learner: Launch, put: Put) -> None:
    notice = put(learner("ada"))
    bob = learner("bob")
    assert "Grace mentions you" not in bob.get("/app/inbox").text
    assert bob.get(f"/app/inbox/{notice.id}").status_code == 404
    assert bob.post(f"/app/inbox/{notice.id}/done").status_code == 404


def test_wishes_are_kept(learner: Launch) -> None:
    ada = learner("ada")
    assert '<option value="now" selected>' in ada.get("/app/inbox/wishes").text
    answer = ada.post("/app/inbox/wishes", {"mail-mention": "weekly", "push-reply": "1"})
    assert answer.status_code == 303
    page = ada.get("/app/inbox/wishes").text
    assert page.count('<option value="weekly" selected>') == 1
    assert page.count(" checked") == 1


def test_a_preview_of_the_lms_has_no_inbox(learner: Launch) -> None:
    preview = learner(
        "nobody", roles=["http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]
    )
    assert preview.get("/app/inbox").status_code == 200
    assert preview.post("/app/inbox/read").status_code == 403
