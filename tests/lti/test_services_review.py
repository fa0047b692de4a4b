"""Launches about another person: a submission to review, and what is held about somebody."""

from collections.abc import Iterator
from typing import Any

import pytest

from lrs import Lrs, Store
from lti_tool.launch.claims import AGS
from lti_tool.launch.keys import Keys
from lti_tool.services.grades.reporting import Achievement
from tests.builders import a_statement
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, LTI, FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.lti.graded import Course, course
from tests.lti.tool import code_of

_ADMINISTRATOR = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    with running_services(tool_keys=Keys(lrs.database, lrs.settings.secret).published) as running:
        running.add_item()
        yield running


@pytest.fixture
def here(lrs: Lrs, store: Store, lms: FakePlatform, services: FakeServices, xapi) -> Course:
    """A course with a learner, 4, who finished something."""
    account = {"homePage": lms.issuer, "name": "4"}
    done = a_statement(actor={"objectType": "Agent", "name": "Sam", "account": account})
    assert xapi.post("/xapi/statements", json=done).status_code == 200
    return course(lrs, store, lms, services)


def _review(here: Course, **changes: Any):
    return here.open(
        **{
            "message_type": "LtiSubmissionReviewRequest",
            "roles": [INSTRUCTOR],
            "sub": "3",
            "name": "Tina Teacher",
            f"{LTI}for_user": {"user_id": "4"},
            **changes,
        }
    )


def test_a_teacher_reviews_the_learner_whom_the_lms_names(here):
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    answer = _review(here)
    page = here.client.get(answer.location)
    assert "course-1" in page.text
    assert "80 of 100, delivered" in page.text
    assert here.get("/app/review/transcript.csv").status_code == 200


@pytest.mark.parametrize("page", ["/app/review", "/app/review/transcript.csv", "/app/privacy"])
def test_nobody_comes_there_by_themselves(here, page):
    here.open(roles=[INSTRUCTOR], **{f"{LTI}for_user": {"user_id": "4"}})
    assert here.get(page).status_code == 403


def test_a_learner_reviews_nobody(here):
    answer = _review(here, roles=[LEARNER])
    assert here.client.get(answer.location).status_code == 403


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({f"{LTI}for_user": None}, "claim-malformed"),
        ({f"{LTI}for_user": {"name": "Sam"}}, "claim-malformed"),
        ({AGS: None}, "claim-malformed"),
        ({"resource_link": None}, "resource-link-missing"),
    ],
)
def test_a_review_that_says_too_little_is_refused(here, changes, code):
    assert code_of(_review(here, **changes)) == code


def _privacy(here: Course, **changes: Any):
    answer = here.open(message_type="DataPrivacyLaunchRequest", resource_link=None, **changes)
    return here.client.get(answer.location)


def test_everybody_may_ask_what_is_held_about_them(here):
    page = _privacy(here)
    assert "What Hallway holds about you" in page.text
    assert f"4 at {here.lms.issuer}" in page.text
    assert "1 entry" in page.text


def test_administrators_of_the_lms_may_ask_about_whom_it_names(here):
    named = {f"{LTI}for_user": {"user_id": "4"}}
    page = _privacy(here, sub="1", name="Ada", roles=[_ADMINISTRATOR], **named)
    assert "What Hallway holds about Sam" in page.text
    assert _privacy(here, sub="5", roles=[INSTRUCTOR], **named).status_code == 403
