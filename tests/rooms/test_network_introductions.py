"""Introductions: somebody brings two people together, and each of the two agrees for themselves."""

import re
from typing import Any

import pytest

from lrs import Entry, Lrs
from tests.rooms.conftest import Launch, Someone

PAGE = "/app/network/introductions"


@pytest.fixture
def three(learner: Launch) -> tuple[Someone, Someone, Someone]:
    """Ada, who introduces; Bob and Cid, who are introduced."""
    ada, bob, cid = (learner(name) for name in ("ada", "bob", "cid"))
    return ada, bob, cid


def introduce(who: Someone, **form: str) -> Any:
    return who.post(PAGE, {"one": "Bob", "two": "Cid", "about": "door seals", **form})


def answered(who: Someone, word: str) -> None:
    page = who.get(PAGE).text
    found = re.search(rf"introductions/[0-9a-f-]{{36}}/{word}\"", page)
    assert found, page
    answer = who.post(f"/app/network/{found[0][:-1]}")
    assert answer.status_code == 303, answer.text


def entries(lrs: Lrs, who: Someone) -> list[Entry]:
    assert who.person_id is not None
    record = lrs.learner_record(who.store.id, who.person_id)
    assert record.unclassified == ()
    return list(record.entries)


def members(who: Someone) -> list[dict[str, Any]]:
    [told] = who.statements("introduced")
    assert told["object"]["objectType"] == "Group"
    return list(told["object"]["member"])


def test_both_are_asked_and_nobody_is_identified_before(
    three: tuple[Someone, Someone, Someone], lrs: Lrs
) -> None:
    ada, bob, cid = three
    assert introduce(ada).status_code == 303
    [entry] = entries(lrs, ada)
    assert (entry.title, entry.detail) == ("Introduced Bob and Cid", "topic: door seals")
    assert (entry.formality, entry.evidence, entry.minutes) == ("informal", "self-reported", None)
    for each in members(ada):
        assert each["account"]["homePage"].endswith("/people/unknown")
    for who, other in ((bob, "Cid"), (cid, "Bob")):
        assert entries(lrs, who) == []
        assert f"Ada introduces {other} to you" in who.get("/app/inbox").text


def test_each_who_agrees_has_it_in_their_record(
    three: tuple[Someone, Someone, Someone], lrs: Lrs
) -> None:
    ada, bob, cid = three
    introduce(ada)
    answered(bob, "confirm")
    assert [e.title for e in entries(lrs, bob)] == ["Introduced to Cid by Ada"]
    assert entries(lrs, cid) == []
    answered(cid, "confirm")
    for who, title in (
        (ada, "Introduced Bob and Cid"),
        (bob, "Introduced to Cid by Ada"),
        (cid, "Introduced to Bob by Ada"),
    ):
        [entry] = entries(lrs, who)
        assert (entry.title, entry.evidence) == (title, "peer-confirmed")
    accounts = [each["account"] for each in members(ada)]
    assert accounts == [bob.agent["account"], cid.agent["account"]]
    assert "Cid is glad that you introduced Bob and Cid" in ada.get("/app/inbox").text
    assert "with=Cid&amp;about=door+seals" in bob.get(PAGE).text


def test_who_says_no_is_named_no_more(three: tuple[Someone, Someone, Someone], lrs: Lrs) -> None:
    ada, bob, cid = three
    introduce(ada)
    answered(bob, "confirm")
    answered(cid, "decline")
    assert [e.title for e in entries(lrs, ada)] == ["Introduced Bob and Somebody"]
    assert [e.title for e in entries(lrs, bob)] == ["Introduced to Somebody by Ada"]
    assert entries(lrs, cid) == []
    assert "Cid" not in str(ada.statements("introduced"))
    assert "one said no" in ada.get(PAGE).text


def test_nobody_is_asked_where_one_does_not_want_to_be_named(
    three: tuple[Someone, Someone, Someone], lrs: Lrs
) -> None:
    ada, bob, cid = three
    cid.post("/app/network/settings", {"weekly": "1"})
    introduce(ada)
    assert "Cid" not in str(ada.statements("introduced"))
    assert "introduces" not in bob.get("/app/inbox").text + cid.get("/app/inbox").text
    assert "Cid" not in str(ada.get("/app/people.json?q=Ci").json)


def test_to_be_taken_out_of_all_of_it_counts_introductions_too(
    three: tuple[Someone, Someone, Someone], lrs: Lrs
) -> None:
    ada, bob, _ = three
    introduce(ada)
    answered(bob, "confirm")
    gone = bob.post("/app/network/forget-me")
    assert gone.location.endswith("forgotten=1")
    assert entries(lrs, bob) == []
    assert [e.title for e in entries(lrs, ada)] == ["Introduced Somebody and Cid"]


def test_taking_it_back_asks_first_and_voids_it_for_all(
    three: tuple[Someone, Someone, Someone], lrs: Lrs
) -> None:
    ada, bob, cid = three
    where = introduce(ada).location.partition("told=")[2]
    answered(bob, "confirm")
    assert bob.get(f"{PAGE}/{where}/remove").status_code == 404
    assert "records of those who agreed" in ada.get(f"{PAGE}/{where}/remove").text
    assert ada.post(f"{PAGE}/{where}/remove").status_code == 303
    assert entries(lrs, ada) == entries(lrs, bob) == []
    assert "Waiting for you" not in cid.get(PAGE).text


def test_what_cannot_be_an_introduction_is_refused(learner: Launch) -> None:
    ada = learner("ada")
    for form, words in (
        ({"two": ""}, "Write a name"),
        ({"two": "bob"}, "one name"),
        ({"about": "x" * 121}, "at most 120"),
    ):
        answer = introduce(ada, **form)
        assert answer.status_code == 400
        assert words in answer.text


def test_free_names_are_nobody_to_ask_and_posting_twice_is_one(learner: Launch) -> None:
    ada = learner("ada")
    for _ in range(2):
        introduce(ada, one="Marit de Vries", form="one form")
    assert [each["name"] for each in members(ada)] == ["Marit de Vries", "Cid"]


def test_a_name_that_several_have_is_asked_back(learner: Launch) -> None:
    ada, cid = learner("ada"), learner("cid")
    for sub in ("bob-1", "bob-2"):
        learner(sub, name="Bob")
    page = introduce(ada)
    assert "Which Bob?" in page.text
    choice = re.search(r'name="choice-one" value="([0-9a-f-]{36})"', page.text)
    assert choice
    assert introduce(ada, **{"choice-one": choice[1]}).status_code == 303
    assert "Ada introduces Bob to you" in cid.get("/app/inbox").text
