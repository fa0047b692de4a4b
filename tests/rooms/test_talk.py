"""The talk beside a clip: comments at a second, names, likes, answers, edits, deletion, and its statements."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from tests.rooms.conftest import Someone
from tests.rooms.talking import OTHER, clip_of, said, say
from tests.rooms.test_discussions import posts

AX, TC = "https://w3id.org/xapi/acrossx/verbs/", "http://id.tincanapi.com/verb/"
ADL, AS = "http://adlnet.gov/expapi/verbs/", "http://activitystrea.ms/"
TIME = "https://w3id.org/xapi/video/extensions/time"


@pytest.fixture
def clip(lrs, store) -> Callable[..., str]:
    return lambda author, **changes: clip_of(lrs, store, author, **changes)


class TestComments:
    def test_a_comment_at_a_second_is_told_and_stands_there(self, learner, clip, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        page = clip(ada)
        say(bob, page, "The batch arrives gross.", "0:47")
        seen = ada.get(page).text
        assert 'aria-label="Play from 0:47"' in seen
        assert "The batch arrives gross." in seen
        (told,) = bob.statements("commented")
        assert told["verb"]["id"] == f"{ADL}commented"
        assert told["object"]["id"].endswith(page.removeprefix("/app/"))
        assert told["result"] == {
            "response": "The batch arrives gross.",
            "extensions": {TIME: 47.0},
        }
        (entry,) = lrs.learner_record(store.id, bob.person_id).entries
        assert (entry.kind, entry.title, entry.detail) == (
            "comment",
            "Bank feeds",
            "1 comment, at 0:47",
        )

    @pytest.mark.parametrize("at", ["0:77x", "99:59", "-1", "one"])
    def test_what_is_no_moment_of_the_clip_is_refused_in_words(self, learner, clip, at):
        ada = learner("ada")
        answer = ada.post(clip(ada).replace("clips", "talk/clip"), {"text": "x", "at": at})
        assert answer.status_code == 400
        assert "moment" in answer.text

    def test_marks_count_what_is_said_at_a_moment(self, learner, clip):
        ada, bob = learner("ada"), learner("bob")
        page = clip(ada)
        first = said(bob, page, "One", "1:12")
        ada.post(f"/app/talk/posts/{first}", {"text": "Two"})
        say(bob, page, "Three", "1:13")
        say(bob, page, "Four", "2:31")
        seen = ada.get(page).text
        assert 'aria-label="3 posts at 1:12"' in seen
        assert 'aria-label="1 post at 2:31"' in seen

    def test_comments_stand_in_the_order_of_the_clip(self, learner, clip):
        ada = learner("ada")
        page = clip(ada)
        for text, at in (("late", "2:00"), ("anywhere", ""), ("early", "0:05")):
            say(ada, page, text, at)
        assert re.findall(r"<p>(late|anywhere|early)</p>", ada.get(page).text) == [
            "early",
            "late",
            "anywhere",
        ]

    def test_a_link_to_a_moment_fills_in_the_form(self, learner, clip):
        ada = learner("ada")
        page = clip(ada)
        assert 'name="at" value="1:12"' in ada.get(f"{page}?at=1:12").text
        assert ada.get(f"{page}?at=9:59").status_code == 200

    def test_a_clip_that_one_can_not_see_has_no_talk(self, learner, clip):
        ada, eve = learner("ada"), learner("eve", **OTHER)
        page = clip(ada)
        post = said(ada, page, "Among us")
        for path in (f"/app/talk/posts/{post}", f"/app/talk/posts/{post}/history"):
            assert eve.get(path).status_code == 404
        assert eve.post(page.replace("clips", "talk/clip"), {"text": "x"}).status_code == 404
        assert eve.post(f"/app/talk/posts/{post}/like").status_code == 404

    def test_nothing_in_a_text_is_markup(self, learner, clip):
        ada = learner("ada")
        page = clip(ada)
        say(ada, page, '<script>alert(1)</script> see 0:41, https://x.example/?a=1&b="><b>')
        seen = ada.get(page).text
        assert "<script>alert" not in seen
        assert '<a href="#t=41" data-second="41">0:41</a>' in seen
        assert 'href="https://x.example/?a=1&amp;b="' in seen

    def test_ten_threads_stand_on_a_page_and_links_lead_to_the_right_one(self, learner, clip):
        ada = learner("ada")
        page = clip(ada)
        for number in range(11):
            last = say(ada, page, f"Comment {number}", f"0:{number + 10}")
        assert "?talk=2#p-" in last.location
        first, second = ada.get(page).text, ada.get(f"{page}?talk=2").text
        assert first.count("data-thread ") == 10
        assert 'talk=2#talk" rel="next"' in first
        assert second.count("data-thread ") == 1
        assert "Comment 10" in second
        assert "Comment 10" in ada.get(f"{page}?at=0:20").text  # the page on which the moment is

    def test_a_comment_at_the_very_end_has_a_mark(self, learner, clip):
        ada = learner("ada")
        page = clip(ada)
        say(ada, page, "Before", "2:47")
        say(ada, page, "At the end", "2:48")
        assert 'aria-label="2 posts at 2:47"' in ada.get(page).text

    def test_many_comments_cost_as_many_queries_as_ten(self, learner, clip, lrs):
        ada = learner("ada")
        few, many = clip(ada), clip(ada)
        for number in range(3):
            _reply(ada, said(ada, few, f"Comment {number}", "0:10"))
        for number in range(20):
            _reply(ada, said(ada, many, f"Comment {number}", "0:10"))
        assert _queries(lrs, lambda: ada.get(many)) == _queries(lrs, lambda: ada.get(few))


def _reply(who: Someone, post: str) -> None:
    assert who.post(f"/app/talk/posts/{post}", {"text": "Yes."}).status_code == 303


def _queries(lrs, act: Callable[[], Any]) -> int:
    heard: list[str] = []

    def hear(connection, cursor, sql, *rest: Any) -> None:
        heard.append(sql)

    event.listen(lrs.database.engine, "before_cursor_execute", hear)
    assert act().status_code == 200
    event.remove(lrs.database.engine, "before_cursor_execute", hear)
    return len(heard)


class TestNames:
    def test_a_name_is_told_heard_of_and_marked(self, learner, clip):
        ada, bob = learner("ada lovelace"), learner("bob byte")
        page = clip(bob)
        say(ada, page, "Does @bob byte know? And @bo?")
        assert '<b class="mention">@Bob byte</b>' in ada.get(page).text
        assert "Ada lovelace named you in “Bank feeds”" in bob.get("/app/inbox").text
        (told,) = ada.statements("mentioned")
        assert told["object"]["account"] == bob.agent["account"]
        assert told["context"]["statement"]["id"] == ada.statements("commented")[0]["id"]
        extensions = told["context"]["extensions"]
        assert "bob" in extensions["https://w3id.org/xapi/acrossx/extensions/mentionedagent"]

    def test_a_first_name_is_enough_where_it_fits_one(self, learner, clip):
        ada, bob = learner("ada"), learner("bob byte")
        page = clip(bob)
        say(ada, page, "Thanks, @Bob!")
        assert "@Bob byte</b>!" in ada.get(page).text

    def test_a_name_that_fits_two_is_asked_back(self, learner, clip):
        ada, one = learner("ada"), learner("maya stone")
        learner("maya gold")
        page = clip(ada)
        place = page.replace("clips", "talk/clip")
        form = {"text": "Ask @Maya.", "at": "0:10", "form": "f1"}
        asked = ada.post(place, form)
        assert asked.status_code == 200
        assert "Maya gold" in asked.text
        assert "Maya stone" in asked.text
        assert 'name="at" value="0:10"' in asked.text
        assert posts(ada.get(page).text) == []
        answer = ada.post(place, {**form, "means:Maya": str(one.person_id)})
        assert answer.status_code == 303
        assert 'Ask <b class="mention">@Maya stone</b>.' in ada.get(page).text
        assert "named you" in one.get("/app/inbox").text

    def test_completion_gives_names_and_not_oneself(self, learner):
        ada, bob = learner("ada lovelace"), learner("adam byte")
        found = ada.get("/app/people.json?q=ada").json
        assert found == [{"id": str(bob.person_id), "name": "Adam byte"}]

    def test_an_address_names_nobody(self, learner, clip):
        ada, bob = learner("ada"), learner("bob")
        page = clip(ada)
        say(ada, page, "Write to ada@bob.example or @nobodyknown")
        assert ada.statements("mentioned") == []
        assert "named you" not in bob.get("/app/inbox").text


class TestActs:
    @pytest.fixture
    def spoken(self, learner, clip) -> tuple[Someone, Someone, str, str]:
        """(who owns the clip, who commented, the page, the comment)."""
        ada, bob = learner("ada"), learner("bob")
        page = clip(ada)
        return ada, bob, page, said(bob, page, "We add a memo.", "0:47")

    def test_a_like_counts_once_and_can_be_taken_back(self, spoken):
        ada, _, page, post = spoken
        for _ in range(2):
            assert ada.post(f"/app/talk/posts/{post}/like").status_code == 303
        assert "1 like" in ada.get(page).text
        ada.post(f"/app/talk/posts/{post}/like", {"undo": "1"})
        assert "1 like" not in ada.get(page).text
        assert [s["verb"]["id"] for s in ada.statements()] == [f"{AX}liked", f"{AS}unlike"]

    def test_nobody_likes_or_reports_their_own(self, spoken):
        _, bob, _, post = spoken
        assert bob.post(f"/app/talk/posts/{post}/like").status_code == 403
        assert bob.get(f"/app/talk/posts/{post}/report").status_code == 403

    def test_the_owner_of_the_clip_takes_an_answer_for_right(self, spoken, learner):
        ada, bob, page, post = spoken
        assert learner("cid").post(f"/app/talk/posts/{post}/accept").status_code == 403
        assert ada.post(f"/app/talk/posts/{post}/accept").status_code == 303
        assert "the answer</span>" in bob.get(page).text
        assert "took your answer" in bob.get("/app/inbox").text
        (told,) = ada.statements()
        assert told["verb"]["id"] == f"{AS}accept"
        ada.post(f"/app/talk/posts/{post}/accept", {"undo": "1"})
        assert "the answer</span>" not in bob.get(page).text
        assert ada.statements("voided")[0]["object"]["id"] == told["id"]

    def test_an_edit_keeps_what_was_said_and_is_told(self, spoken):
        ada, bob, page, post = spoken
        assert ada.post(f"/app/talk/posts/{post}/edit", {"text": "Mine"}).status_code == 403
        assert "We add a memo." in bob.get(f"/app/talk/posts/{post}/edit").text
        bob.post(f"/app/talk/posts/{post}/edit", {"text": "We add a memo XFER."})
        assert "We add a memo XFER." in ada.get(page).text
        assert ">edited</a>" in ada.get(page).text
        assert "<p>We add a memo.</p>" in ada.get(f"/app/talk/posts/{post}/history").text
        told = bob.statements()[-1]
        assert told["verb"]["id"] == f"{AX}edited"
        assert told["context"]["statement"]["id"] == bob.statements("commented")[0]["id"]

    def test_deleting_voids_what_was_told_and_leaves_no_words(self, spoken, lrs, store):
        ada, bob, page, post = spoken
        bob.post(f"/app/talk/posts/{post}/edit", {"text": "Secret @ada"})
        told = {s["id"] for s in bob.statements()}
        assert bob.post(f"/app/talk/posts/{post}/delete").status_code == 303
        assert "Secret" not in ada.get(page).text
        voided = {s["object"]["id"] for s in bob.statements("voided")}
        assert voided == told
        assert len(told) == 3  # the comment, its edit, the mention
        assert lrs.learner_record(store.id, bob.person_id).entries == ()
        assert bob.post(f"/app/talk/posts/{post}/delete").status_code in {403, 409}

    def test_a_deleted_comment_with_replies_leaves_its_place(self, spoken):
        ada, bob, page, post = spoken
        _reply(ada, post)
        bob.post(f"/app/talk/posts/{post}/delete")
        seen = ada.get(page).text
        assert "Deleted." in seen
        assert "<p>Yes.</p>" in seen

    def test_the_learners_record_knows_every_statement(self, spoken, lrs, store):
        ada, bob, page, post = spoken
        _reply(ada, post)
        for act in ("like", "accept"):
            ada.post(f"/app/talk/posts/{post}/{act}")
        ada.post(f"/app/talk/posts/{post}/report", {"reason": "Off topic"})
        ada.post(page.replace("clips", "talk/clip") + "/follow", {"stop": "1"})
        bob.post(f"/app/talk/posts/{post}/edit", {"text": "With @ada"})
        bob.post(f"/app/talk/posts/{post}/delete")
        for who in (ada, bob):
            assert lrs.learner_record(store.id, who.person_id).unclassified == ()

    def test_a_form_sent_twice_says_it_once(self, spoken):
        _, bob, page, _ = spoken
        for _ in range(2):
            say(bob, page, "Again", form="one")
        assert len(posts(bob.get(page).text)) == 2

    def test_a_form_of_another_page_is_refused(self, spoken):
        ada, _, _page, post = spoken
        answer = ada.post(f"/app/talk/posts/{post}/like", headers={"X-Form-Token": "0" * 64})
        assert answer.status_code == 403

    def test_a_long_thread_goes_on_on_a_page_of_its_own(self, spoken):
        ada, _, page, post = spoken
        for number in range(12):
            answer = ada.post(f"/app/talk/posts/{post}", {"text": f"Reply {number}"})
        assert f"talk/threads/{post}" in answer.location
        assert "2 more replies" in ada.get(page).text
        whole = ada.get(f"/app/talk/threads/{post}").text
        assert "Reply 11" in whole


def test_another_stores_posts_are_not_there(learner, clip, lrs, lms, app):
    ada = learner("ada")
    post = said(ada, clip(ada), "Ours")
    from lti_tool.talk.storage import Posts

    other = lrs.create_store("other", "Other")
    with lrs.database.reading() as connection:
        assert Posts(connection, lrs.database.dialect, other.id).find(UUID(post)) is None
