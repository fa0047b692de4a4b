"""Roster (NRPS): the people of a course, page by page, who left, and who may see them."""

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from lrs import Lrs, Store
from lti_tool import commands
from lti_tool.launch.claims import GROUPS, NRPS
from lti_tool.launch.keys import Keys
from lti_tool.launch.registration import disable_platform
from lti_tool.launch.roles import Role
from lti_tool.services.roster.asking import Asking, Narrowed
from lti_tool.services.roster.membership import SCOPE, TYPE, members
from lti_tool.services.roster.storage import Course as CourseKey
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, MEMBERSHIP, FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.lti.graded import Course, course

_SAMPLES = Path(__file__).parents[1] / "samples" / "moodle_lti"
_MOODLE = json.loads((_SAMPLES / "nrps_members.json").read_text())["members"]


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    published = Keys(lrs.database, lrs.settings.secret).published
    with running_services(tool_keys=published, members=[*_MOODLE]) as running:
        yield running


@pytest.fixture
def here(lrs: Lrs, store: Store, lms: FakePlatform, services: FakeServices) -> Course:
    services.add_item()
    return course(lrs, store, lms, services)


@pytest.fixture
def asking(here: Course) -> Asking:
    return Asking(here.tool.door, here.platform)


def _key(here: Course) -> CourseKey:
    return CourseKey(here.platform.id, "1", "course-1")


def _fetched(here: Course) -> None:
    """A teacher looks at the page, and the worker does what it asks for."""
    here.open(roles=[INSTRUCTOR])
    assert here.get("/app/people").status_code == 200
    here.work()


def _names(here: Course, **gone: bool) -> list[str]:
    return [m.name for m in here.tool.rosters.members(here.store.id, _key(here), **gone)]


class TestCertification:
    def test_membership_call_made(self, here):
        _fetched(here)
        assert _names(here) == ["Ana Learner", "Jörg Müller", "Sam Student", "Tina Teacher"]

    def test_membership_call_accept_header(self, here):
        _fetched(here)
        assert here.services.calls("memberships")[0].headers["accept"] == TYPE

    def test_membership_call_token(self, here):
        _fetched(here)
        assert here.services.calls("memberships")[0].headers["authorization"] == "Bearer token-0"

    def test_membership_call_scope(self, here):
        _fetched(here)
        assert here.services.tokens["token-0"][0] == SCOPE


def test_every_page_is_read(here):
    here.services.page = 1
    _fetched(here)
    assert len(_names(here)) == 4
    assert len(here.services.calls("memberships")) == 4


def test_half_a_list_marks_nobody_as_gone(here):
    _fetched(here)
    here.services.page = 2
    more = {"Link": f'<{here.services.memberships}?from=2>; rel="next"'}
    here.services.instead.extend([(200, "", {"members": _MOODLE[:1]}, more), (500, "", "", {})])
    form = {"form_token": _token(here.get("/app/people").text)}
    here.post("/app/people", data=form)
    here.work()
    assert len(_names(here)) == 4
    assert "500" in here.tool.rosters.find(here.store.id, _key(here)).problem
    assert "500" in here.get("/app/people").text


def test_role_limit_and_link_narrow_the_question(here, asking):
    told = asking.members(here.services.memberships, Narrowed("Learner", "link-1", 50))
    assert len(told.members) == 3
    assert here.services.calls("memberships")[0].query == {
        "role": "Learner",
        "rlid": "link-1",
        "limit": "50",
    }


def test_who_left_is_marked_and_who_comes_back_is_there_again(here):
    _fetched(here)
    left = here.services.members.pop(0)
    here.clock.ahead += 60
    _again(here)
    assert "Ana Learner" not in _names(here)
    assert _names(here, gone=True) == ["Ana Learner"]
    here.services.members.append(left | {"name": ""} | {"given_name": "", "family_name": ""})
    here.clock.ahead += 60
    _again(here)
    assert "Ana Learner" in _names(here)  # a name that is not told any more is not blanked


def _again(here: Course) -> None:
    form = {"form_token": _token(here.get("/app/people").text)}
    assert here.post("/app/people", data=form).status_code == 303
    here.work()


def test_differences_are_asked_for_where_they_are_offered(here):
    changes = f"{here.services.memberships}?since=672"
    offered = {"Link": f'<{changes}>; rel="differences"'}
    here.services.instead.append((200, "", {"members": _MOODLE}, offered))
    _fetched(here)
    gone = {**_MOODLE[0], "status": "Deleted"}
    here.services.instead.append((200, "", {"members": [gone]}, {}))
    here.clock.ahead += 60
    _again(here)
    assert here.services.calls("memberships")[-1].query == {"since": "672"}
    assert _names(here) == ["Jörg Müller", "Sam Student", "Tina Teacher"]
    assert _names(here, gone=True) == ["Ana Learner"]


def test_differences_that_are_gone_become_a_whole_list(here):
    offered = {"Link": f'<{here.services.url}/gone?since=1>; rel="differences"'}
    here.services.instead.append((200, "", {"members": _MOODLE[:1]}, offered))
    _fetched(here)
    here.clock.ahead += 60
    _again(here)
    assert len(_names(here)) == 4


_LIS = "http://purl.imsglobal.org/vocab/lis/v2"


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        (["Learner"], Role.LEARNER),
        (["Instructor"], Role.INSTRUCTOR),
        ([f"{MEMBERSHIP}#Instructor"], Role.INSTRUCTOR),
        (
            ["Instructor", f"{_LIS}/person#Administrator"],
            Role.ADMINISTRATOR,
        ),  # Moodle's malformed one
        ([f"{_LIS}/person#Administrator"], Role.LEARNER),
        ([f"{MEMBERSHIP}/Instructor#TeachingAssistant", "Instructor"], Role.TEACHING_ASSISTANT),
        (["Mentor"], Role.MENTOR),
        ([], Role.LEARNER),
        ([7, None], Role.LEARNER),
        ("Learner", Role.LEARNER),
    ],
)
def test_short_and_long_role_names(roles, role):
    [member] = members({"members": [{"user_id": 4, "roles": roles}]}, {})
    assert (member.subject, member.role) == ("4", role)


def test_the_test_user_and_the_nameless_are_not_people():
    test_user = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
    odd = [{"user_id": "9", "roles": ["Learner", test_user]}, {"roles": []}, "x", {"user_id": ""}]
    assert members({"members": odd}, {}) == []


def test_the_people_are_those_of_the_launches(here, lrs, store):
    launched = here.launch()
    _fetched(here)
    [sam] = [m for m in here.tool.rosters.members(store.id, _key(here)) if m.name == "Sam Student"]
    assert sam.person_id == launched.person_id
    assert {p.name for p in lrs.people(store.id)} >= {"Ana Learner", "Jörg Müller"}


def _token(page: str) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page)[1]


def test_the_page_is_for_those_who_teach(here):
    _fetched(here)
    page = here.get("/app/people").text
    assert "Ana Learner" in page
    assert "/app/record/" not in page
    assert "/console/" not in page
    here.open(roles=[LEARNER])
    assert here.get("/app/people").status_code == 403
    assert "/app/people" not in here.get("/app/record").text


def test_a_course_whose_people_the_lms_does_not_tell(here):
    here.open(roles=[INSTRUCTOR], **{NRPS: None})
    page = here.get("/app/people").text
    assert "tell</h2>" in page
    assert here.services.calls() == []


def test_a_form_of_another_page_asks_for_nothing(here):
    here.open(roles=[INSTRUCTOR])
    assert here.post("/app/people", data={"form_token": "x"}).status_code == 403


def test_groups_are_kept_where_they_are_told(here):
    here.services.groups = [
        {"id": "g1", "name": "Red", "set_id": "s1"},
        {"id": "g2", "name": "Blue"},
    ]
    here.services.members[0] = {**_MOODLE[0], "group_enrollments": [{"group_id": "g1"}]}
    claim = {
        "context_groups_url": f"{here.services.url}/groups",
        "context_group_sets_url": f"{here.services.url}/sets",
        "service_versions": ["1.0"],
    }
    here.open(roles=[INSTRUCTOR], **{GROUPS: claim})
    here.get("/app/people")
    here.work()
    assert here.services.calls("memberships")[0].query == {"groups": "true"}
    groups = here.tool.rosters.groups(here.store.id, _key(here))
    assert [(g.name, g.set_name) for g in groups] == [("Blue", ""), ("Red", "Colours")]
    assert "Red" in here.get("/app/people").text


def test_the_command_fetches_every_course(here, lrs):
    here.open(roles=[LEARNER])
    [group] = [c for c in commands(lrs) if c.name == "platform"]
    run = CliRunner().invoke(group, ["roster", str(here.platform.id), "--json"])
    assert json.loads(run.output) == [
        {"course": "Onboarding", "people": 4, "left": 0, "problem": ""}
    ]


class TestByNight:
    """What the worker does by itself, at three in the morning of the organisation."""

    @pytest.fixture
    def course(self, here: Course) -> Course:
        """A course that a learner opened today and whose list no teacher ever looked at."""
        here.services.future = 60 * 86400
        here.open(roles=[LEARNER])
        return here

    def _round(self, here: Course, days: int, hour: int) -> int:
        """Let the worker go round so many days from now; give how often the LMS was asked."""
        zone = ZoneInfo(here.store.time_zone)
        day = datetime.now(zone) + timedelta(days=days)
        then = day.replace(hour=hour, minute=30)
        here.clock.ahead = then.timestamp() - time.time()  # true seconds, where clocks change too
        before = len(here.services.calls("memberships"))
        here.lrs.queue.send("nightly-rosters")
        here.work()
        return len(here.services.calls("memberships")) - before

    def test_each_course_is_asked_for_once_a_night(self, course):
        asked = [self._round(course, day, hour) for day, hour in ((1, 3), (1, 4), (1, 14), (2, 3))]
        assert asked == [1, 0, 0, 1]
        assert len(_names(course)) == 4

    def test_who_left_meanwhile_is_marked(self, course):
        self._round(course, 1, 3)
        course.services.members.pop(0)
        self._round(course, 2, 3)
        assert _names(course, gone=True) == ["Ana Learner"]

    def test_a_course_that_nobody_opened_for_a_month_is_left_alone(self, course):
        assert self._round(course, 32, 3) == 0

    def test_a_closed_platform_is_left_alone(self, course):
        disable_platform(course.lrs.database, course.platform.id)
        assert self._round(course, 1, 3) == 0

    def test_an_lms_that_fails_is_asked_again_the_next_night(self, course):
        course.services.instead.append((500, "", "", {}))
        assert [self._round(course, *at) for at in ((1, 2), (1, 3), (2, 3))] == [1, 0, 1]
        assert len(_names(course)) == 4

    def test_without_a_worker_by_night_it_happens_by_day(self, course):
        self._round(course, 1, 3)
        assert [self._round(course, day, 14) for day in (2, 3, 4)] == [0, 1, 0]

    def test_the_groups_that_a_launch_named_come_along(self, here):
        here.services.future = 60 * 86400
        here.services.groups = [{"id": "g1", "name": "Red"}]
        here.open(
            roles=[LEARNER], **{GROUPS: {"context_groups_url": f"{here.services.url}/groups"}}
        )
        self._round(here, 1, 3)
        assert [g.name for g in here.tool.rosters.groups(here.store.id, _key(here))] == ["Red"]
