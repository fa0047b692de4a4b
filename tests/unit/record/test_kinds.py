"""Each kind of statement becomes the entry that a reader expects."""

from typing import Any

import pytest

from lrs.record.entry import Evidence, Formality, TimeBasis
from tests.builders import Json
from tests.unit.record.deeds import (
    AS,
    CLIP_TYPE,
    MARCUS,
    OWN,
    TC,
    context,
    deed,
    only,
    record,
    thing,
)

FORMAL, NON_FORMAL, INFORMAL = Formality
MEASURED, ESTIMATED, CLAIMED = TimeBasis
SELF, PEER, SYSTEM, STAFF = Evidence

ADL = "http://adlnet.gov/expapi"
MOODLE = {"platform": "Moodle"}
HALF_AN_HOUR = {"duration": "PT30M"}
CMI5 = context(category=[{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}])
COURSE = thing("c", f"{ADL}/activities/course", "Ethics")
CMI5_COURSE = thing("c", "https://w3id.org/xapi/cmi5/activitytype/course", "Ethics")
UNIT = thing("u", f"{ADL}/activities/module", "Unit 1")
CLIP = thing("clip", CLIP_TYPE, "Bank feeds")
WEBINAR = thing("w", f"{TC}activitytype/webinar", "Lease rules")
MEETING = thing("m", f"{ADL}/activities/meeting", "Monday call")
QUESTION = thing("q", f"{TC}activitytype/doubt", "How do I tax a bundle?")
DISCUSSION = thing("d", f"{TC}activitytype/discussion", "Stock at year end")
REPLY = thing("d#2", f"{TC}activitytype/forum-reply", "Re")
IN_DISCUSSION = context(parent=[DISCUSSION])
ROOM_TYPE = "https://w3id.org/xapi/virtual-classroom/activity-types/virtual-classroom"

CASES: list[tuple[str, Json, tuple[Any, ...]]] = [
    # verb, what else, then kind, title, status, formality, evidence, basis, minutes
    (
        f"{ADL}/verbs/completed",
        {"object": COURSE},
        ("course", "Ethics", "completed", FORMAL, SYSTEM, None, None),
    ),
    (
        f"{ADL}/verbs/passed",
        {"object": COURSE, "result": HALF_AN_HOUR},
        ("course", "Ethics", "passed", FORMAL, SYSTEM, MEASURED, 30),
    ),
    (
        f"{ADL}/verbs/failed",
        {"object": UNIT},
        ("activity", "Unit 1", "failed", FORMAL, SYSTEM, None, None),
    ),
    (
        "https://adlnet.gov/expapi/verbs/completed",
        {"object": UNIT, "result": {"success": True}},
        ("activity", "Unit 1", "passed", FORMAL, SYSTEM, None, None),
    ),
    (
        "https://w3id.org/xapi/adl/verbs/satisfied",
        {"object": CMI5_COURSE, "context": CMI5},
        ("course", "Ethics", "completed", FORMAL, SYSTEM, None, None),
    ),
    (
        "https://w3id.org/xapi/adl/verbs/waived",
        {"object": UNIT, "context": CMI5},
        ("activity", "Unit 1", "waived", FORMAL, SYSTEM, None, None),
    ),
    (
        f"{AS}schema/1.0/create",
        {"object": CLIP, "result": HALF_AN_HOUR},
        ("clip", "Bank feeds", "", INFORMAL, SYSTEM, ESTIMATED, 30),
    ),
    (
        f"{ADL}/verbs/commented",
        {"object": CLIP},
        ("comment", "Bank feeds", "", INFORMAL, SYSTEM, None, None),
    ),
    (
        f"{TC}verb/replied",
        {"object": REPLY, "context": IN_DISCUSSION},
        ("reply", "Stock at year end", "", INFORMAL, SYSTEM, None, None),
    ),
    (
        "https://w3id.org/xapi/acrossx/verbs/posted",
        {"object": DISCUSSION},
        ("post", "Stock at year end", "", INFORMAL, SYSTEM, None, None),
    ),
    (
        f"{AS}create",
        {"object": DISCUSSION, "context": MOODLE},
        ("post", "Stock at year end", "", INFORMAL, SYSTEM, None, None),
    ),
    (
        f"{ADL}/verbs/asked",
        {"object": QUESTION},
        ("question", "How do I tax a bundle?", "", INFORMAL, SYSTEM, None, None),
    ),
    (
        f"{ADL}/verbs/answered",
        {
            "object": thing("s", f"{TC}activitytype/solution"),
            "context": context(parent=[QUESTION]),
            "result": {"duration": "PT12M"},
        },
        ("answer", "How do I tax a bundle?", "", INFORMAL, SYSTEM, ESTIMATED, 12),
    ),
    (
        f"{ADL}/verbs/attended",
        {"object": WEBINAR, "result": HALF_AN_HOUR},
        ("event", "Lease rules", "attended", NON_FORMAL, SYSTEM, MEASURED, 30),
    ),
    (
        f"{ADL}/verbs/attended",
        {"object": MEETING, "result": HALF_AN_HOUR},
        ("event", "Monday call", "attended", INFORMAL, SYSTEM, MEASURED, 30),
    ),
    (
        f"{ADL}/verbs/attended",
        {"object": UNIT, "result": HALF_AN_HOUR, "context": MOODLE},
        ("event", "Unit 1", "attended", NON_FORMAL, STAFF, ESTIMATED, 30),
    ),
    (
        "https://w3id.org/xapi/virtual-classroom/verbs/joined",
        {"object": thing("r", ROOM_TYPE, "Room")},
        ("event", "Room", "attended", INFORMAL, SYSTEM, None, None),
    ),
    (
        f"{TC}verb/talked-with",
        {"object": MARCUS, "result": {"duration": "PT20M"}},
        ("talk", "Talked with Marcus Oyelaran", "", INFORMAL, SELF, CLAIMED, 20),
    ),
    (
        f"{OWN}/verbs/met",
        {"object": MARCUS},
        ("talk", "Met Marcus Oyelaran", "", INFORMAL, SELF, None, None),
    ),
    (
        f"{TC}verb/mentored",
        {"object": MARCUS, "result": {"duration": "PT45M"}},
        ("mentoring", "Mentoring with Marcus Oyelaran", "", NON_FORMAL, SELF, CLAIMED, 45),
    ),
]


@pytest.mark.parametrize(
    ("verb", "rest", "expected"), CASES, ids=[f"{c[2][0]} {c[0]}" for c in CASES]
)
def test_a_statement_makes_its_entry(verb: str, rest: Json, expected: tuple[Any, ...]) -> None:
    e = only(deed(verb, **rest))
    facets = (e.formality, e.evidence, e.time_basis, e.minutes)
    assert (e.kind, e.title, e.status, *facets) == expected


@pytest.mark.parametrize(
    ("verb", "thing_"),
    [
        (f"{TC}verb/viewed", UNIT),
        (f"{ADL}/verbs/registered", COURSE),
        ("https://xapi.edlm/profiles/edlm-lms/concepts/verbs/login", UNIT),
        (f"{ADL}/verbs/answered", thing("i", f"{ADL}/activities/cmi.interaction")),
        (f"{ADL}/verbs/initialized", UNIT),
        ("https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted", UNIT),
    ],
)
def test_what_is_known_and_not_learning_is_counted_as_a_trace(verb: str, thing_: Json) -> None:
    found = record(deed(verb, thing_))
    assert (found.entries, found.unclassified, found.traces) == ((), (), 1)


def test_what_no_rule_knows_is_listed() -> None:
    (line,) = record(deed("https://example.org/verbs/juggled", UNIT)).unclassified
    assert line.text == "Priya Raman juggled Unit 1"


def test_a_plan_is_no_deed() -> None:
    plan = {"objectType": "SubStatement", "actor": MARCUS, "verb": {"id": "x:y"}, "object": UNIT}
    found = record(deed(f"{ADL}/verbs/completed", plan), deed(f"{OWN}/verbs/met", plan))
    assert found.entries == ()
    assert len(found.unclassified) == 2
