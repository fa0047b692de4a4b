"""The network: talks that one side tells and the other agrees to, and what is never told of those who don't want it."""

import re
from typing import Any

import pytest

from lrs import Entry, Lrs, Store
from tests.rooms.conftest import Launch, Someone

UNKNOWN = "/people/unknown"


@pytest.fixture
def ada(learner: Launch) -> Someone:
    return learner("ada")


@pytest.fixture
def bob(learner: Launch) -> Someone:
    return learner("bob")


def log(who: Someone, **form: str) -> Any:
    given = {"with": "Bob", "about": "door seals", "how": "phone", "long": "20", "ask": "1"}
    return who.post("/app/network", {**given, **form})


def waiting(who: Someone) -> str:
    """The id of the talk that waits for somebody's word."""
    page = who.get("/app/network").text
    found = re.search(r"network/talks/([0-9a-f-]{36})/(confirm|accept)\"", page)
    assert found, page
    return found[1]


def answered(who: Someone, word: str, **form: str) -> None:
    answer = who.post(f"/app/network/talks/{waiting(who)}/{word}", form)
    assert answer.status_code == 303, answer.text


def entries(lrs: Lrs, who: Someone) -> list[Entry]:
    assert who.person_id is not None
    record = lrs.learner_record(who.store.id, who.person_id)
    assert record.unclassified == ()
    return list(record.entries)


def test_a_talk_is_one_form_and_one_line_of_the_record(ada: Someone, lrs: Lrs) -> None:
    assert log(ada, **{"with": "Marit de Vries"}).status_code == 303
    [entry] = entries(lrs, ada)
    assert (entry.title, entry.detail) == (
        "Talked with Marit de Vries",
        "by phone, topic: door seals",
    )
    assert (entry.minutes, entry.time_basis, entry.evidence) == (20, "claimed", "self-reported")
    assert "Marit de Vries" in ada.get("/app/network").text


def test_a_free_name_is_an_account_that_can_be_joined_later(ada: Someone) -> None:
    for _ in range(2):
        log(ada, **{"with": "Marit de Vries"})
    one, two = (each["object"] for each in ada.statements("talked-with"))
    assert one["account"]["homePage"].endswith(UNKNOWN)
    assert one == two


def test_nothing_is_in_the_record_of_the_other_side_before_they_confirm(
    ada: Someone, bob: Someone, lrs: Lrs
) -> None:
    log(ada)
    assert entries(lrs, bob) == []
    assert "Ada says: talked with you" in bob.get("/app/inbox").text
    answered(bob, "confirm")
    for who, other in ((ada, "Bob"), (bob, "Ada")):
        [entry] = entries(lrs, who)
        assert (entry.title, entry.evidence) == (f"Talked with {other}", "peer-confirmed")
    assert ada.statements("talked-with")[0]["object"]["account"] == bob.agent["account"]


def test_who_says_that_it_was_not_so_is_named_no_more(ada: Someone, bob: Someone, lrs: Lrs) -> None:
    log(ada)
    answered(bob, "decline")
    [entry] = entries(lrs, ada)
    assert (entry.title, entry.evidence) == ("Talked with Somebody", "self-reported")
    assert "says it wasn’t so" in ada.get("/app/network").text
    assert entries(lrs, bob) == []
    assert "Waiting for you" not in bob.get("/app/network").text


def test_other_details_count_once_the_teller_takes_them(
    ada: Someone, bob: Someone, lrs: Lrs
) -> None:
    log(ada)
    answered(bob, "correct", about="gaskets", how="video", long="5")
    assert entries(lrs, ada)[0].minutes == 20
    answered(ada, "accept")
    for who in (ada, bob):
        [entry] = entries(lrs, who)
        assert (entry.minutes, entry.evidence) == (5, "peer-confirmed")
        assert entry.detail == "online, topic: gaskets"


def test_nobody_else_answers_for_somebody(ada: Someone, bob: Someone, learner: Launch) -> None:
    log(ada)
    talk = waiting(bob)
    eve = learner("eve")
    for word in ("confirm", "decline", "correct", "accept", "remove"):
        assert eve.post(f"/app/network/talks/{talk}/{word}", {}).status_code == 404
    assert ada.post(f"/app/network/talks/{talk}/confirm").status_code == 404
    answered(bob, "confirm")
    assert bob.post(f"/app/network/talks/{talk}/decline").status_code == 409


def test_taken_back_it_leaves_both_records(ada: Someone, bob: Someone, lrs: Lrs) -> None:
    log(ada)
    talk = waiting(bob)
    answered(bob, "confirm")
    assert "This can’t be undone" in ada.get(f"/app/network/talks/{talk}/remove").text
    assert ada.post(f"/app/network/talks/{talk}/remove").status_code == 303
    assert entries(lrs, ada) == entries(lrs, bob) == []
    assert len(ada.statements("talked-with")) == 0


def test_who_does_not_want_to_be_named_is_not(ada: Someone, bob: Someone, lrs: Lrs) -> None:
    bob.post("/app/network/settings", {"weekly": "1"})
    log(ada)
    [told] = ada.statements("talked-with")
    assert told["object"]["name"] == "Somebody"
    assert "Ada says" not in bob.get("/app/inbox").text
    assert "don’t want to be named" in ada.get("/app/network").text


def test_what_was_told_already_can_be_told_anew_without_somebody(
    ada: Someone, bob: Someone, lrs: Lrs
) -> None:
    log(ada)
    answered(bob, "confirm")
    log(ada, about="another time")
    assert bob.post("/app/network/forget-me").status_code == 303
    assert entries(lrs, bob) == []
    assert [each.title for each in entries(lrs, ada)] == ["Talked with Somebody"] * 2
    assert {each.evidence for each in entries(lrs, ada)} == {"self-reported"}
    assert "Bob" not in str(ada.statements("talked-with"))


def test_two_of_one_name_are_asked_back(ada: Someone, learner: Launch) -> None:
    one, two = learner("b1", name="Bob"), learner("b2", name="Bob")
    page = log(ada)
    assert page.status_code == 200
    assert "Which Bob?" in page.text
    log(ada, choice=str(two.person_id))
    assert "Ada says" in two.get("/app/network").text + two.get("/app/inbox").text
    assert "Ada says" not in one.get("/app/inbox").text
    assert log(ada, choice=str(ada.person_id)).status_code == 404


def test_a_form_that_is_posted_twice_is_one_talk(ada: Someone, lrs: Lrs) -> None:
    for _ in range(2):
        log(ada, form="once")
    assert len(entries(lrs, ada)) == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"with": " "}, "a name is enough"),
        ({"how": "telepathy"}, "Choose one of"),
        ({"long": "-5"}, "whole minutes"),
        ({"when": "yesterday"}, "Write a day as"),
        ({"when": "2199-01-01"}, "still to come"),
        ({"about": "x" * 121}, "keep the rest"),
    ],
)
def test_what_makes_no_sense_is_refused(ada: Someone, form: dict[str, str], words: str) -> None:
    answer = log(ada, **form)
    assert answer.status_code == 400
    assert words in answer.text


def test_in_a_preview_nothing_can_be_kept(learner: Launch) -> None:
    nobody = learner("tester", roles=["http://purl.imsglobal.org/vocab/lti/system/person#TestUser"])
    assert nobody.get("/app/network").status_code == 200
    assert log(nobody).status_code == 403


def test_mentoring_is_for_two_who_agreed(
    ada: Someone, bob: Someone, learner: Launch, lrs: Lrs
) -> None:
    made = ada.post("/app/network/mentoring", {"with": "Bob", "as": "mentee", "goal": "Pricing"})
    pair = "/app" + made.location.removeprefix(ada.before)
    assert ada.post(f"{pair}/sessions", {"long": "45"}).status_code == 409
    assert ada.post(f"{pair}/stage", {"act": "accept"}).status_code == 409
    assert learner("eve").get(pair).status_code == 404
    assert "Ada proposes a mentoring to you" in bob.get("/app/inbox").text
    assert bob.post(f"{pair}/stage", {"act": "accept"}).status_code == 303
    bob.post(f"{pair}/sessions", {"long": "45", "about": "first prices"})
    answered(ada, "confirm")
    [told] = bob.statements("mentored")
    [parent] = told["context"]["contextActivities"]["parent"]
    assert parent["definition"]["type"].endswith("mentoring-relationship")
    [entry] = entries(lrs, ada)
    assert (entry.kind, entry.minutes, entry.evidence) == ("mentoring", 45, "peer-confirmed")
    assert "first prices" in ada.get(pair).text
    for act, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        bob.post(f"{pair}/stage", {"act": act})
        assert f'<span class="tag">{state}</span>' in ada.get(pair).text


def test_a_mentoring_is_proposed_once_and_to_people_who_are_there(
    ada: Someone, bob: Someone
) -> None:
    form = {"with": "Bob", "as": "mentor"}
    assert ada.post("/app/network/mentoring", form).status_code == 303
    assert ada.post("/app/network/mentoring", form).status_code == 409
    assert ada.post("/app/network/mentoring", {"with": "Nobody"}).status_code == 400
    bob.post("/app/network/settings", {})
    assert ada.post("/app/network/mentoring", {"with": "Bob"}).status_code == 400


def test_another_store_sees_nothing(ada: Someone, bob: Someone, lrs: Lrs, store: Store) -> None:
    log(ada)
    other = lrs.create_store("other")
    from lti_tool.network.encounters.storage import Encounters

    with lrs.database.reading() as connection:
        kept = Encounters(connection, lrs.database.dialect, other.id)
        assert bob.person_id is not None
        assert kept.waiting_for(bob.person_id) == []


def test_what_is_told_keeps_the_templates_of_our_profile(ada: Someone, bob: Someone) -> None:
    from lrs.profile.document import document
    from tests.unit.profile.template_rules import broken_rules, templates_for

    templates = document()["templates"]
    log(ada, manner="met")
    answered(bob, "confirm")
    log(ada)
    told = [*ada.statements(), *bob.statements()]
    found = [(each, t) for each in told for t in templates_for(each, templates)]
    assert {t["id"].rpartition("/")[2] for _, t in found} >= {"met", "talked", "attested"}
    assert [rule for each, t in found for rule in broken_rules(each, t)] == []
