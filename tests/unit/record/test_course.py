"""Courses and activities: attempts, outcomes, time."""

import pytest

from tests.builders import Json
from tests.unit.record.deeds import at, context, deed, only, record, thing

ADL = "http://adlnet.gov/expapi/verbs/"
TERMINATED = ADL + "terminated"
UNCOMPLETED = "https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted"
UNIT = thing("unit", "http://adlnet.gov/expapi/activities/module", "Unit 1")
FIRST, SECOND = (f"{n}0000000-0000-4000-8000-000000000000" for n in (1, 2))


def lasting(duration: str) -> Json:
    return {"duration": duration}


def test_an_attempt_is_one_entry_from_its_beginning_to_its_outcome() -> None:
    entry = only(
        deed(ADL + "launched", UNIT, 0),
        deed(ADL + "completed", UNIT, 30),
        deed(ADL + "passed", UNIT, 40, result={"score": {"scaled": 0.88}}),
        deed(TERMINATED, UNIT, 45, result=lasting("PT44M")),
    )
    assert (entry.start.isoformat(), entry.end.isoformat()) == (at(0), at(40))
    assert (entry.status, entry.score, entry.minutes) == ("passed", 88.0, 44.0)
    assert entry.detail == "activity passed, 88 %"
    assert len(entry.statements) == 4


def test_attempts_with_their_own_registrations_stay_apart() -> None:
    taken = [
        deed(ADL + "passed", UNIT, n, context={"registration": r})
        for n, r in enumerate((FIRST, SECOND))
    ]
    assert len(record(*taken).entries) == 2


def test_moodle_s_registration_of_the_cron_run_tells_nothing_apart() -> None:
    platform = {"platform": "Moodle"}
    first = deed(ADL + "completed", UNIT, 0, context=platform | {"registration": FIRST})
    again = deed(ADL + "completed", UNIT, 5, context=platform | {"registration": SECOND})
    assert only(first, again).end.isoformat() == at(0)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([(ADL + "completed", 0), (UNCOMPLETED, 5)], []),
        ([(ADL + "completed", 0), (UNCOMPLETED, 5), (ADL + "completed", 9)], [9]),
        ([(UNCOMPLETED, 0), (ADL + "completed", 0)], [0]),
    ],
)
def test_what_is_taken_back_is_no_completion(
    acts: list[tuple[str, int]], expected: list[int]
) -> None:
    entries = record(*(deed(verb, UNIT, minute) for verb, minute in acts)).entries
    assert [entry.end.isoformat() for entry in entries] == [at(minute) for minute in expected]


@pytest.mark.parametrize(
    ("acts", "minutes"),
    [
        ([("completed", "PT50M"), ("passed", "PT50M")], 50),
        ([("passed", None), ("terminated", "PT20M"), ("terminated", "PT10M")], 30),
        ([("passed", "PT50M"), ("terminated", "PT20M"), ("suspended", "PT40M")], 60),
        ([("completed", "PT0.5H"), ("completed", "P1DT1H")], 1500),
        ([("completed", None)], None),
    ],
)
def test_time_counts_sessions_once(
    acts: list[tuple[str, str | None]], minutes: float | None
) -> None:
    told = [
        deed(ADL + verb, UNIT, n, **({"result": lasting(d)} if d else {}))
        for n, (verb, d) in enumerate(acts)
    ]
    assert only(*told).minutes == minutes


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ({"scaled": 0.54, "raw": 77, "min": 0, "max": 100}, 77.0),
        ({"scaled": 0.9}, 90.0),
        ({"raw": 3, "max": 4}, 75.0),
        ({"raw": 15, "min": 10, "max": 20}, 50.0),
        ({"raw": 12}, None),
    ],
)
def test_a_score_is_a_percentage(score: Json, expected: float | None) -> None:
    assert only(deed(ADL + "passed", UNIT, result={"score": score})).score == expected


def test_the_best_of_several_attempts_without_registration_counts() -> None:
    entry = only(
        deed(ADL + "failed", UNIT, 0, result={"score": {"scaled": 0.4}}),
        deed(ADL + "passed", UNIT, 9, result={"score": {"scaled": 0.8}}),
    )
    assert (entry.status, entry.score, entry.end.isoformat()) == ("passed", 80.0, at(9))


def test_the_provider_is_the_one_that_is_named() -> None:
    named = {"http://id.tincanapi.com/extension/training-provider": "Tallyfold Academy"}
    entry = only(deed(ADL + "passed", UNIT, context=context(extensions=named)))
    assert entry.provider == "Tallyfold Academy"
