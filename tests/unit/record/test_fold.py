"""fold: the same record from any order and any repetition, and nobody else's deeds in it."""

import json
import sys
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lrs.record.canonical_iri import canonical
from lrs.record.entry import Evidence, Formality, TimeBasis
from lrs.record.fold import fold
from tests.builders import Json, a_reference, a_stored_statement, an_agent
from tests.unit.record.deeds import (
    AS,
    CLIP_TYPE,
    MARCUS,
    ME,
    OWN,
    PRIYA,
    TC,
    VIDEO,
    at,
    context,
    deed,
    only,
    record,
    thing,
    watching,
)

ADL = "http://adlnet.gov/expapi/verbs/"
UNIT = thing("unit", "http://adlnet.gov/expapi/activities/module", "Unit 1")
COMPLETED = deed(ADL + "completed", UNIT, 5)
TALK = deed(f"{TC}verb/talked-with", MARCUS, 7, result={"duration": "PT15M"})
LIFE: list[Json] = [
    COMPLETED,
    COMPLETED | {"id": str(uuid4())},
    deed(ADL + "initialized", UNIT, 1),
    deed("https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted", UNIT, 5),
    deed(ADL + "passed", UNIT, 5, result={"score": {"scaled": 0.7}}),
    watching(f"{VIDEO}/verbs/played", 10),
    watching(f"{VIDEO}/verbs/paused", 10, "0[.]30"),
    watching("terminated", 10, "0[.]30[,]20[.]90"),
    deed(ADL + "commented", thing("clip-1", CLIP_TYPE), 12, result={"response": "a"}),
    deed(ADL + "commented", thing("clip-1", CLIP_TYPE), 12, result={"response": "b"}),
    TALK,
    a_stored_statement(actor=MARCUS, verb=f"{OWN}/verbs/attested", object=a_reference(TALK["id"])),
    deed(f"{AS}join", thing("m", "http://adlnet.gov/expapi/activities/meeting"), 20),
    deed(f"{AS}leave", thing("m", "http://adlnet.gov/expapi/activities/meeting"), 50),
    deed("https://example.org/verbs/juggled", UNIT, 60),
    deed(f"{TC}verb/viewed", UNIT, 61),
    deed(ADL + "completed", UNIT, 62, actor=MARCUS),
]
RECORD = fold(LIFE, ME)


@settings(max_examples=60)
@given(st.permutations(LIFE), st.lists(st.sampled_from(LIFE), max_size=8))
def test_order_and_repetition_change_nothing(order: list[Json], again: list[Json]) -> None:
    assert fold([*again, *order], ME) == RECORD


def test_a_life_is_folded_whole() -> None:
    kinds = sorted(entry.kind for entry in RECORD.entries)
    assert kinds == ["activity", "clip-view", "comment", "event", "talk"]
    assert (len(RECORD.unclassified), RECORD.traces) == (1, 1)
    assert [e.end for e in RECORD.entries] == sorted((e.end for e in RECORD.entries), reverse=True)


def test_what_others_did_is_not_in_the_record() -> None:
    assert fold(LIFE, frozenset({"mbox:mailto:nobody@example.org"})).entries == ()


def test_a_joined_identity_brings_its_statements() -> None:
    elsewhere = an_agent("priya")
    known = ME | {"mbox:mailto:priya@example.org"}
    acts = [deed(ADL + "completed", UNIT), deed(ADL + "asked", UNIT, actor=elsewhere)]
    assert len(fold(acts, known).entries) == 2
    assert len(fold(acts, ME).entries) == 1


@pytest.mark.parametrize("verb", ["commented", "attended", "asked"])
def test_a_statement_sent_again_counts_once_and_stands_twice(verb: str) -> None:
    once = deed(ADL + verb, UNIT, result={"duration": "PT10M"})
    twice = only(once, once | {"id": str(uuid4()), "timestamp": "2026-03-01T10:00:00+01:00"})
    alone = only(once)
    assert (twice.minutes, twice.detail, twice.id) == (alone.minutes, alone.detail, alone.id)
    assert (len(twice.statements), len(alone.statements)) == (2, 1)


def test_statements_that_were_never_stored_are_folded_too() -> None:
    raw = {"actor": PRIYA, "verb": {"id": ADL + "completed"}, "object": UNIT, "timestamp": at(0)}
    assert fold([raw, json.loads(json.dumps(raw))], ME).entries[0].statements[0].verb == "completed"


def _saying(**facets: str) -> Json:
    named = {name.replace("_", "-"): value for name, value in facets.items()}
    return context(extensions={f"{OWN}/extensions/{name}": v for name, v in named.items()})


def test_a_statement_may_name_its_facets() -> None:
    said = _saying(formality="non-formal", time_basis="claimed", source_system="Zoom")
    entry = only(deed(ADL + "passed", UNIT, context=said, result={"duration": "PT5M"}))
    assert (entry.formality, entry.time_basis) == (Formality.NON_FORMAL, TimeBasis.CLAIMED)
    assert entry.source.code == "ZM"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("staff-verified", Evidence.SYSTEM_OBSERVED),
        ("self-reported", Evidence.SELF_REPORTED),
        ("beyond doubt", Evidence.SYSTEM_OBSERVED),
    ],
)
def test_evidence_may_be_lowered_and_never_raised(said: str, expected: Evidence) -> None:
    assert (
        only(deed(ADL + "passed", UNIT, context=_saying(evidence_level=said))).evidence is expected
    )


def test_what_only_the_learner_vouches_for_is_self_reported() -> None:
    assert only(deed(ADL + "passed", UNIT, authority=PRIYA)).evidence is Evidence.SELF_REPORTED


@pytest.mark.parametrize("nonsense", [7, ["formal"], {"a": 1}, "", None])
def test_facets_that_make_no_sense_are_not_listened_to(nonsense: object) -> None:
    said = {
        "extensions": {
            f"{OWN}/extensions/formality": nonsense,
            f"{OWN}/extensions/source-system": nonsense,
        }
    }
    assert only(deed(ADL + "passed", UNIT, context=said)).formality is Formality.FORMAL


@pytest.mark.parametrize(
    ("spelling", "same_as"),
    [
        ("http://activitystrea.ms/schema/1.0/create", "http://activitystrea.ms/create"),
        ("https://adlnet.gov/expapi/verbs/passed", "http://adlnet.gov/expapi/verbs/passed"),
        (
            "https://w3id.org/xapi/cmi5/activitytype/course",
            "http://adlnet.gov/expapi/activities/course",
        ),
        (
            "https://w3id.org/xapi/video/extensions/cc-subtitle-enabled",
            "https://w3id.org/xapi/video/extensions/cc-enabled",
        ),
        ("https://example.org/own", "https://example.org/own"),
    ],
)
def test_spellings_of_one_iri(spelling: str, same_as: str) -> None:
    assert canonical(spelling) == canonical(same_as) == same_as


@pytest.mark.parametrize(
    "when", ["2026-06-30T23:59:60Z", "2026-03-01T09:00:00", "20260301T090000Z", "2026-W09-7T09Z"]
)
def test_every_timestamp_that_xapi_allows_can_be_placed(when: str) -> None:
    assert only(deed(ADL + "passed", UNIT, timestamp=when)).end.year == 2026


def test_the_sources_of_statements() -> None:
    by_platform = deed(ADL + "passed", UNIT, context={"platform": "Canvas LMS"})
    by_authority = deed(ADL + "passed", UNIT, authority=an_agent(name="Eventbrite hook"))
    unknown = deed(ADL + "passed", UNIT, context={"platform": "Zoomers Academy"})
    codes = [only(statement).source.code for statement in (by_platform, by_authority, unknown)]
    assert codes == ["CA", "EB", "ZA"]


def test_a_record_ten_times_as_long_is_ten_times_the_work() -> None:
    few, many = (
        [deed(ADL + "commented", f"page-{n % (count // 5)}", n) for n in range(count)]
        for count in (500, 5000)
    )
    assert calls(few, entries=100) * 12 > calls(many, entries=1000)


def calls(statements: list[Json], entries: int) -> int:
    """Fold them and give how many functions were called for it."""
    called = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal called
        called += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        made = record(*statements).entries
    finally:
        sys.setprofile(before)
    assert len(made) == entries
    return called
