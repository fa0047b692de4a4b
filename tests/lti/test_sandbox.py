"""The sandbox LMS launches the tool for real; here both stand in one process, on two hosts."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from flask import Flask
from flask.testing import FlaskClient

import lti_tool
from lrs import Lrs
from lrs.outgoing import Call, Reply
from lrs.settings import Settings
from lrs.web import furnish
from lti_tool.launch.clock import now
from lti_tool.launch.dynamic_registration.invitations import Invitations
from lti_tool.launch.registration import all_platforms
from tests.conftest import settings_of
from tests.lti.tool import code_of

_TOOL, _LMS = "http://localhost:8000", "http://127.0.0.1:8000"


@pytest.fixture
def settings(kind: str, tmp_path: Path, empty_databases: Callable[[str, Path], str]) -> Settings:
    return settings_of(
        tmp_path, HALLWAY_DATABASE_URL=empty_databases(kind, tmp_path), HALLWAY_SANDBOX="1"
    )


@pytest.fixture
def app(lrs: Lrs) -> Flask:
    """The application, whose calls to the sandbox stay in this process."""
    app = Flask(__name__, static_folder=None)
    furnish(app, lrs.settings, lrs.database)
    for blueprint in lti_tool.blueprints(lrs, fetch=lambda url: app.test_client().get(url).data):
        app.register_blueprint(blueprint)
    return app


@pytest.fixture
def browser(app: Flask, lrs: Lrs) -> FlaskClient:
    lrs.create_store("default")
    return app.test_client()


def _frame(page: str) -> str:
    return unescape(re.search(r'<iframe[^>]* src="([^"]+)"', page)[1])


def _form(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def _to_the_end(browser: FlaskClient, login: str):
    """Go where the browser would go, up to the page of the tool."""
    answer = browser.get(login)
    while answer.status_code == 303 and "/sandbox/auth" not in answer.location:
        answer = browser.get(answer.location, base_url=_TOOL)
    sent = browser.get(answer.location)
    opened = browser.post(f"{_TOOL}/lti/launch", data=_form(sent.text))
    return browser.get(opened.location, base_url=_TOOL) if opened.status_code == 303 else opened


@pytest.mark.parametrize(
    ("person", "role", "shown"),
    [
        ("1", "", "learner"),
        ("1", "learner", "learner"),
        ("1", "teacher", "instructor"),
        ("1", "administrator", "administrator"),
        ("2", "", "instructor"),
        ("3", "", "administrator"),
    ],
)
def test_a_launch_in_a_frame(browser: FlaskClient, person: str, role: str, shown: str):
    course = browser.get(f"{_LMS}/sandbox/activity?person={person}&role={role}")
    login = _frame(course.text)
    assert login.startswith(f"{_TOOL}/lti/login?")
    page = _to_the_end(browser, login)
    assert page.status_code == 200
    assert f'<body data-role="{shown}"' in page.text
    assert f"frame-ancestors {_LMS}" in page.headers["Content-Security-Policy"]


def test_a_launch_in_a_window(browser: FlaskClient):
    answer = browser.get(f"{_LMS}/sandbox/window?person=1&role=learner")
    assert answer.status_code == 303
    assert "Priya Raman" in _to_the_end(browser, answer.location).text


def test_the_person_is_the_one_of_the_demo(browser: FlaskClient, lrs: Lrs):
    _to_the_end(browser, browser.get(f"{_LMS}/sandbox/window?person=7").location)
    account = {"homePage": f"{_LMS}/sandbox", "name": "7"}
    store = lrs.store_named("default")
    assert lrs.meet(store.id, {"account": account}) == lrs.people(store.id)[0].id


def test_its_messages_are_signed_with_the_key_that_it_publishes(browser: FlaskClient):
    login = browser.get(f"{_LMS}/sandbox/window?person=1").location
    step = browser.get(login, headers={"Sec-Fetch-Dest": "document"})
    token = _form(browser.get(step.location).text)["id_token"]
    [key] = browser.get(f"{_LMS}/sandbox/jwks").json["keys"]
    claims = jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience="hallway-sandbox")
    assert claims["iss"] == f"{_LMS}/sandbox"
    assert claims["nonce"] == parse_qs(urlsplit(step.location).query)["nonce"][0]


def test_visitors_are_led_to_its_own_origin(browser: FlaskClient):
    answer = browser.get(f"{_TOOL}/sandbox/activity?person=1")
    assert answer.location == f"{_LMS}/sandbox/activity?person=1"


def test_everybody_can_be_chosen(browser: FlaskClient):
    page = browser.get(f"{_LMS}/sandbox").text
    assert len(set(re.findall(r'<option value="(\d+)"', page))) == 200


def test_it_answers_a_wrong_question_with_an_error(browser: FlaskClient):
    login = browser.get(f"{_LMS}/sandbox/window?person=1").location
    step = browser.get(login, headers={"Sec-Fetch-Dest": "document"})
    wrong = step.location.replace("response_type=id_token", "response_type=code")
    sent = _form(browser.get(wrong).text)
    assert sent["error"] == "invalid_request"
    assert code_of(browser.post(f"{_TOOL}/lti/launch", data=sent)) == "platform-error"


def test_it_sends_a_message_nowhere_but_to_the_tool(browser: FlaskClient):
    login = browser.get(f"{_LMS}/sandbox/window?person=1").location
    step = browser.get(login, headers={"Sec-Fetch-Dest": "document"})
    wrong = step.location.replace("localhost%3A8000", "evil.example.org")
    assert browser.get(wrong).status_code == 400


@pytest.mark.parametrize("nobody", ["", "0", "201", "x", "1&role=king"])
def test_somebody_who_is_not_there(browser: FlaskClient, nobody: str):
    assert browser.get(f"{_LMS}/sandbox/activity?person={nobody}").status_code == 400


def test_without_the_setting_there_is_no_sandbox(lrs: Lrs):
    from dataclasses import replace

    plain = Lrs(lrs.database, replace(lrs.settings, sandbox=False))
    names = [blueprint.name for blueprint in lti_tool.blueprints(plain)]
    assert "sandbox" not in names


class TestInstalling:
    """The sandbox gets the tool by dynamic registration, as an LMS would."""

    @pytest.fixture
    def app(self, lrs: Lrs) -> Flask:
        """The application, whose calls to the sandbox stay in this process."""

        def send(call: Call) -> Reply:
            answer = app.test_client().open(
                call.url, method=call.method, headers=dict(call.headers), data=call.content
            )
            return Reply(answer.status_code, "", httpx.Headers(), answer.data)

        app = Flask(__name__, static_folder=None)
        furnish(app, lrs.settings, lrs.database)
        for blueprint in lti_tool.blueprints(lrs, send=send):
            app.register_blueprint(blueprint)
        return app

    @pytest.fixture
    def address(self, lrs: Lrs, browser: FlaskClient) -> str:
        token = Invitations(lrs.database, now).invite(lrs.store_named("default"), "a test")
        return f"{_TOOL}/lti/register/{token}"

    def test_from_the_address_to_the_first_launch(self, browser: FlaskClient, lrs, address: str):
        asked = browser.get(_frame(browser.get(f"{_LMS}/sandbox/install?address={address}").text))
        assert all_platforms(lrs.database) == []
        done = browser.post(f"{_TOOL}/lti/register", data=_form(asked.text))
        assert "Hallway is registered" in done.text
        [platform] = all_platforms(lrs.database)
        assert (platform.client_id, platform.deployments) == ("hallway-sandbox", {"1"})
        assert browser.get(f"{_LMS}/sandbox").status_code == 200
        assert [p.id for p in all_platforms(lrs.database)] == [platform.id]

    def test_a_made_up_token(self, browser: FlaskClient, lrs: Lrs, address: str):
        query = {
            "openid_configuration": f"{_LMS}/sandbox/openid-configuration",
            "registration_token": "made up",
        }
        asked = browser.get(address, query_string=query)
        refused = browser.post(f"{_TOOL}/lti/register", data=_form(asked.text))
        assert code_of(refused) == "registration-declined"

    def test_no_other_address(self, browser: FlaskClient):
        elsewhere = browser.get(f"{_LMS}/sandbox/install?address=https://evil.example.org/")
        assert elsewhere.status_code == 400
