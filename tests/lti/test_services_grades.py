"""Grades (AGS): columns, scores, results, and what never reaches a gradebook. Names as in the certification list."""

from collections.abc import Iterator

import pytest

from lrs import Lrs, Store
from lti_tool.launch.keys import Keys
from lti_tool.services.errors import CallRefused, NotOffered
from lti_tool.services.grades.line_item import LineItem
from lti_tool.services.grades.line_items import Gradebook, LineItems
from lti_tool.services.grades.outbox import hashed
from lti_tool.services.grades.reporting import Achievement
from lti_tool.services.grades.score import Grading, State
from lti_tool.services.links import ResourceLinks, key_of
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, FakePlatform
from tests.lti.fake_services import AGS, FakeServices, running_services
from tests.lti.graded import Course, course

_TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
_AUDIENCE = {"desire2learn": "https://api.brightspace.com/auth/token"}


@pytest.fixture(params=["moodle"])
def family(request) -> str:
    return request.param


@pytest.fixture
def services(lrs: Lrs, family: str) -> Iterator[FakeServices]:
    published = Keys(lrs.database, lrs.settings.secret).published
    audience = _AUDIENCE.get(family, "")
    with running_services(tool_keys=published, family=family, audience=audience) as running:
        yield running


@pytest.fixture
def here(lrs: Lrs, store: Store, lms: FakePlatform, services: FakeServices) -> Course:
    """A course whose one link has a column."""
    services.add_item(resourceLinkId="link-1", resourceId="r", tag="t", label="Clip")
    return course(lrs, store, lms, services)


@pytest.fixture
def items(here: Course) -> LineItems:
    scopes = frozenset(f"{AGS}/scope/{s}" for s in ("lineitem", "result.readonly"))
    return LineItems(here.tool.door, Gradebook(here.platform, here.services.line_items, scopes))


def _sendings(here: Course, *states: State):
    return here.tool.grades.page(here.store.id, states or tuple(State), 0, 50)


_FAMILIES = pytest.mark.parametrize("family", ["moodle", "canvas", "desire2learn"], indirect=True)


@_FAMILIES
class TestCertification:
    def test_token_requested_and_line_item_created(self, items, here):
        made = items.make(LineItem("A column", 20, resource_id="x1", tag="t1"))
        assert made.id == here.services.line_item("2")
        [asked] = here.services.calls(method="POST")
        assert asked.json == {
            "label": "A column",
            "scoreMaximum": 20.0,
            "resourceId": "x1",
            "tag": "t1",
        }

    def test_line_items_read(self, items, here):
        here.services.add_item("2")
        here.services.page = 1
        assert [item.label for item in items.all(limit=1)] == ["Clip", "Clip"]
        assert [item.id for item in items.all(resource_link_id="link-1")] == [
            here.services.line_item()
        ]

    def test_line_item_updated(self, items, here):
        items.rename(here.services.line_item(), "New name")
        kept = here.services.items["1"]
        assert kept["label"] == "New name"
        # Moodle clears what isn't repeated.
        assert (kept["resourceId"], kept["tag"], kept["resourceLinkId"]) == ("r", "t", "link-1")

    def test_line_item_deleted(self, items, here):
        items.remove(here.services.line_item())
        assert here.services.items == {}
        with pytest.raises(CallRefused, match="404"):
            items.one(here.services.line_item())

    def test_score_posted(self, here):
        assert here.tool.grades.report(here.launch(), Achievement(80, 100))
        here.work()
        [score] = here.services.scores.values()
        assert (score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("4", 80, 100)
        assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
        assert score["timestamp"].endswith("Z")
        assert [s.state for s in _sendings(here)] == [State.DELIVERED]

    def test_results_read(self, items, here):
        here.tool.grades.report(here.launch(), Achievement(8, 10))
        here.work()
        [result] = items.results(here.services.line_item(), subject="4")
        assert (result.subject, result.given, result.maximum) == ("4", 8, 10)
        assert items.results(here.services.line_item(), subject="5") == []


def test_a_column_is_made_once(items, here):
    wanted = LineItem("Clip 7", 100, resource_id="clip-7", resource_link_id="link-1")
    assert items.ensure(wanted).id == items.ensure(wanted).id
    assert len(here.services.items) == 2


def test_what_the_lms_said_of_a_column_goes_back(items, here):
    own = {"https://canvas.instructure.com/lti/submission_type": {"type": "none"}}
    here.services.items["1"] |= own
    items.rename(here.services.line_item(), "New name")
    assert here.services.calls(method="PUT")[0].json.items() >= own.items()


def test_no_more_is_asked_for_than_is_needed(items, here):
    items.all()
    assert b"lineitem.readonly" not in here.services.calls("/token")[0].body  # not granted
    with pytest.raises(NotOffered, match="scope"):
        LineItems(
            here.tool.door, Gradebook(here.platform, here.services.line_items, frozenset())
        ).all()


def test_scores_go_before_the_query(here):
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    [asked] = here.services.calls("scores")
    assert asked.path.endswith("/lineitem/scores")
    assert asked.query == {"type_id": "1"}


def test_timestamps_grow_by_more_than_a_second(here):
    launch = here.launch()
    for points in (10, 20, 30):
        here.tool.grades.report(launch, Achievement(points, 100))
        here.work()
    stamps = [asked.json["timestamp"] for asked in here.services.calls("scores")]
    assert len({stamp[:19] for stamp in stamps}) == 3
    assert stamps == sorted(stamps)
    assert here.services.scores["1", "4"]["scoreGiven"] == 30


def test_only_the_newest_score_is_sent(here):
    launch = here.launch()
    for points in (10, 20, 30):
        here.tool.grades.report(launch, Achievement(points, 100))
    here.work()
    assert [asked.json["scoreGiven"] for asked in here.services.calls("scores")] == [30]


@pytest.mark.parametrize(
    "again", [Achievement(80, 100), Achievement(20, 100), Achievement(None, 100)]
)
def test_a_score_only_rises(here, again):
    launch = here.launch()
    here.tool.grades.report(launch, Achievement(80, 100))
    here.work()
    assert not here.tool.grades.report(launch, again)
    here.work()
    assert len(here.services.calls("scores")) == 1


def test_moodle_would_erase_the_grade_for_anything_but_a_finished_one(here):
    launch = here.launch()
    here.tool.grades.report(launch, Achievement(None, 100))
    here.work()
    assert here.services.calls("scores") == []
    [kept] = _sendings(here)
    assert kept.state is State.WITHHELD
    assert "erase" in kept.answer
    here.tool.grades.report(launch, Achievement(80, 100, Grading.PENDING_MANUAL))
    here.work()
    assert here.services.calls("scores") == []
    here.tool.grades.report(launch, Achievement(90, 100))
    here.work()
    assert here.services.scores["1", "4"]["scoreGiven"] == 90


@pytest.mark.parametrize("family", ["canvas"], indirect=True)
def test_canvas_hears_of_a_beginning_and_makes_no_submission(here):
    here.tool.grades.report(here.launch(), Achievement(None, 100))
    here.work()
    [asked] = here.services.calls("scores")
    assert "scoreGiven" not in asked.json
    assert asked.json["activityProgress"] == "InProgress"
    assert asked.json["https://canvas.instructure.com/lti/submission"] == {"new_submission": False}


@pytest.mark.parametrize(
    "roles", [[INSTRUCTOR], [LEARNER, _TEST_USER]], ids=["teacher", "test-user"]
)
def test_only_learners_get_scores(here, roles):
    assert not here.tool.grades.report(here.launch(roles=roles), Achievement(80, 100))
    here.work()
    assert _sendings(here) == []


@pytest.mark.parametrize(
    "endpoint",
    [None, {"scope": [], "lineitems": "https://lms.example.org/x"}, "odd", {"lineitem": 3}],
)
def test_a_link_without_a_column_takes_no_score(here, endpoint):
    launch = here.launch(**{f"{AGS}/claim/endpoint": endpoint})
    assert not here.tool.grades.report(launch, Achievement(80, 100))


def test_a_link_of_a_whole_course_in_canvas_is_no_activity(here):
    launch = here.launch(resource_link={"id": "course-1"})
    assert not here.tool.grades.report(launch, Achievement(80, 100))


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ((409, "Refusing score with an earlier timestamp", [], {}), State.OVERTAKEN, "newer"),
        (
            (404, "Not Found: Grade item 1 doesn't exist", "", {}),
            State.FAILED,
            "not in the gradebook",
        ),
        (
            (400, "Incorrect score received", [], {}),
            State.FAILED,
            "can't be graded",
        ),
        ((422, "", {"errors": [{"message": "not in course"}]}, {}), State.FAILED, "not in course"),
        ((403, "Forbidden", "", {}), State.FAILED, "active"),
        ((500, "", "", {}), State.WAITING, "500"),
        ((429, "", "", {"Retry-After": "600"}), State.WAITING, "600 s"),
    ],
    ids=["overtaken", "gone", "not-gradable", "unprocessable", "forbidden", "broken", "busy"],
)
def test_what_becomes_of_a_score(here, answer, state, words):
    here.services.instead.append(answer)
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    [kept] = _sendings(here)
    assert kept.state is state
    assert words in kept.answer


def test_retries_wait_longer_each_time_and_then_get_through(here):
    here.services.instead.extend([(500, "", "", {})] * 3)
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    for waited, tried in ((50, 1), (70, 2), (100, 2), (30, 3), (200, 3), (50, 4)):
        here.clock.ahead += waited
        here.lrs.queue.send("grades")
        here.work()
        assert len(here.services.calls("scores")) == tried, waited
    assert [s.state for s in _sendings(here)] == [State.DELIVERED]


def test_the_patience_that_was_asked_for_is_kept(here):
    here.services.instead.append((429, "", "", {"Retry-After": "600"}))
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    for waited, tried in ((0, 1), (590, 1), (20, 2)):
        here.clock.ahead += waited
        here.lrs.queue.send("grades")
        here.work()
        assert len(here.services.calls("scores")) == tried


def test_given_up_after_a_week(here):
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    for _ in range(45):
        here.services.instead.append((500, "", "", {}))
        here.lrs.queue.send("grades")
        here.work()
        here.clock.ahead += 6 * 3600 + 1
    [kept] = _sendings(here)
    assert kept.state is State.FAILED
    assert "week" in kept.answer


def test_a_newer_score_while_the_older_one_is_on_its_way(here, monkeypatch):
    launch, sent = here.launch(), here.services._score

    def meanwhile(asked, number):
        if not here.services.scores:
            here.tool.grades.report(launch, Achievement(90, 100))
        return sent(asked, number)

    monkeypatch.setattr(
        "tests.lti.fake_services._ROUTES",
        [(r"/2/LineItems/(\d+)/lineitem/scores", "scope/score", lambda _, a, n: meanwhile(a, n))],
    )
    here.tool.grades.report(launch, Achievement(80, 100))
    here.work()
    assert here.services.scores["1", "4"]["scoreGiven"] == 90
    assert [s.state for s in _sendings(here)] == [State.DELIVERED]


def test_a_closed_platform_hears_nothing(here):
    from lti_tool.launch.registration import disable_platform

    launch = here.launch()
    here.tool.grades.report(launch, Achievement(80, 100))
    disable_platform(here.lrs.database, here.platform.id)
    here.work()
    assert here.services.calls() == []
    assert [s.state for s in _sendings(here)] == [State.FAILED]


def test_a_score_that_failed_is_sent_again(here):
    here.services.instead.append((404, "", "", {}))
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    column = hashed(here.services.line_item())
    assert here.tool.grades.resend(here.store.id, here.platform.id, column, "4")
    here.work()
    assert [s.state for s in _sendings(here)] == [State.DELIVERED]
    assert not here.tool.grades.resend(here.store.id, here.platform.id, column, "4")


_CLIP = "https://hallway.example/clips/7"


def _statement(verb: str, activity: str = _CLIP, **more):
    return {"id": str(id(more)), "verb": {"id": verb}, "object": {"id": activity}, **more}


@pytest.mark.parametrize(
    ("rule", "statement", "given"),
    [
        (
            {"task": "clip-watched", "enough": 0.9},
            _statement(
                "https://w3id.org/xapi/video/verbs/paused",
                result={"extensions": {"https://w3id.org/xapi/video/extensions/progress": 0.95}},
            ),
            50,
        ),
        (
            {"task": "discussion-posted", "enough": 1},
            _statement(
                "http://id.tincanapi.com/verb/replied",
                "https://hallway.example/x",
                context={"contextActivities": {"parent": [{"id": _CLIP}]}},
            ),
            50,
        ),
        (
            {"task": "clip-recorded", "enough": 2},
            _statement(
                "http://activitystrea.ms/create",
                "https://hallway.example/clips/8",
                object={
                    "id": "https://hallway.example/clips/8",
                    "definition": {"type": "https://w3id.org/xapi/video/activity-type/video"},
                },
                context={"contextActivities": {"grouping": {"id": _CLIP}}},
            ),
            None,
        ),
        ({"task": "clip-watched", "enough": 0.9}, _statement("x", "https://other.example"), "none"),
    ],
    ids=["watched", "posted", "one-of-two-recorded", "something-else"],
)
def test_statements_earn_a_score(here, rule, statement, given):
    import json

    launch = here.launch()
    settings = json.dumps({"activity": _CLIP, "points": 50} | rule)
    here.lrs.database.write(
        lambda c: ResourceLinks(c, here.store.id).settle(key_of(launch), "clip", settings, "picked")
    )
    put = here.tool.grades.consider(here.store.id, launch.person_id, [statement])
    assert put == (given != "none")
    if put:
        [kept] = _sendings(here)
        assert kept.score.given == given
        assert kept.score.maximum == 50
