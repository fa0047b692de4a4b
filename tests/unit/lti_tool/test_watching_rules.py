"""What players tell, by the published Video Profile; pure, without web and database."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from lrs import InvalidRequest
from lti_tool.clips.watching import heat as heats
from lti_tool.clips.watching.observation import Act, Batch, Observation, Settings
from lti_tool.clips.watching.reading import batch
from lti_tool.clips.watching.received import numbers, ranges
from lti_tool.clips.watching.segments import Segment, merged, progress, written
from lti_tool.clips.watching.statements import Telling, statement
from lti_tool.clips.watching.strip import strip
from lti_tool.clips.watching.viewing import Session, Viewing, fresh, skew, steps
from tests.video_profile import violations

AGENT = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "ada"}}
CLIP = {
    "objectType": "Activity",
    "id": "https://hallway.example/clips/1",
    "definition": {"type": "https://w3id.org/xapi/video/activity-type/video"},
}
START = 1_700_000_000_000
LATER = START + 60_000
V = "https://w3id.org/xapi/video/extensions/"


def seen(number: int, act: Act, time: float, watched: tuple[float, float] | None = None) -> Any:
    at = START + number * 1000
    piece = Segment(at, *watched) if watched else None
    return Observation(number, act, at, time, Settings(language="en"), piece, origin=1.0)


def told(*observed: Observation, viewing: Viewing | None = None) -> list[dict[str, Any]]:
    session = Session(UUID(int=7))
    of = Telling("https://hallway.example", AGENT, CLIP, uuid4(), session.id, "Browser/1")
    every = steps(viewing or Viewing(10.0, 0.9), session, list(observed), LATER)
    return [statement(one, of) for step in every for one in step.told]


def verbs(statements: list[dict[str, Any]]) -> list[str]:
    return [s["verb"]["id"].rpartition("/")[2] for s in statements]


WHOLE = (
    seen(1, Act.INITIALIZED, 0),
    seen(2, Act.PLAYED, 0),
    seen(3, Act.SEEKED, 2, (0, 3)),
    seen(4, Act.INTERACTED, 4, (2, 4)),
    seen(5, Act.WATCHING, 9.5, (4, 9.5)),
    seen(6, Act.TERMINATED, 10, (9.5, 10)),
)


def test_a_whole_viewing_keeps_the_rules_of_the_profile() -> None:
    found = told(*WHOLE)
    assert verbs(found) == [
        "initialized",
        "played",
        "seeked",
        "interacted",
        "completed",
        "paused",
        "terminated",
    ]
    assert violations(found) == []
    assert found[-1]["result"]["extensions"] == {
        V + "time": 10,
        V + "played-segments": "0.000[.]3.000[,]2.000[.]10.000",
        V + "progress": 1.0,
    }


def test_the_check_itself_finds_what_is_wrong() -> None:
    """Else a rule that never speaks would look like one that is kept."""
    broken = told(*WHOLE)
    del broken[1]["result"]["extensions"][V + "time"]
    broken[-1]["result"]["extensions"][V + "progress"] = 1.5
    del broken[5]
    assert len(violations(broken)) == 3


def test_it_is_completed_once_however_often_it_is_seen() -> None:
    again = (seen(7, Act.PLAYED, 0), seen(8, Act.PAUSED, 10, (0, 10)))
    assert verbs(told(*WHOLE, *again)).count("completed") == 1


def test_a_session_opens_once_and_a_clip_that_was_not_playing_needs_no_pause() -> None:
    twice = (seen(1, Act.INITIALIZED, 0), seen(2, Act.INITIALIZED, 0))
    assert verbs(told(*twice, seen(3, Act.TERMINATED, 0))) == ["initialized", "terminated"]


def test_what_arrived_before_is_left_out_and_what_comes_late_finds_its_place() -> None:
    session = Session(UUID(int=7), taken="1-2 4")
    arrived = Batch(session.id, START, 10.0, WHOLE)
    assert [one.number for one in fresh(session, arrived)] == [3, 5, 6]
    late, early = Segment(START + 9, 5, 8), Segment(START, 0, 5)
    assert written(merged([late, early])) == "0.000[.]8.000"


@pytest.mark.parametrize(("text", "found"), [("", set()), ("1-3 7", {1, 2, 3, 7}), ("4", {4})])
def test_ranges_are_read_as_they_are_written(text: str, found: set[int]) -> None:
    assert numbers(text) == found
    assert ranges(found) == text


@pytest.mark.parametrize(
    ("pieces", "share"),
    [([], 0.0), ([(0, 5), (2, 5)], 0.5), ([(0, 5), (4, 11)], 1.0), ([(0, 3.3333)], 0.333)],
)
def test_each_second_counts_once(pieces: list[tuple[float, float]], share: float) -> None:
    assert progress([Segment(n, *piece) for n, piece in enumerate(pieces)], 10.0) == share


def test_a_long_story_is_shortened_and_says_the_same() -> None:
    jumps = [Segment(n, n % 50, n % 50 + 0.4) for n in range(0, 1000, 7)] * 3
    found = merged(replaced(jumps))
    assert len(found) <= 400
    assert progress(found, 51.0) == progress(jumps, 51.0)


def replaced(jumps: list[Segment]) -> list[Segment]:
    return [piece._replace(moment=n) for n, piece in enumerate(jumps)]


def test_a_clock_that_is_wrong_is_set_right_and_one_that_is_late_by_the_way_is_not() -> None:
    assert skew(START - 3_600_000, START) == 3_600_000
    assert skew(START - 800, START) == 0
    session = replace(Session(UUID(int=7)), skew=3_600_000)
    step = next(
        iter(steps(Viewing(10.0, 0.9), session, [seen(1, Act.INITIALIZED, 0)], LATER + 3_600_000))
    )
    assert step.told[0].moment == START + 1000 + 3_600_000


def test_heat_counts_people_and_those_who_saw_it_again() -> None:
    heat = heats.NOBODY
    for _ in range(6):
        once = heats.seen(b"", [Segment(1, 0, 10)], 10.0)
        again = heats.seen(once, [Segment(2, 4, 6)], 10.0)
        heat = heats.warmer(heats.warmer(heat, b"", once), once, again)
    assert (heat.viewers, set(heat.people)) == (6, {6})
    assert heat.again == (0, 0, 0, 0, 6, 6, 0, 0, 0, 0)
    assert heats.unpacked(heats.packed(heat.again)) == heat.again
    shown = strip(heat, 10.0)
    assert shown.words.startswith("Of 6 people, 6 watched the beginning and 6 the end.")
    assert "again at 0:04, by 6" in shown.words
    assert [row.people for row in shown.rows] == [6] * 5


GOOD: dict[str, Any] = {"number": 1, "at": START, "act": "played", "time": 0.5}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"number": 0}, "/observations/0/number"),
        ({"at": "now"}, "/observations/0/at"),
        ({"act": "bought"}, "/observations/0/act"),
        ({"time": 12.0}, "/observations/0/time"),
        ({"time": True}, "/observations/0/time"),
        ({"watched": [3, 2]}, "/observations/0/watched"),
        ({"watched": [0, 99]}, "/observations/0/watched/1"),
        ({"act": "seeked"}, "/observations/0/origin"),
        ({"settings": {"speed": 400}}, "/observations/0/settings/speed"),
        ({"settings": {"screen_size": "<b>"}}, "/observations/0/settings/screen_size"),
    ],
)
def test_what_is_no_batch_is_refused_at_its_place(change: dict[str, Any], pointer: str) -> None:
    import orjson

    said = {"session": str(uuid4()), "sent": START, "length": 10.0}
    assert batch(orjson.dumps({**said, "observations": [GOOD]})).observations[0].time == 0.5
    with pytest.raises(InvalidRequest) as refused:
        batch(orjson.dumps({**said, "observations": [{**GOOD, **change}]}))
    assert refused.value.violations[0].pointer == pointer
