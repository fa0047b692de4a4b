"""Reports of posts and those who decide on them, the rules of the house, and who knows."""

import re
from collections.abc import Callable

import pytest

from lti_tool.talk.forgetting import Forgetting
from tests.http.browser import PASSWORD, Browser
from tests.rooms.conftest import Someone
from tests.rooms.talking import OTHER, clip_of, said, say

AX = "https://w3id.org/xapi/acrossx/verbs/"
TIME = "https://w3id.org/xapi/video/extensions/time"
HOUSE = ("/console/talk", "/console/talk")


@pytest.fixture
def clip(lrs, store) -> Callable[..., str]:
    return lambda author, **changes: clip_of(lrs, store, author, **changes)


class TestReports:
    @pytest.fixture
    def reported(self, learner, teacher, clip) -> tuple[Someone, Someone, Someone, str, str]:
        """(author, reporter, teacher, page, post)."""
        ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
        page = clip(ada)
        post = said(ada, page, "Rude words")
        answer = bob.post(f"/app/talk/posts/{post}/report", {"reason": "It is rude"})
        assert "Thank you" in answer.text
        return ada, bob, grace, page, post

    def _decide(self, grace: Someone, act: str, note: str = "") -> None:
        found = re.search(
            r'action="[^"]*/app/[^"]*talk/reports/([0-9a-f-]{36})"', self._queue(grace)
        )
        assert found
        answer = grace.post(f"/app/talk/reports/{found[1]}", {"act": act, "note": note})
        assert answer.status_code == 303, answer.text

    def _queue(self, grace: Someone) -> str:
        return grace.get("/app/talk/reports").text

    def test_teachers_read_it_and_not_by_whom(self, reported):
        ada, bob, grace, _, _ = reported
        queue = self._queue(grace)
        assert "It is rude" in queue
        assert "Bob" not in queue
        assert ada.get("/app/talk/reports").status_code == 403
        (told,) = bob.statements("reported")
        assert told["verb"]["id"] == f"{AX}reported"

    def test_what_is_hidden_is_seen_by_those_who_answer_for_it_alone(self, reported, learner):
        ada, bob, grace, page, post = reported
        self._decide(grace, "hide", "Cool down first")
        assert "Rude words" not in bob.get(page).text
        assert bob.get(f"/app/talk/posts/{post}").status_code == 404
        assert "Rude words" in grace.get(page).text
        assert "is hidden for now" in ada.get("/app/inbox").text
        assert "Bob" not in ada.get("/app/inbox").text
        assert "Cool down first" in self._queue(grace)
        assert "Nothing waits" in self._queue(grace)
        grace.post(f"/app/talk/posts/{post}/hide", {"undo": "1"})
        assert "Rude words" in bob.get(page).text

    def test_what_is_deleted_by_a_teacher_is_voided(self, reported):
        ada, _, grace, page, _ = reported
        (told,) = ada.statements()
        self._decide(grace, "delete")
        assert "Rude words" not in grace.get(page).text
        assert grace.statements("voided")[0]["object"]["id"] == told["id"]

    def test_what_is_not_wrong_stays(self, reported):
        _, bob, grace, page, _ = reported
        self._decide(grace, "dismiss", "Blunt, not rude")
        assert "Rude words" in bob.get(page).text
        assert "nothing wrong" in self._queue(grace)

    def test_teachers_of_another_course_see_none_of_it(self, reported, teacher):
        other = teacher("hal", **OTHER)
        assert "Nothing waits" in self._queue(other)
        _, _, grace, _, _ = reported
        found = re.search(r"talk/reports/([0-9a-f-]{36})", self._queue(grace))
        answer = other.post(f"/app/talk/reports/{found[1]}", {"act": "hide"})
        assert answer.status_code == 404


class TestHouse:
    """What administrators of the store decide: reports of all courses, and the rules."""

    @pytest.fixture
    def boss(self, lrs, store, hallway) -> Browser:
        import wsgi

        lrs.create_administrator(store, "boss@example.org", PASSWORD)
        client = wsgi.create_app(hallway).test_client()
        browser = Browser(client, lrs, store, "boss@example.org")
        assert browser.sign_in().status_code == 303
        return browser

    def test_the_words_can_stay_out_of_statements(self, learner, clip, boss):
        ada = learner("ada")
        page = clip(ada)
        boss.post(*HOUSE)
        say(ada, page, "Quiet words", "0:10")
        (told,) = ada.statements("commented")
        assert told["result"] == {"extensions": {TIME: 10.0}}
        extensions = told["context"]["extensions"]
        assert extensions["https://hallway.example/profile/extensions/text-length"] == 11
        assert "Quiet words" in ada.get(page).text

    def test_words_are_let_go_after_their_time_and_were_never_told(
        self, learner, clip, boss, lrs, clock
    ):
        ada = learner("ada")
        page = clip(ada)
        boss.post(*HOUSE, tell_text="1", days="30")
        say(ada, page, "Words for a month")
        assert "result" not in ada.statements("commented")[0]
        errand = Forgetting(lrs, clock)
        errand.run()
        assert "Words for a month" in ada.get(page).text
        clock.ahead = 31 * 24 * 3600
        errand.run()
        clock.ahead = 0
        seen = ada.get(page).text
        assert "Words for a month" not in seen
        assert "was let go" in seen
        assert len(ada.statements("commented")) == 1

    @pytest.mark.parametrize("days", ["0", "-1", "soon", "99999999999"])
    def test_what_is_no_number_of_days_is_refused(self, boss, days):
        answer = boss.post(*HOUSE, days=days)
        assert answer.status_code == 400
        assert "number of days" in answer.text

    def test_reports_of_all_courses_are_decided_here(self, learner, clip, boss):
        ada, bob = learner("ada"), learner("bob")
        page = clip(ada)
        post = said(ada, page, "Rude words")
        bob.post(f"/app/talk/posts/{post}/report", {"reason": "It is rude"})
        queue = boss.get("/console/talk").text
        assert "It is rude" in queue
        report = re.search(r"/console/talk/reports/([0-9a-f-]{36})", queue)
        boss.post(f"/console/talk/reports/{report[1]}", HOUSE[0], act="delete", note="Twice")
        assert "Rude words" not in ada.get(page).text
        assert "Twice" in boss.get("/console/talk").text
        assert ada.statements("commented") == []


def test_who_knows_is_who_gave_answers_that_were_taken_for_right(learner, clip):
    ada, bob, eve = learner("ada"), learner("bob"), learner("eve", **OTHER)
    post = said(bob, clip(ada), "We add a memo.")
    assert "Nobody yet" in ada.get("/app/experts").text
    ada.post(f"/app/talk/posts/{post}/accept")
    assert '<th scope="row">Bob</th>' in ada.get("/app/experts").text
    assert "Nobody yet" in eve.get("/app/experts").text
