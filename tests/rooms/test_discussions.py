"""Discussions: topics of a course and of everybody, replies, search, and those who answer for them."""

import re
from uuid import uuid4

import pytest

from lti_tool.services.deep_linking.offers import Offers
from tests.rooms.conftest import Someone
from tests.rooms.talking import OTHER


def begin(
    who: Someone, title: str = "How do you open?", text: str = "Tell me.", **more: str
) -> str:
    """Begin a discussion, and give its page."""
    form = {"title": title, "text": text, "form": str(uuid4()), **more}
    answer = who.post("/app/discussions", form)
    assert answer.status_code == 303, answer.text
    return "/app/discussions/" + answer.location.rpartition("/")[2]


def say(who: Someone, page: str, text: str, form: str = ""):
    answer = who.post(
        f"/app/talk/discussion/{page.rpartition('/')[2]}", {"text": text, "form": form}
    )
    assert answer.status_code == 303, answer.text
    return answer


def posts(page: str) -> list[str]:
    """The ids of the posts on a page, in order."""
    return re.findall(r'id="p-([0-9a-f-]{36})"', page)


def listed(who: Someone, query: str = "") -> list[str]:
    return re.findall(r"<b>(.*?)</b></a>", who.get(f"/app/discussions{query}").text)


class TestTopics:
    def test_a_topic_is_seen_by_the_course_and_told(self, learner):
        ada, bob = learner("ada"), learner("bob")
        page = begin(ada, "How do you open?", "I say hello.\n\nThen https://example.org/why.")
        seen = bob.get(page).text
        assert "<h1>How do you open?</h1>" in seen
        assert '<a href="https://example.org/why" target="_blank"' in seen
        (told,) = ada.statements("posted")
        assert told["verb"]["id"] == "https://w3id.org/xapi/acrossx/verbs/posted"
        assert told["object"]["definition"]["type"].endswith("/forum-topic")
        assert told["result"]["response"].startswith("I say hello.")

    def test_the_record_shows_it_as_a_thread_started(self, learner, lrs, store):
        ada = learner("ada")
        begin(ada, "How do you open?")
        entries = lrs.learner_record(store.id, ada.person_id).entries
        assert [(e.kind, e.title) for e in entries] == [("post", "How do you open?")]

    def test_the_same_form_twice_begins_one(self, learner):
        ada, form = learner("ada"), str(uuid4())
        assert begin(ada, form=form) == begin(ada, form=form)
        assert len(listed(ada)) == 1
        assert len(ada.statements("posted")) == 1

    def test_another_course_does_not_see_it(self, learner):
        ada, eve = learner("ada"), learner("eve", **OTHER)
        page = begin(ada)
        assert listed(eve) == []
        assert eve.get(page).status_code == 404
        assert (
            eve.post(page.replace("discussions", "talk/discussion"), {"text": "x"}).status_code
            == 404
        )

    def test_a_topic_for_everybody_is_a_teachers(self, learner, teacher):
        ada, grace, eve = learner("ada"), teacher("grace"), learner("eve", **OTHER)
        refused = ada.post("/app/discussions", {"title": "T", "text": "x", "for": "all"})
        assert refused.status_code == 403
        page = begin(grace, "For all", **{"for": "all"})
        assert listed(eve) == ["For all"]
        assert eve.get(page).status_code == 200

    @pytest.mark.parametrize(
        ("title", "text"), [("", "x"), ("T", " \n "), ("T", "x" * 4001), ("T" * 201, "x")]
    )
    def test_what_is_empty_or_too_long_is_refused_with_words(self, learner, title, text):
        answer = learner("ada").post("/app/discussions", {"title": title, "text": text})
        assert answer.status_code == 400
        assert "Write something" in answer.text or "characters long" in answer.text

    def test_somebody_whom_nobody_knows_reads_and_does_not_write(self, learner):
        ada = learner("ada")
        page = begin(ada)
        nobody = learner(
            "x",
            sub="test",
            roles=[
                "http://purl.imsglobal.org/vocab/lti/system/person#TestUser",
                "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner",
            ],
        )
        seen = nobody.get(page)
        assert seen.status_code == 200
        assert "data-composer" not in seen.text
        assert nobody.post("/app/discussions", {"title": "T", "text": "x"}).status_code == 403


class TestReplies:
    def test_a_reply_is_told_and_its_topic_has_a_last_word(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        page = begin(ada)
        assert listed(ada, "?show=unanswered") == ["How do you open?"]
        say(bob, page, "With a question.")
        assert listed(ada, "?show=unanswered") == []
        assert "1 reply, the last on" in ada.get("/app/discussions").text
        (told,) = bob.statements("replied")
        assert told["object"]["definition"]["type"].endswith("/forum-reply")
        topic = told["context"]["contextActivities"]["parent"][0]
        assert topic["id"].endswith(page.removeprefix("/app/"))
        (entry,) = lrs.learner_record(store.id, bob.person_id).entries
        assert (entry.kind, entry.title, entry.formality) == (
            "reply",
            "How do you open?",
            "informal",
        )

    def test_a_reply_to_a_reply_stands_in_its_thread(self, learner):
        ada, bob = learner("ada"), learner("bob")
        page = begin(ada)
        say(bob, page, "With a question.")
        _, first = posts(ada.get(page).text)
        assert ada.post(f"/app/talk/posts/{first}", {"text": "Which?"}).status_code == 303
        assert ada.get(page).text.count("data-thread") == 1
        parent = ada.statements("replied")[0]["context"]["contextActivities"]["parent"][0]
        assert parent["id"].endswith(f"posts/{first}")

    def test_who_began_and_who_was_answered_hear_of_it(self, learner):
        ada, bob = learner("ada"), learner("bob")
        page = begin(ada)
        say(bob, page, "With a question.")
        inbox = ada.get("/app/inbox").text
        assert "Bob wrote in “How do you open?”" in inbox
        _, first = posts(ada.get(page).text)
        ada.post(f"/app/talk/posts/{first}", {"text": "Which?"})
        assert "Ada answered you in" in bob.get("/app/inbox").text

    def test_who_stopped_following_hears_nothing_any_more(self, learner):
        ada, bob, cid = learner("ada"), learner("bob"), learner("cid")
        page = begin(ada)
        say(bob, page, "With a question.")
        place = page.replace("discussions", "talk/discussion")
        assert bob.post(f"{place}/follow", {"stop": "1"}).status_code == 303
        say(cid, page, "With a joke.")
        assert "Cid wrote" not in bob.get("/app/inbox").text
        assert bob.statements("stop-following")
        assert listed(bob, "?show=following") == []

    def test_long_talk_is_paged_and_links_find_their_page(self, learner):
        ada = learner("ada")
        page = begin(ada)
        for number in range(52):
            last = say(ada, page, f"Reply {number}")
        assert "talk=2" in last.location
        assert ada.get(page).text.count("data-thread") == 50
        assert ada.get(f"{page}?talk=2").text.count("data-thread") == 2


class TestThoseWhoAnswerForIt:
    def test_a_closed_topic_takes_no_more_and_says_so(self, learner, teacher):
        ada, grace = learner("ada"), teacher("grace")
        page = begin(ada)
        assert ada.post(page, {"turn": "lock"}).status_code == 403
        assert grace.post(page, {"turn": "lock"}).status_code == 303
        answer = ada.post(page.replace("discussions", "talk/discussion"), {"text": "But"})
        assert answer.status_code == 403
        assert "closed" in ada.get(page).text
        grace.post(page, {"turn": "lock", "undo": "1"})
        say(ada, page, "But")

    def test_a_pinned_topic_stands_first(self, learner, teacher):
        ada, grace = learner("ada"), teacher("grace")
        first = begin(ada, "First")
        begin(ada, "Second")
        assert listed(ada) == ["Second", "First"]
        grace.post(first, {"turn": "pin"})
        assert listed(ada) == ["First", "Second"]

    def test_a_deleted_topic_is_gone_and_leaves_the_record(self, learner, lrs, store):
        ada, bob = learner("ada"), learner("bob")
        page = begin(ada)
        own = page.rpartition("/")[2]
        assert bob.post(f"/app/talk/posts/{own}/delete").status_code == 403
        assert "That can\u2019t be undone" in ada.get(f"/app/talk/posts/{own}/delete").text
        assert ada.post(f"/app/talk/posts/{own}/delete").status_code == 303
        assert bob.get(page).status_code == 404
        assert listed(bob) == []
        assert lrs.learner_record(store.id, ada.person_id).entries == ()

    def test_a_hidden_topic_comes_back_when_it_is_shown_again(self, learner, teacher):
        ada, bob, grace = learner("ada"), learner("bob"), teacher("grace")
        page = begin(ada, "Odd", "Odd words")
        own = page.rpartition("/")[2]
        assert bob.post(f"/app/talk/posts/{own}/hide").status_code == 403
        grace.post(f"/app/talk/posts/{own}/hide")
        assert bob.get(page).status_code == 404
        assert listed(bob) == []
        assert "Nobody said that" in bob.get("/app/discussions?q=odd").text
        assert "Nobody else sees this" in grace.get(page).text
        grace.post(f"/app/talk/posts/{own}/hide", {"undo": "1"})
        assert "Odd words" in bob.get(page).text
        assert listed(bob) == ["Odd"]


class TestSearch:
    def test_words_are_found_by_their_beginnings_best_first(self, learner):
        ada, eve = learner("ada"), learner("eve", **OTHER)
        page = begin(ada, "Objections", "What about the price?")
        say(ada, page, "Prices are high, they say. Price, price, price.")
        begin(ada, "Weather", "Rain again.")
        found = ada.get("/app/discussions?q=pric").text
        assert found.count("<b>Objections</b>") == 2
        assert "Weather" not in found
        assert "Nobody said that" in eve.get("/app/discussions?q=pric").text

    @pytest.mark.parametrize("words", ["Überblick", "uberb"])
    def test_titles_are_found_too(self, learner, words, kind):
        if kind == "postgresql" and words == "uberb":
            pytest.skip("PostgreSQL folds no accents without an extension")
        ada = learner("ada")
        begin(ada, "Ein Überblick", "x")
        assert "Ein Überblick" in ada.get(f"/app/discussions?q={words}").text

    @pytest.mark.parametrize("words", ['"', "'; drop", "a:* & !", "%", "NEAR(", "-"])
    def test_no_words_break_it(self, learner, words):
        answer = learner("ada").get("/app/discussions", query_string={"q": words})
        assert answer.status_code == 200


def test_a_discussion_can_be_picked_and_graded(learner, teacher, app, lrs, store):
    from lti_tool.discussions.offer import TopicOffer
    from lti_tool.services.grades.rules import earned

    ada = learner("ada")
    page = begin(ada, "Say one thing")

    class Rooms:
        pass

    rooms = Rooms()
    rooms.lrs, rooms.iri = lrs, lambda path: f"{lrs.settings.base_url}/{path}"
    offers = Offers([TopicOffer(rooms)])
    choice = offers.find(store.id, f"discussion:{page.rpartition('/')[2]}")
    assert (choice.title, choice.page) == ("Say one thing", page)
    assert earned(choice.rule, ada.statements()).given == 10.0
