"""Resends and two systems that tell of one completion: one line, both sources, minutes once."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lrs.record.fold import fold
from tests.builders import Json
from tests.unit.record.deeds import ME, deed, only, record, thing

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
COURSE = "http://adlnet.gov/expapi/activities/course"


def _told(system: str, minute: float = 0, title: str = "Fire safety", **changes: object) -> Json:
    what = thing(f"https://{system.lower()}.example/{title}", COURSE, title)
    usual = {"context": {"platform": system}, "result": {"duration": "PT50M"}}
    return deed(COMPLETED, what, minute, **{**usual, **changes})


def test_two_systems_that_tell_of_one_completion_make_one_entry_with_both_sources() -> None:
    scored = {"success": True, "score": {"scaled": 0.9}}
    entry = only(_told("Moodle"), _told("Canvas", 300, "fire  Safety", result=scored))
    assert {source.name for source in entry.sources} == {"Moodle", "Canvas"}
    assert (entry.minutes, entry.score, entry.status) == (50.0, 90.0, "passed")
    assert len(entry.statements) == 2


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (_told("Canvas", 25 * 60), "a day later it may be done again"),
        (_told("Canvas", 5, "Fire safety 2"), "another title is another course"),
        (_told("Moodle", 5, context={"platform": "Moodle X"}, object="x"), "not the same title"),
    ],
)
def test_what_may_be_two_things_stays_two(other: Json, why: str) -> None:
    assert len(record(_told("Moodle"), other).entries) == 2, why


def test_one_system_knows_what_it_tells_apart() -> None:
    one, two = (thing(f"https://lms.example/{n}", COURSE, "Fire safety") for n in "ab")
    moodle = {"context": {"platform": "Moodle"}}
    assert (
        len(record(deed(COMPLETED, one, 1, **moodle), deed(COMPLETED, two, 2, **moodle)).entries)
        == 2
    )


def test_a_resend_without_an_id_counts_once() -> None:
    first = _told("Moodle")
    again = first | {"id": str(uuid4()), "stored": "2026-03-02T09:00:00.000000Z"}
    entry = only(first, again)
    assert entry.minutes == 50.0
    assert entry.also == ()


SYSTEMS = st.sampled_from(["Moodle", "Canvas", "Zoom", "D2L"])
TOLD = st.lists(
    st.builds(
        _told,
        SYSTEMS,
        st.integers(0, 4000).map(float),
        st.sampled_from(["Fire safety", "First aid"]),
    ),
    max_size=10,
)


@settings(max_examples=80)
@given(TOLD, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing_and_no_statement_is_lost(
    told: list[Json], chance: object
) -> None:
    shuffled = [*told, *told[:3]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first = fold(told, ME)
    assert fold(shuffled, ME) == first
    held = [line.id for entry in first.entries for line in entry.statements]
    assert sorted(held) == sorted(statement["id"] for statement in told)
    for entry in first.entries:
        assert len(set(entry.sources)) == len(entry.sources)
