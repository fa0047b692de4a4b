"""The messages of a real Moodle become exactly the completions that it reports about itself."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lrs.record.entry import Entry, Evidence, Formality, LearnerRecord, TimeBasis
from lrs.record.fold import fold

SAMPLES = Path(__file__).parents[2] / "samples" / "moodle"
STATEMENTS = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("xapi_*.json"))]
SAM = frozenset({"mbox:mailto:sam.student@example.test"})
ANA = frozenset({"mbox:mailto:ana.learner@example.test"})
JOERG = frozenset({'account:["http://127.0.0.1:8081","6"]'})


def _reported(user: int) -> dict[int, datetime]:
    """Course module -> when it was completed, as the web service says."""
    answer = _answer(f"activities_completion_status__u{user}")
    done = [status for status in answer["statuses"] if status["isoverallcomplete"]]
    return {s["cmid"]: datetime.fromtimestamp(s["timecompleted"], UTC) for s in done}


def _answer(name: str) -> Any:
    return json.loads((SAMPLES / f"rest_core_completion_get_{name}.json").read_text())["response"]


def _completed(record: LearnerRecord, kind: str) -> dict[int, datetime]:
    entries = [entry for entry in record.entries if entry.kind == kind]
    return {int(entry.url.rpartition("id=")[2]): entry.end for entry in entries}


def _named(record: LearnerRecord, kind: str, title: str) -> Entry:
    (entry,) = [e for e in record.entries if (e.kind, e.title) == (kind, title)]
    return entry


@pytest.mark.parametrize(("who", "user"), [(SAM, 4), (JOERG, 6)])
def test_the_record_holds_what_moodle_reports(who: frozenset[str], user: int) -> None:
    record = fold(STATEMENTS, who)
    course = _answer(f"course_completion_status__u{user}")["completionstatus"]["completed"]
    assert _completed(record, "activity") == _reported(user)
    assert set(_completed(record, "course")) == ({2} if course else set())


def test_uncompleted_and_completed_in_one_second_is_completed() -> None:
    page = _named(fold(STATEMENTS, SAM), "activity", "Welcome page")
    assert page.status == "completed"
    assert [line.verb for line in page.statements] == ["uncompleted", "completed"]


def test_a_quiz_is_one_entry_of_its_attempt_and_its_completion() -> None:
    quiz = _named(fold(STATEMENTS, ANA), "activity", "Product quiz")
    assert (quiz.status, quiz.score, quiz.minutes) == ("failed", 50.0, 5 / 60)
    assert quiz.time_basis is TimeBasis.MEASURED
    assert {line.verb for line in quiz.statements} == {"started", "completed"}
    assert len(quiz.statements) == 3


def test_a_grade_is_verified_by_staff_and_a_percentage_of_its_maximum() -> None:
    graded = _named(fold(STATEMENTS, ANA), "activity", "Call recording")
    assert (graded.status, graded.score) == ("passed", 77.0)
    assert graded.evidence is Evidence.STAFF_VERIFIED
    assert [person.name for person in graded.people] == ["Tina Teacher"]


def test_forum_posts_and_replies_are_informal_learning_in_their_thread() -> None:
    record = fold(STATEMENTS, ANA)
    found = {(e.kind, e.title, e.formality) for e in record.entries if e.kind in {"post", "reply"}}
    informal = Formality.INFORMAL
    assert found == {("post", "Hello", informal), ("reply", "Hello", informal)}


def test_every_sample_is_an_entry_or_a_known_trace() -> None:
    people = {s["actor"].get("mbox", "") for s in STATEMENTS} - {""}
    everybody = frozenset({f"mbox:{mbox}" for mbox in people}) | JOERG
    record = fold(STATEMENTS, everybody)
    held = sum(len(entry.statements) for entry in record.entries)
    assert record.unclassified == ()
    assert held + record.traces == len(STATEMENTS)


def test_the_source_is_moodle_and_the_provider_is_the_site() -> None:
    course = _named(fold(STATEMENTS, SAM), "course", "Sales Onboarding")
    assert (course.source.code, course.source.name) == ("MO", "Moodle")
    assert (course.provider, course.formality) == ("Moodle Lab", Formality.FORMAL)
