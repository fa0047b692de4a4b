"""Asks: the queue, answers, peer reviews, acceptance, and what each tells."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from lti_tool.asks.reminding import ERRAND
from tests.rooms.conftest import Someone
from tests.rooms.talking import OTHER, clip_of

TEST_USER = {
    "sub": "test",
    "roles": [
        "http://purl.imsglobal.org/vocab/lti/system/person#TestUser",
        "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner",
    ],
}


WRONG = (
    ({"title": ""}, "Nothing is written here"),
    ({"title": "x" * 201}, "201 characters long"),
    ({"needed_by": "tomorrow"}, "no day and time"),
    ({"needed_by": "2020-01-01T00:00"}, "past already"),
    ({"needed_by": "2999-01-01T00:00"}, "more than a year"),
    ({"zone": "Berlin"}, "no time zone"),
    ({"zone": "../etc/passwd"}, "no time zone"),
    ({"tags": "x" * 41}, "at most 12 tags"),
    ({"clip": str(uuid4())}, "no such clip"),
)


def by(hours: float) -> str:
    """So many hours from now in UTC, as a form says it."""
    return f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def form_of(title: str, hours: float = 24, **more: str) -> dict[str, str]:
    form = {"title": title, "needed_by": by(hours), "zone": "UTC", "form": str(uuid4())}
    return {**form, **more}


def ask(who: Someone, title: str = "What about the price?", hours: float = 24, **more: str) -> str:
    """Ask, and give its page."""
    answer = who.post("/app/asks", form_of(title, hours, **more))
    assert answer.status_code == 303, answer.text
    return "/app/asks/" + answer.location.rpartition("/")[2]


def answer(who: Someone, page: str, text: str = "Say what it saves.", **more: str) -> str:
    """Answer, and give the id of the answer."""
    form = {"text": text, "form": str(uuid4()), **more}
    found = who.post(f"{page}/answers", form)
    assert found.status_code == 303, found.text
    return found.location.rpartition("#a-")[2]


def review(who: Someone, answer_id: str, stars: int, words: str = "", status: int = 303) -> str:
    form = {"stars": str(stars), "words": words}
    found = who.post(f"/app/asks/answers/{answer_id}/review", form)
    assert found.status_code == status, found.text
    return found.text


def listed(who: Someone, query: str = "") -> list[str]:
    page = who.get(f"/app/asks{query}").text
    return re.findall(r'<p class="break"><a href="[^"]*">(.*?)</a>', page)


class TestAsking:
    def test_an_ask_is_told_with_the_moment_by_which_help_is_needed(self, learner, lrs, store):
        ada = learner("ada")
        day = f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}"
        page = ask(
            ada,
            needed_by=f"{day}T17:00",
            zone="America/Sao_Paulo",
            tags="Price, #rival",
            details="A bakery.",
        )
        (told,) = ada.statements("asked")
        assert told["verb"]["id"] == "http://adlnet.gov/expapi/verbs/asked"
        thing = told["object"]
        assert thing["definition"]["type"] == "http://id.tincanapi.com/activitytype/doubt"
        assert thing["id"].endswith(page.removeprefix("/app/"))
        said = {k.rpartition("/")[2]: v for k, v in told["context"]["extensions"].items()}
        assert said["needed-by"] == f"{day}T20:00:00.000Z"
        assert said["tags"] == ["price", "rival"]
        assert told["result"]["response"] == "A bakery."
        seen = learner("bob").get(page).text
        assert "17:00 in Sao Paulo" in seen
        entries = lrs.learner_record(store.id, ada.person_id).entries
        assert [(e.kind, e.title) for e in entries] == [("question", "What about the price?")]

    def test_the_nearest_deadline_stands_first(self, learner):
        ada = learner("ada")
        ask(ada, "Later", 48)
        ask(ada, "Sooner", 1)
        ask(ada, "Between", 5, tags="rival")
        assert listed(learner("bob")) == ["Sooner", "Between", "Later"]
        assert listed(ada, "?tag=rival") == ["Between"]
        assert listed(ada, "?show=mine") == ["Later", "Between", "Sooner"]
        assert 'class="due soon"' in ada.get("/app/asks").text

    def test_the_same_form_twice_asks_once(self, learner):
        ada, form = learner("ada"), form_of("Once")
        first, second = ada.post("/app/asks", form), ada.post("/app/asks", form)
        assert first.location == second.location
        assert len(ada.statements("asked")) == 1

    def test_what_is_wrong_comes_back_with_what_was_written(self, learner):
        ada = learner("ada")
        for wrong, words in WRONG:
            form = {**form_of("Kept"), "details": "These words.", **wrong}
            found = ada.post("/app/asks", form)
            assert found.status_code == 400, wrong
            assert words in found.text
            assert "These words." in found.text

    def test_another_course_sees_only_what_is_for_everybody(self, learner):
        ada, eve = learner("ada"), learner("eve", **OTHER)
        page, wide = ask(ada, "Here"), ask(ada, "Everywhere", **{"for": "all"})
        assert listed(eve) == ["Everywhere"]
        assert eve.get(page).status_code == 404
        assert eve.post(f"{page}/answers", {"text": "x"}).status_code == 404
        assert eve.get(wide).status_code == 200

    def test_a_clip_goes_along_where_the_others_may_see_it(self, learner, lrs, store):
        ada = learner("ada")
        clip = clip_of(lrs, store, ada, title="Listen").rpartition("/")[2]
        page = ask(ada, clip=clip)
        assert "Listen" in learner("bob").get(page).text
        (told,) = ada.statements("asked")
        assert told["context"]["contextActivities"]["other"][0]["id"].endswith(f"clips/{clip}")
        refused = ada.post("/app/asks", form_of("Wide", clip=clip, **{"for": "all"}))
        assert refused.status_code == 400
        assert "for its course alone" in refused.text

    def test_who_asked_moves_the_day_and_that_is_told(self, learner):
        ada, bob = learner("ada"), learner("bob")
        page = ask(ada)
        assert bob.get(f"{page}/edit").status_code == 403
        assert bob.post(f"{page}/edit", form_of("Mine now")).status_code == 403
        assert 'value="What about the price?"' in ada.get(f"{page}/edit").text
        assert ada.post(f"{page}/edit", form_of("Still about it", 30)).status_code == 303
        assert listed(bob) == ["Still about it"]
        (told,) = ada.statements("edited")
        assert told["object"]["definition"]["name"] == {"en": "Still about it"}

    def test_deleting_asks_first_and_leaves_the_record(self, learner, teacher, lrs, store):
        ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
        page, second = ask(ada), ask(ada, "Second")
        answer(bob, page)
        assert bob.post(f"{page}/delete").status_code == 403
        assert "can’t be undone" in ada.get(f"{page}/delete").text
        assert ada.post(f"{page}/delete").status_code == 303
        assert bob.get(page).status_code == 404
        assert grace.post(f"{second}/delete").status_code == 303
        assert "“Second” was deleted" in ada.get("/app/inbox").text
        assert lrs.learner_record(store.id, ada.person_id).entries == ()
        (kept,) = lrs.learner_record(store.id, bob.person_id).entries
        assert kept.kind == "answer"

    def test_somebody_whom_nobody_knows_reads_and_does_not_write(self, learner):
        ada, nobody = learner("ada"), learner("x", **TEST_USER)
        page = ask(ada)
        seen = nobody.get(page)
        assert seen.status_code == 200
        assert 'id="answer"' not in seen.text
        assert nobody.post("/app/asks", form_of("Mine")).status_code == 403
        assert nobody.post(f"{page}/answers", {"text": "x"}).status_code == 403
        assert nobody.get("/app/asks?show=mine").status_code == 200

    def test_it_can_be_asked_back(self, learner):
        ada, bob = learner("ada"), learner("bob")
        page = ask(ada)
        place = page.replace("/app/asks", "/app/talk/ask")
        assert bob.post(place, {"text": "Which price?", "form": "1"}).status_code == 303
        assert "Which price?" in ada.get(page).text
        assert "Bob wrote in" in ada.get("/app/inbox").text
        (told,) = bob.statements("commented")
        assert told["object"]["definition"]["type"].endswith("/doubt")


class TestAnswering:
    def test_an_answer_is_told_and_who_asked_hears_of_it(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        page = ask(ada)
        answer(bob, page)
        (told,) = bob.statements("answered")
        assert told["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
        assert told["object"]["definition"]["type"].endswith("/activitytype/solution")
        (doubt,) = told["context"]["contextActivities"]["grouping"]
        assert doubt["id"].endswith(page.removeprefix("/app/"))
        assert told["result"]["response"] == "Say what it saves."
        assert "Bob answered “What about the price?”" in ada.get("/app/inbox").text
        (entry,) = lrs.learner_record(store.id, bob.person_id).entries
        assert (entry.kind, entry.formality) == ("answer", "informal")

    def test_a_clip_is_an_answer(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        page = ask(ada)
        clip = clip_of(lrs, store, bob, title="How I say it").rpartition("/")[2]
        answer(bob, page, "", clip=clip)
        assert "How I say it" in ada.get(page).text
        (told,) = bob.statements("answered")
        assert told["context"]["contextActivities"]["other"][0]["id"].endswith(clip)
        assert bob.post(f"{page}/answers", {"text": " "}).status_code == 400

    def test_the_same_form_twice_answers_once(self, learner):
        ada, bob = learner("ada"), learner("bob")
        page = ask(ada)
        assert answer(bob, page, form="1") == answer(bob, page, form="1")
        assert "1 answer" in ada.get(page).text

    def test_who_asked_accepts_another_and_takes_it_back(self, learner):
        ada, bob, cid = learner("ada"), learner("bob"), learner("cid")
        page = ask(ada)
        first, second, own = answer(bob, page), answer(cid, page, "No."), answer(ada, page, "Hm.")
        accept = "/app/asks/answers/{}/accept"
        assert bob.post(accept.format(second)).status_code == 403
        assert ada.post(accept.format(own)).status_code == 403
        assert ada.post(accept.format(first)).status_code == 303
        assert ada.post(accept.format(first)).status_code == 303
        (told,) = ada.statements("accept")
        assert told["object"]["id"].endswith(first)
        assert "took your answer to" in bob.get("/app/inbox").text
        assert listed(ada) == []
        assert listed(ada, "?show=settled") == ["What about the price?"]
        ada.post(accept.format(second))
        assert [t["object"]["id"].endswith(second) for t in ada.statements("accept")] == [True]
        ada.post(accept.format(second), {"undo": "1"})
        assert ada.statements("accept") == []
        assert listed(ada) == ["What about the price?"]

    def test_a_deleted_answer_leaves_the_record_and_isn_t_accepted_any_more(
        self, learner, teacher, lrs, store
    ):
        ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
        page = ask(ada)
        given = answer(bob, page)
        ada.post(f"/app/asks/answers/{given}/accept")
        assert ada.post(f"/app/asks/answers/{given}/delete").status_code == 403
        assert "The answer by Bob" in grace.get(f"/app/asks/answers/{given}/delete").text
        assert grace.post(f"/app/asks/answers/{given}/delete").status_code == 303
        assert "Your answer to" in bob.get("/app/inbox").text
        assert "No answer yet" in ada.get(page).text
        assert lrs.learner_record(store.id, bob.person_id).entries == ()
        assert ada.statements("accept") == []
        assert bob.post(f"/app/asks/answers/{given}/delete").status_code == 404


class TestPeerReview:
    def test_two_peers_make_an_answer_peer_reviewed(self, learner):
        ada, bob, cid, dan = (learner(name) for name in ("ada", "bob", "cid", "dan"))
        page = ask(ada)
        given = answer(bob, page)
        review(cid, given, 4, "Short and true.")
        assert "2 make it peer reviewed" in ada.get(page).text
        review(dan, given, 5)
        seen = ada.get(page).text
        assert '<span class="tag">peer reviewed</span>' in seen
        assert "4.5 of 5 by 2 peers" in seen
        (told,) = cid.statements("reviewed")
        assert told["verb"]["id"] == "http://id.tincanapi.com/verb/reviewed"
        assert told["result"]["score"] == {"raw": 4, "min": 1, "max": 5, "scaled": 0.8}
        assert told["result"]["response"] == "Short and true."
        assert told["context"]["contextActivities"]["grouping"][0]["id"].endswith(page[5:])
        assert "gave your answer to" in bob.get("/app/inbox").text
        assert "peer reviewed" in ada.get("/app/asks").text

    def test_a_review_changes_and_is_taken_back(self, learner):
        ada, bob, cid = learner("ada"), learner("bob"), learner("cid")
        page = ask(ada)
        given = answer(bob, page)
        review(cid, given, 2)
        review(cid, given, 5)
        assert "5.0 of 5 by 1 peer" in ada.get(page).text
        assert [told["result"]["score"]["raw"] for told in cid.statements("reviewed")] == [5]
        cid.post(f"/app/asks/answers/{given}/review", {"undo": "1"})
        assert "Not reviewed yet" in ada.get(page).text
        assert cid.statements("reviewed") == []

    def test_neither_who_answered_nor_who_asked_reviews(self, learner):
        ada, bob = learner("ada"), learner("bob")
        given = answer(bob, ask(ada))
        assert "neither who gave it nor who asked" in review(ada, given, 5, status=403)
        review(bob, given, 5, status=403)
        for stars in ("0", "6", "five", ""):
            found = learner("cid").post(f"/app/asks/answers/{given}/review", {"stars": stars})
            assert found.status_code == 400


class TestInTime:
    def test_half_way_to_the_day_the_others_of_the_course_hear_of_it_once(
        self, learner, lrs, clock
    ):
        ada, bob, eve = learner("ada"), learner("bob"), learner("eve", **OTHER)
        ask(ada, "Nobody knows", 4)
        answer(bob, ask(ada, "Somebody knows", 4))
        lrs.queue._errands[ERRAND]()
        assert "waits for an answer" not in bob.get("/app/inbox").text
        clock.ahead = 2.5 * 3600
        lrs.queue._errands[ERRAND]()
        lrs.queue._errands[ERRAND]()
        inbox = bob.get("/app/inbox").text
        assert "Ada waits for an answer: “Nobody knows”" in inbox
        assert "“Somebody knows”" not in inbox
        assert "waits for an answer" not in ada.get("/app/inbox").text
        assert "waits for an answer" not in eve.get("/app/inbox").text

    def test_what_nobody_answered_in_time_is_shown_and_counted(self, learner, clock):
        ada, bob = learner("ada"), learner("bob")
        missed = ask(ada, "Missed", 1)
        answer(ada, missed, "I found it myself.")
        answer(bob, ask(ada, "Answered", 1))
        clock.ahead = 2 * 3600
        assert listed(bob) == []
        assert listed(bob, "?show=missed") == ["Missed"]
        assert listed(bob, "?show=settled") == ["Answered"]
        assert "Nobody answered in time" in bob.get(missed).text
        figures = bob.get("/app/asks/figures").text
        assert "1 ask with an answer, of 2 that were asked" in figures
        assert "90 days" in figures
        assert "From asking to the first answer by somebody else" in figures
        assert "1 min" in bob.get("/app/asks").text
