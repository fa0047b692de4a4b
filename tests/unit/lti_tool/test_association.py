"""The demo association: the same in every run, valid xAPI, and true to the profiles it speaks."""

import json
from collections import Counter, defaultdict
from datetime import date

import pytest
from tincan import Statement

from lrs import vocabulary
from lrs.record import profile_iri, sources
from lrs.xapi.statement import violations
from lrs.xapi.version import Version
from lti_tool.sandbox.association import statements
from lti_tool.sandbox.association.building import iso_duration
from lti_tool.sandbox.association.totals import Totals, totals
from lti_tool.sandbox.people import BUSIEST, COUNT, SILENT, people

END = date(2026, 11, 22)
ISS = "http://127.0.0.1:8000/sandbox"
VIDEO = "https://w3id.org/xapi/video/"
EXTENSION = f"{VIDEO}extensions/"


@pytest.fixture(scope="module")
def year():
    return list(statements(END, ISS))


@pytest.fixture(scope="module")
def viewings(year):
    """The statements of the Video Profile, by registration."""
    found = defaultdict(list)
    for statement in year:
        context = statement["context"]
        categories = context.get("contextActivities", {}).get("category", ())
        if any(category["id"].startswith(f"{VIDEO}v") for category in categories):
            found[context["registration"]].append(statement)
    return found


def verb(statement):
    return statement["verb"]["id"].rsplit("/", 1)[-1]


def by_actor(year):
    return Counter(s["actor"]["account"]["name"] for s in year)


def test_the_same_arguments_give_the_same_statements(year):
    assert list(statements(END, ISS)) == year


def test_ids_are_unique_and_do_not_depend_on_the_end(year):
    ids = {s["id"] for s in year}
    assert len(ids) == len(year)
    next_day = {s["id"] for s in statements(date(2026, 11, 23), ISS)}
    assert len(ids & next_day) > 0.9 * len(ids)


def test_another_lms_gets_other_ids(year):
    other = {s["id"] for s in statements(END, "https://lms.example", people=40)}
    assert other.isdisjoint(s["id"] for s in year)


def test_statements_come_in_order_of_time_within_the_year(year):
    times = [s["timestamp"] for s in year]
    assert times == sorted(times)
    assert times[0] >= "2025-11-22"
    assert times[-1] < "2026-11-22"


def test_every_statement_is_valid(year):
    for version in Version:
        assert [found for s in year for found in violations(s, version)] == []


def test_a_client_that_nobody_here_wrote_reads_them(year):
    for sent in year[::40]:
        read = json.loads(Statement.from_json(json.dumps(sent)).to_json())
        assert (read["id"], read["verb"]["id"]) == (sent["id"], sent["verb"]["id"])
        assert read["actor"]["account"] == sent["actor"]["account"]


def test_most_do_a_little_and_a_few_do_a_lot(year):
    counts = by_actor(year)
    assert 20_000 < len(year) < 30_000
    assert counts[str(SILENT)] == 0
    assert counts[str(BUSIEST)] > 2_000
    assert counts.keys() <= {person.sub for person in people()}
    sizes = sorted(counts.values(), reverse=True)
    assert sum(sizes[:40]) > len(year) / 2
    assert COUNT * 0.05 < COUNT - len(counts) < COUNT * 0.15
    assert sum(size < 10 for size in sizes) > COUNT * 0.1


def test_nobody_talks_about_who_is_silent(year):
    assert not any(s["object"].get("account", {}).get("name") == str(SILENT) for s in year)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("completed", 2000),
        ("uncompleted", 800),
        ("attended", 500),
        ("commented", 400),
        ("replied", 1000),
        ("posted", 300),
        ("asked", 100),
        ("talked-with", 300),
        ("met", 50),
        ("mentored", 60),
        ("attested", 300),
        ("satisfied", 100),
        ("create", 30),
    ],
)
def test_each_kind_of_learning_happens(year, name, least):
    assert sum(verb(s) == name for s in year) >= least


def test_systems_are_those_that_the_record_knows(year):
    codes = {sources.source_of(s).code for s in year}
    assert codes == {"MO", "HW", "ZM", "EB", "ML", "XL"}


def test_our_own_terms_have_the_address_of_our_profile():
    assert vocabulary.PROFILE == profile_iri.BASE
    assert vocabulary.MET.iri == profile_iri.MET
    assert vocabulary.TIME_BASIS == profile_iri.TIME_BASIS


def test_moodle_takes_a_completion_back_and_gives_it_again_around_the_course(year):
    around = [
        index
        for index, s in enumerate(year)
        if verb(s) == "completed" and s["object"]["id"].startswith(f"{ISS}/course/view.php")
    ]
    assert len(around) > 100
    for index in around:
        before, course, after = year[index - 1 : index + 2]
        assert (verb(before), verb(after)) == ("uncompleted", "completed")
        assert before["timestamp"] == course["timestamp"] == after["timestamp"]
        assert before["object"] == after["object"]
        assert "result" not in course


def test_attestations_come_from_the_other_side_and_later(year):
    said = {s["id"]: s for s in year}
    for confirmation in (s for s in year if verb(s) == "attested"):
        claim = said[confirmation["object"]["id"]]
        assert claim["object"]["account"] == confirmation["actor"]["account"]
        assert claim["timestamp"] < confirmation["timestamp"]


def seen(text):
    """Length in seconds of the union of played segments."""
    pairs = sorted(tuple(map(float, pair.split("[.]"))) for pair in text.split("[,]"))
    milliseconds = set()
    for start, end in pairs:
        milliseconds.update(range(round(start * 1000), round(end * 1000)))
    return len(milliseconds) / 1000


def test_progress_is_the_union_of_what_was_played_over_the_registration(viewings):
    for statements_ in list(viewings.values())[::40]:
        for s in statements_:
            told = s.get("result", {}).get("extensions", {})
            if f"{EXTENSION}progress" in told:
                length = s["context"]["extensions"][f"{EXTENSION}length"]
                share = seen(told[f"{EXTENSION}played-segments"]) / length
                assert told[f"{EXTENSION}progress"] == pytest.approx(share, abs=0.0005)


def test_player_sessions_follow_the_pattern_of_the_video_profile(viewings):
    sessions = defaultdict(list)
    for statements_ in viewings.values():
        for s in statements_:
            sessions[s["context"]["extensions"][f"{EXTENSION}session-id"]].append(verb(s))
    assert len(sessions) > 1000
    for verbs in sessions.values():
        assert (verbs[0], verbs[-1]) == ("initialized", "terminated")
        assert verbs.count("initialized") == verbs.count("terminated") == 1
        standing = [name for name in verbs if name in {"played", "paused", "terminated"}]
        assert standing[-2] == "paused"


def test_a_clip_is_completed_once_and_only_at_the_threshold(viewings):
    for statements_ in viewings.values():
        done = [s for s in statements_ if verb(s) == "completed"]
        assert len(done) <= 1
        for s in done:
            assert s["result"]["completion"] is True
            assert s["result"]["extensions"][f"{EXTENSION}progress"] >= 0.9


def test_times_have_three_decimals_at_most(viewings):
    for statements_ in viewings.values():
        for s in statements_:
            for name, value in s.get("result", {}).get("extensions", {}).items():
                if isinstance(value, float):
                    assert round(value, 3) == value, name


def test_the_rich_record_is_known_to_the_last_minute(year):
    assert totals(year, "1") == Totals(
        statements=320,
        courses_completed=5,
        lessons_passed=5,
        clips_viewed=14,
        clips_made=2,
        comments=6,
        replies=14,
        posts=4,
        questions=2,
        answers=3,
        events_attended=13,
        talks=18,
        mentoring_sessions=6,
        confirmed=16,
        quiz_minutes=65.733,
        lesson_minutes=73.649,
        clip_minutes=30.681,
        event_minutes=966.233,
        talk_minutes=360.0,
        mentoring_minutes=255.0,
    )


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "PT0S"),
        (59, "PT59S"),
        (60, "PT1M"),
        (3600, "PT1H"),
        (3725.5, "PT1H2M5.5S"),
        (0.25, "PT0.25S"),
        (5400, "PT1H30M"),
    ],
)
def test_durations_are_iso_8601(seconds, written):
    assert iso_duration(seconds) == written


def test_people_are_two_hundred_different_ones():
    everybody = people()
    assert len({p.name for p in everybody}) == len({p.email for p in everybody}) == COUNT
    assert all(p.email.isascii() for p in everybody)
