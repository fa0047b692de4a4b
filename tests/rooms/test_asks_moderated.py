"""Asks and answers that were reported: who reads it, who decides, and what is seen afterwards."""

import re

import pytest

from lrs import Lrs
from tests.rooms.conftest import Launch, Someone
from tests.rooms.test_asks import answer, ask

REPORTS = "/app/asks/reports"


@pytest.fixture
def people(learner: Launch, teacher: Launch) -> tuple[Someone, Someone, Someone]:
    """Ada, who asks; Bob, who answers; Grace, who teaches."""
    return learner("ada"), learner("bob"), teacher("grace")


def report(who: Someone, page: str, status: int = 200) -> None:
    said = who.post(f"{page}/report", {"reason": "It advertises something."})
    assert said.status_code == status, said.text


def decide(grace: Someone, act: str, **more: str) -> None:
    found = re.search(r"asks/reports/([0-9a-f-]{36})", grace.get(REPORTS).text)
    assert found
    done = grace.post(f"{REPORTS}/{found[1]}", {"act": act, **more})
    assert done.status_code == 303, done.text


def test_those_who_teach_read_what_was_reported_and_not_by_whom(
    people: tuple[Someone, Someone, Someone], learner: Launch, lrs: Lrs
) -> None:
    ada, bob, grace = people
    page = ask(ada, "Which price?")
    report(ada, page, 403)
    for _ in range(2):
        report(bob, page)
    queue = grace.get(REPORTS).text
    assert "It advertises something." in queue
    assert "1 report" in queue
    assert "Bob" not in queue
    assert bob.get(REPORTS).status_code == 403
    assert "advertises" not in str(bob.statements("reported"))
    assert lrs.learner_record(bob.store.id, bob.person_id).unclassified == ()


def test_a_hidden_ask_is_seen_by_who_asked_and_those_who_teach(
    people: tuple[Someone, Someone, Someone], learner: Launch
) -> None:
    ada, bob, grace = people
    page = ask(ada, "Which price?")
    report(bob, page)
    decide(grace, "hide", note="Sells something")
    assert "Which price?" not in bob.get("/app/asks").text
    assert bob.get(page).status_code == 404
    for who in (ada, grace):
        assert "This is hidden" in who.get(page).text
    assert "is hidden for now" in ada.get("/app/inbox").text
    report(grace, page)
    decide(grace, "show")
    assert "Which price?" in bob.get("/app/asks").text
    done = grace.get(REPORTS).text
    assert "Sells something" in done
    assert "shown again" in done
    assert "Nothing waits" in done


def test_a_hidden_answer_counts_no_more(people: tuple[Someone, Someone, Someone]) -> None:
    ada, bob, grace = people
    page = ask(ada, "Which price?")
    given = answer(bob, page, "Buy my template.")
    report(ada, f"/app/asks/answers/{given}")
    decide(grace, "hide")
    assert "Buy my template." not in ada.get(page).text
    assert "no answer yet" in ada.get("/app/asks").text
    assert "Buy my template." in bob.get(page).text
    review = f"/app/asks/answers/{given}/review"
    assert ada.post(review, {"stars": "5"}).status_code == 404
    report(grace, f"/app/asks/answers/{given}")
    decide(grace, "show")
    assert "1 answer" in ada.get("/app/asks").text


def test_deleting_by_a_report_voids_and_is_written_down(
    people: tuple[Someone, Someone, Someone], lrs: Lrs
) -> None:
    ada, bob, grace = people
    page = ask(ada, "Which price?")
    given = answer(bob, page, "Buy my template.")
    report(ada, f"/app/asks/answers/{given}")
    decide(grace, "delete", note="Second time")
    assert "No answer yet" in ada.get(page).text
    assert lrs.learner_record(bob.store.id, bob.person_id).entries == ()
    assert "Second time" in grace.get(REPORTS).text


def test_reports_of_another_course_are_not_there(
    people: tuple[Someone, Someone, Someone], teacher: Launch
) -> None:
    ada, bob, grace = people
    report(bob, ask(ada, "Which price?"))
    found = re.search(r"asks/reports/([0-9a-f-]{36})", grace.get(REPORTS).text)
    assert found
    claim = "https://purl.imsglobal.org/spec/lti/claim/context"
    tim = teacher("tim", **{claim: {"id": "another", "title": "Another"}})
    assert "Nothing waits" in tim.get(REPORTS).text
    assert tim.post(f"{REPORTS}/{found[1]}", {"act": "delete"}).status_code == 404
