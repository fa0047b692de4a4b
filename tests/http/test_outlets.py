"""Outlets in the console, over the API and by command, as administrators and programs use them."""

import json

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

LIST = "/console/outlets"
ADDRESS = "https://receiver.example/hallway"


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


def _added(browser: Browser, kind: str, **form: str) -> str:
    new = f"{LIST}/new/{kind}"
    answer = browser.post(new, new, **form)
    if answer.status_code == 303:
        return answer.location
    assert answer.status_code == 201, answer.text
    listed = browser.get(LIST).text
    return listed[listed.index(f"{LIST}/") :].partition('"')[0]


def test_a_webhook_shows_its_secret_once(browser: Browser) -> None:
    new = f"{LIST}/new/webhook"
    made = browser.post(new, new, address=ADDRESS, name="Badges", happenings="record.completed")
    assert "whsec_" in made.text
    page = _added(browser, "lrs", address="https://lrs.example/xapi", key="k", secret="hidden one")
    assert "hidden one" not in browser.get(page).text
    listed = words(browser.get(LIST))
    assert "Badges" in listed
    assert "lrs.example" in listed
    assert "whsec_" not in listed + browser.get(f"{page}/settings").text


def test_what_is_wrong_stands_beside_its_field(browser: Browser) -> None:
    new = f"{LIST}/new/lrs"
    answer = browser.post(new, new, address="lrs.example", key="k", secret="s", since="tomorrow")
    assert answer.status_code == 400
    answer = browser.post(new, new, address="lrs.example", key="k", secret="s", verbs="completed")
    said = words(answer)
    assert answer.status_code == 400
    assert said.count("Not a valid URL") == 2
    assert "completed" in answer.text


def test_settings_change_and_the_secret_stays(browser: Browser) -> None:
    page = _added(browser, "lrs", address="https://lrs.example/xapi", key="k", secret="hidden one")
    settings = f"{page}/settings"
    verb = "http://adlnet.gov/expapi/verbs/completed"
    form = {"name": "Head office", "address": "https://lrs.example/v2", "verbs": verb}
    assert browser.post(settings, settings, **form).status_code == 303
    said = words(browser.get(page))
    for each in ("Head office", "https://lrs.example/v2", verb):
        assert each in said


def test_trouble_is_said_and_it_can_be_paused_and_forgotten(browser: Browser) -> None:
    page = _added(browser, "lrs", address="https://127.0.0.1:9/xapi", key="k", secret="s")
    assert "can't be reached" in words(browser.post(page, page, do="test"))
    assert "It is paused now" in words(browser.post(page, page, do="pause"))
    assert "It sends again" in words(browser.post(page, page, do="resume"))
    assert browser.post(page, page, do="remove").status_code == 303
    assert browser.get(page).status_code == 404


def test_programs_set_outlets_up(xapi: FlaskClient) -> None:
    given = {"kind": "webhook", "address": ADDRESS, "happenings": ["credit.approved"]}
    made = xapi.post("/api/v1/outlets", json=given)
    assert made.status_code == 201
    assert made.json["secret"].startswith("whsec_")
    one = f"/api/v1/outlets/{made.json['id']}"
    assert xapi.put(f"{one}/state", json={"state": "paused"}).json["state"] == "paused"
    assert xapi.post(f"{one}/replay").json == {"messages": 0}
    (listed,) = xapi.get("/api/v1/outlets").json["outlets"]
    assert (listed["address"], listed["behind"]) == (ADDRESS, 0)
    assert "secret" not in listed
    assert xapi.delete(one).status_code == 204
    assert xapi.get(one).status_code == 404


def test_a_plan_that_can_not_work_is_refused_with_a_pointer(xapi: FlaskClient) -> None:
    given = {"kind": "lrs", "address": "https://lrs.example/xapi", "key": "k"}
    refused = xapi.post("/api/v1/outlets", json=given)
    assert refused.status_code == 400
    assert "/secret" in refused.text


def test_by_command(hallway, store) -> None:
    import wsgi

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(wsgi.commands(hallway), ["outlet", *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    given = ("--set", f"address={ADDRESS}", "--set", "happenings=person.joined", "--json")
    made = json.loads(run("add", "webhook", "--store", store.name, *given))
    assert made["secret"].startswith("whsec_")
    assert "paused" in run("pause", made["id"])
    assert json.loads(run("list", "--store", store.name, "--json"))[0]["state"] == "paused"
    assert "0 go out again" in run("replay", made["id"])
    assert "gone" in run("remove", made["id"], "--yes")
