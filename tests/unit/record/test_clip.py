"""Clips watched: one entry for each clip, each second of it once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.record.clip import union
from lrs.record.entry import TimeBasis
from tests.unit.record.deeds import (
    CLIP_TYPE,
    VIDEO,
    at,
    context,
    deed,
    only,
    record,
    thing,
    watching,
)

PLAYED, PAUSED = (f"{VIDEO}/verbs/{verb}" for verb in ("played", "paused"))


def test_the_share_watched_is_the_union_of_all_played_segments() -> None:
    entry = only(
        watching("initialized", 0),
        watching(PLAYED, 0),
        watching(PAUSED, 1, "0.000[.]60.000"),
        watching(PAUSED, 2, "0.000[.]60.000[,]30.000[.]90.000"),
        watching("terminated", 60, "45.000[.]135.000"),
    )
    assert entry.minutes == 135 / 60
    assert entry.time_basis is TimeBasis.MEASURED
    assert entry.detail == "watched 75 % of a clip of 3:00"
    assert entry.status == "started"
    assert (entry.start.isoformat(), entry.end.isoformat()) == (at(0), at(60))


@pytest.mark.parametrize("category", [VIDEO, f"{VIDEO}/v/2", f"{VIDEO}/v1.0.2", f"http{VIDEO[5:]}"])
def test_each_version_of_the_video_profile_is_known(category: str) -> None:
    untyped = {"objectType": "Activity", "id": "https://example.org/v"}
    entry = only(watching("completed", 0, "0[.]180", category=category, object=untyped))
    assert (entry.kind, entry.status, entry.minutes) == ("clip-view", "completed", 3.0)


def test_a_category_that_only_begins_alike_is_another_profile() -> None:
    untyped = {"objectType": "Activity", "id": "https://example.org/v"}
    assert (
        only(watching("completed", 0, category=f"{VIDEO}conference", object=untyped)).kind
        == "activity"
    )


def test_progress_alone_is_an_estimate() -> None:
    entry = only(
        deed(
            PAUSED,
            thing("clip", CLIP_TYPE),
            result={"extensions": {f"{VIDEO}/extensions/progress": 0.5}},
            context=context(extensions={f"{VIDEO}/extensions/length": 120}),
        )
    )
    assert (entry.minutes, entry.time_basis) == (1.0, TimeBasis.ESTIMATED)


def test_opening_a_clip_and_going_away_is_no_learning() -> None:
    assert record(watching("initialized", 0)).entries == ()


def test_moments_of_a_clip_are_the_clip() -> None:
    moment = thing("clip-1#t=75", CLIP_TYPE, "Bank feeds")
    watched = only(watching(PLAYED, 0), watching(PAUSED, 1, "0[.]30", object=moment))
    assert watched.url.endswith("/clip-1")


@pytest.mark.parametrize(
    ("segments", "seconds"),
    [
        ("0[.]10", 10),
        ("0[.]10[,]5[.]20", 20),
        ("10[.]0", 0),
        ("-5[.]5", 5),
        ("0[.]nan", 0),
        ("nonsense[,]1[.]2[,][.]", 1),
        ("0[.]1000", 180),
        ("200[.]300", 0),
    ],
)
def test_segments_that_make_no_sense_count_nothing(segments: str, seconds: float) -> None:
    assert union(segments.split("[,]"), 180.0) == seconds


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12))
def test_the_union_counts_each_second_once(spans: list[tuple[int, int]]) -> None:
    seen = {second for start, end in spans for second in range(start, end)}
    assert union([f"{start}[.]{end}" for start, end in spans], None) == len(seen)


def test_a_clip_made_tells_its_length_and_how_often_it_was_shared() -> None:
    clip = thing("clip", CLIP_TYPE, "Bank feeds")
    length = context(extensions={f"{VIDEO}/extensions/length": 168})
    entry = only(
        deed("http://activitystrea.ms/create", clip, 0, context=length),
        deed("http://adlnet.gov/expapi/verbs/shared", clip, 5),
        deed("http://adlnet.gov/expapi/verbs/shared", clip, 9),
    )
    assert entry.detail == "made a clip of 2:48, shared 2 times"
