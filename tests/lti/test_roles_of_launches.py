"""What a role opens: mentors see their learners alone, the test student leaves no trace, overrides decide."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lrs import Lrs, Scope, Store
from lrs.transcripts.period import Period
from lti_tool.launch.registration import change_platform
from lti_tool.launch.roles import Role, overrides, role_of
from lti_tool.mentoring.rules import MOST, learners
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, LTI, MEMBERSHIP, FakePlatform

_MENTOR = f"{MEMBERSHIP}#Mentor"
_SCOPE = f"{LTI}role_scope_mentor"
VIDEO = "https://w3id.org/xapi/video/"
_TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"


def _as_mentor(client: FlaskClient, platform: FakePlatform, *named: str, **changes):
    changes = {"sub": "parent", "name": "Pat Parent", "roles": [_MENTOR], **changes}
    opened = platform.launch(client, **{_SCOPE: list(named)}, **changes)
    assert opened.status_code == 303
    return client.get("/app/learners")


@pytest.fixture
def children(app: Flask, platform: FakePlatform, lrs: Lrs, store: Store) -> dict[str, str]:
    """Two learners who came by themselves: subject -> person id."""
    found = {}
    for subject, name in (("4", "Sam Student"), ("5", "Kim Student")):
        platform.launch(app.test_client(), sub=subject, name=name)
        account = {"homePage": platform.issuer, "name": subject}
        found[subject] = str(lrs.meet(store.id, {"account": account}))
    return found


def test_a_mentor_sees_the_learners_whom_the_lms_names_and_no_others(client, platform, children):
    page = _as_mentor(client, platform, "4")
    assert 'data-role="mentor"' in page.text
    assert "Sam Student" in page.text
    assert "Kim Student" not in page.text
    assert "Sam Student" in client.get(f"/app/learners/{children['4']}").text
    assert client.get(f"/app/learners/{children['4']}/transcript.csv").status_code == 200
    for path in ("", "/transcript.csv", "/statements/00000000-0000-4000-8000-000000000000"):
        assert client.get(f"/app/learners/{children['5']}{path}").status_code == 404


def test_a_mentor_without_learners(client, platform, children):
    assert "Nobody is named" in _as_mentor(client, platform).text
    assert client.get(f"/app/learners/{children['4']}").status_code == 404


@pytest.mark.parametrize("role", [LEARNER, INSTRUCTOR], ids=["learner", "instructor"])
def test_who_is_no_mentor_sees_nobody_by_the_claim(client, platform, children, role: str):
    page = _as_mentor(client, platform, "4", roles=[role])
    assert page.status_code == 404
    assert client.get(f"/app/learners/{children['4']}").status_code == 404


def test_a_mentor_is_never_a_teacher(client, platform, children):
    assert 'data-role="mentor"' in _as_mentor(client, platform, "4").text
    assert client.get("/app/people").status_code in {403, 404}


@pytest.mark.parametrize(
    ("role", "claim", "expected"),
    [
        (Role.MENTOR, ["a", "b", "a"], ["a", "b"]),
        (Role.MENTOR, [7], ["7"]),
        (Role.MENTOR, ["$Canvas.x", "", " ", None, "x" * 256], []),
        (Role.MENTOR, "a", []),
        (Role.MENTOR, [str(n) for n in range(MOST + 1)], [str(n) for n in range(MOST)]),
        (Role.INSTRUCTOR, ["a"], []),
    ],
)
def test_the_claim_is_read_with_care(role: Role, claim, expected):
    assert learners(role, {_SCOPE: claim}) == expected


def test_the_test_student_becomes_no_person(client, platform: FakePlatform, lrs: Lrs, store: Store):
    before = lrs.count_people(store.id)
    assert platform.launch(client, sub="test", roles=[LEARNER, _TEST_USER]).status_code == 303
    assert lrs.count_people(store.id) == before
    page = client.get("/app/record")
    assert page.status_code == 404
    assert "preview of what a student sees" in page.text


def _tell(client: FlaskClient, lrs: Lrs, store: Store, account: dict, clip: str) -> None:
    """Let another system tell over xAPI that this account finished a clip."""
    statement = {
        "actor": {"objectType": "Agent", "account": account},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": clip, "definition": {"type": f"{VIDEO}activity-type/video"}},
    }
    key = lrs.create_key(store, [Scope.ALL], "Player")
    answer = client.post(
        "/xapi/statements",
        json=statement,
        auth=(key.key, key.secret),
        headers={"X-Experience-API-Version": "1.0.3"},
    )
    assert answer.status_code == 200, answer.text


def _ended(lrs: Lrs, store: Store) -> int:
    """Count the acts of everybody, as the reports do."""
    lrs.reports.refresh(store)
    today = datetime.now(ZoneInfo(store.time_zone)).date()  # late in UTC the store has tomorrow
    acts, *_ = lrs.reports.report(store, "activity", Period(None, None), today).figures
    return acts.n


def test_what_others_tell_of_the_test_student_counts_nowhere(
    client, platform: FakePlatform, lrs: Lrs, store: Store
):
    """Told before the LMS said who that is, and after."""
    account = {"homePage": platform.issuer, "name": "test"}
    people, acts = lrs.count_people(store.id), _ended(lrs, store)
    _tell(client, lrs, store, account, "https://clips.example.org/1")
    assert (lrs.count_people(store.id), _ended(lrs, store)) == (people + 1, acts + 1)
    platform.launch(client, sub="test", roles=[LEARNER, _TEST_USER])
    _tell(client, lrs, store, account, "https://clips.example.org/2")
    assert (lrs.count_people(store.id), _ended(lrs, store)) == (people, acts)
    assert list(lrs.people(store.id)) == []


def test_what_a_role_means_can_be_decided_for_one_platform(client, lms, lrs: Lrs, store: Store):
    developer = f"{MEMBERSHIP}#ContentDeveloper"
    known = lms.register(lrs, store)
    opened = lms.launch(client, roles=[developer])
    assert 'data-role="learner"' in client.get(opened.location).text
    change_platform(lrs.database, replace(known, role_overrides=f"{developer} = instructor"))
    opened = lms.launch(client, roles=[developer])
    assert 'data-role="instructor"' in client.get(opened.location).text


@pytest.mark.parametrize(
    ("roles", "text", "expected"),
    [
        ([INSTRUCTOR], f"{INSTRUCTOR} = teaching-assistant", Role.TEACHING_ASSISTANT),
        ([INSTRUCTOR], f"{INSTRUCTOR}=learner", Role.LEARNER),
        (["urn:x"], "urn:x = mentor\n\n", Role.MENTOR),
        (["urn:x?a=b"], "urn:x?a=b = administrator", Role.ADMINISTRATOR),
        ([LEARNER], "urn:x = instructor", Role.LEARNER),
    ],
)
def test_overrides(roles, text: str, expected: Role):
    assert role_of(roles, overrides(text)) is expected
