"""The console's list of scores: what was not delivered, why, and once more."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from lrs import Lrs, Store
from lti_tool.launch.keys import Keys
from lti_tool.services.grades.reporting import Achievement
from tests.lti.fake_platform import FakePlatform
from tests.lti.fake_services import FakeServices, running_services
from tests.lti.graded import Course, course


@pytest.fixture
def services(lrs: Lrs) -> Iterator[FakeServices]:
    published = Keys(lrs.database, lrs.settings.secret).published
    with running_services(tool_keys=published) as running:
        yield running


@pytest.fixture
def here(lrs: Lrs, store: Store, lms: FakePlatform, services: FakeServices) -> Course:
    services.add_item()
    return course(lrs, store, lms, services)


def _signed_in(client: FlaskClient, lrs: Lrs, store: Store, email: str) -> FlaskClient:
    lrs.create_administrator(store, email, "a long password for tests")
    page = client.get("/console/sign-in").text
    form = {"email": email, "password": "a long password for tests", "form_token": _token(page)}
    assert client.post("/console/sign-in", data=form).status_code == 303
    return client


def _token(page: str) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page)[1]


@pytest.fixture
def console(client: FlaskClient, lrs: Lrs, store: Store) -> FlaskClient:
    return _signed_in(client, lrs, store, "ada@example.org")


def test_a_score_that_did_not_arrive_is_listed_with_its_reason_and_sent_again(here, console):
    reason = "Incorrect score <b>received</b>"
    here.services.instead.append((400, reason, [], {}))
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    page = console.get("/console/grades").text
    assert "Sam Student" in page
    assert "80 of 100" in page
    assert "received&lt;/b&gt;" in page
    [action] = re.findall(r'action="(/console/grades/[^"]+)"', page)
    form = {"form_token": _token(page), "subject": "4"}
    assert console.post(action, data=form | {"form_token": "x"}).status_code == 403
    assert console.post(action, data=form).status_code == 303
    here.work()
    assert here.services.scores["1", "4"]["scoreGiven"] == 80
    assert "Nothing waits" in console.get("/console/grades").text
    assert "Sam Student" in console.get("/console/grades?show=sent").text
    assert console.post(action, data=form).status_code == 404


def test_the_console_leads_there(console):
    assert 'href="/console/grades"' in console.get("/console/").text


def test_another_store_sees_nothing(here, client, lrs):
    here.services.instead.append((400, "no", [], {}))
    here.tool.grades.report(here.launch(), Achievement(80, 100))
    here.work()
    other = _signed_in(client, lrs, lrs.create_store("other"), "eve@example.org")
    page = other.get("/console/grades").text
    assert "Sam Student" not in page
    token = _token(other.get("/console/").text)
    column = "00" * 32
    for key in (column, "zz"):
        answer = other.post(
            f"/console/grades/{here.platform.id}/{key}/resend",
            data={"form_token": token, "subject": "4"},
        )
        assert answer.status_code == 404
