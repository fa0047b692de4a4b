"""The pages for everybody, the static files, and how pages refuse."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lrs.web import furnish
from tests.http.xapi_client import Application


@pytest.fixture
def browser(application: Application) -> FlaskClient:
    return application.app.test_client()


def test_the_first_page_says_what_this_is_and_leads_on(browser: FlaskClient) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    assert 'href="/console/"' in page.text
    assert 'data-role="visitor"' in page.text


@pytest.mark.parametrize(("path", "status"), [("/healthz", "alive"), ("/readyz", "ready")])
def test_probes_answer(browser: FlaskClient, path: str, status: str) -> None:
    assert browser.get(path).json == {"status": status}


@pytest.mark.parametrize("path", ["/", "/console/sign-in", "/nowhere", "/healthz", "/xapi/about"])
def test_every_answer_is_locked_down(browser: FlaskClient, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_everything_that_a_page_loads_comes_from_here_and_is_there(browser: FlaskClient) -> None:
    links = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', browser.get("/").text)
    assert len(links) == 3
    for link in links:
        answer = browser.get(link)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"].endswith("immutable")


def test_a_static_file_is_not_sent_again_to_who_has_it(browser: FlaskClient) -> None:
    first = browser.get("/static/hallway.css")
    assert first.headers["Cache-Control"] == "no-cache"
    again = browser.get("/static/hallway.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.css", "../furniture.py", "%2e%2e/furniture.py"])
def test_nothing_else_is_served_as_a_static_file(browser: FlaskClient, name: str) -> None:
    assert browser.get(f"/static/{name}").status_code == 404


def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(
    browser: FlaskClient,
) -> None:
    page = browser.get("/nowhere", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "There is nothing here" in page.text
    for path, accept in (("/nowhere", "application/json"), ("/xapi/nowhere", "*/*")):
        problem = browser.get(path, headers={"Accept": accept})
        assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
        assert problem.json["status"] == 404


def test_a_wrong_method_says_which_are_right(browser: FlaskClient) -> None:
    answer = browser.delete("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_an_accident_shows_a_reference_and_nothing_else(
    application: Application, caplog: pytest.LogCaptureFixture
) -> None:
    app = Flask("accident", static_folder=None)
    furnish(app, application.lrs.settings, application.database)

    @app.get("/accident")
    def accident() -> str:
        raise RuntimeError("the secret is 42")

    answer = app.test_client().get("/accident")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    found = re.search(r'class="mono">(\w+)</span>', answer.text)
    assert found
    assert f"/accident failed, reference {found[1]}" in caplog.text
    assert "the secret is 42" in caplog.text


def test_an_https_hallway_tells_browsers_to_stay_on_https(application: Application) -> None:
    from dataclasses import replace

    settings = replace(application.lrs.settings, base_url="https://hallway.example")
    app = Flask("https", static_folder=None)
    furnish(app, settings, application.database)
    assert "max-age" in app.test_client().get("/").headers["Strict-Transport-Security"]
