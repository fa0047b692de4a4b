"""The services of the sandbox LMS, used by the tool for real: a link is picked, graded, reviewed; people are told."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import lti_tool
from lrs import Lrs
from lrs.outgoing import Call, Reply
from lrs.settings import Settings
from lrs.web import furnish
from lti_tool.launch.registration import all_platforms
from lti_tool.services import assembly
from lti_tool.services.assembly import Services
from lti_tool.services.deep_linking.offers import OwnRecord
from lti_tool.services.errors import CallRefused
from lti_tool.services.grades.line_item import LineItem
from lti_tool.services.grades.line_items import Gradebook, LineItems
from lti_tool.services.grades.score import State
from tests.conftest import settings_of
from tests.lti.picking import CLIP, Clips

_TOOL, _LMS = "http://localhost:8000", "http://127.0.0.1:8000"
_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope"


@pytest.fixture
def settings(kind: str, tmp_path: Path, empty_databases: Callable[[str, Path], str]) -> Settings:
    return settings_of(
        tmp_path, HALLWAY_DATABASE_URL=empty_databases(kind, tmp_path), HALLWAY_SANDBOX="1"
    )


def _send(app: Flask) -> Callable[[Call], Reply]:
    """Give a way to the sandbox that stays in this process."""

    def send(call: Call) -> Reply:
        answer = app.test_client().open(
            call.url, method=call.method, headers=dict(call.headers), data=call.content
        )
        import httpx

        headers = httpx.Headers(list(answer.headers.items()))
        return Reply(answer.status_code, answer.status.partition(" ")[2], headers, answer.data)

    return send


@pytest.fixture
def app(monkeypatch, lrs: Lrs) -> Flask:
    monkeypatch.setattr(assembly, "OFFERS", (OwnRecord(), Clips()))
    app = Flask(__name__, static_folder=None)
    furnish(app, lrs.settings, lrs.database)
    fetch = lambda url: app.test_client().get(url).data  # noqa: E731
    for blueprint in lti_tool.blueprints(lrs, fetch=fetch, send=_send(app)):
        app.register_blueprint(blueprint)
    return app


@pytest.fixture
def browser(app: Flask, lrs: Lrs) -> FlaskClient:
    lrs.create_store("default")
    return app.test_client()


@pytest.fixture
def tool(app: Flask, lrs: Lrs) -> Services:
    return Services(lrs, _send(app))


def _form(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def _opened(browser: FlaskClient, query: str):
    """Launch as the sandbox does, and follow to the page of the tool."""
    answer = browser.get(f"{_LMS}/sandbox/window?{query}")
    while answer.status_code == 303 and "/sandbox/auth" not in answer.location:
        answer = browser.get(answer.location, base_url=_TOOL)
    sent = browser.get(answer.location)
    answer = browser.post(f"{_TOOL}/lti/launch", data=_form(sent.text))
    while answer.status_code == 303:
        here = answer.location
        answer = browser.get(here, base_url=_TOOL)
    answer.here = here
    return answer


def _pick(browser: FlaskClient, **form: str):
    """Pick as the teacher, and bring the answer to the course."""
    page = _opened(browser, "person=2&kind=pick")
    assert page.status_code == 200, page.text
    sent = browser.post(page.here, base_url=_TOOL, data={**_form(page.text), **form})
    return browser.post(f"{_LMS}/sandbox/links", data=_form(sent.text))


def _link(browser: FlaskClient) -> str:
    return re.findall(r'name="link" value="([0-9a-f-]{36})"', browser.get(f"{_LMS}/sandbox").text)[
        -1
    ]


def test_a_teacher_adds_a_link(browser):
    added = _pick(browser, **{"choice": "record", "title:record": "Your year"})
    assert "Added to the course" in added.text
    course = browser.get(f"{_LMS}/sandbox").text
    assert "Your year" in course
    assert "Priya Raman" in _opened(browser, f"person=1&link={_link(browser)}").text


def test_an_answer_that_is_not_the_tools_adds_nothing(browser):
    browser.get(f"{_LMS}/sandbox")
    assert browser.post(f"{_LMS}/sandbox/links", data={"JWT": "x.y.z"}).status_code == 400


def test_a_graded_link_from_picking_to_the_gradebook_and_its_review(browser, tool, lrs):
    _pick(browser, **{"choice": "clip:7", "title:clip:7": "Sales", "points:clip:7": "20"})
    link = _link(browser)
    _opened(browser, f"person=1&link={link}")
    store = lrs.store_named("default")
    account = {"homePage": f"{_LMS}/sandbox", "name": "1"}
    person = lrs.meet(store.id, {"account": account})
    watched = {"verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}, "object": {"id": CLIP}}
    assert tool.grades.consider(store.id, person, [watched]) == 1
    lrs.queue.run_waiting()
    [sending] = tool.grades.page(store.id, tuple(State), 0, 9)
    assert (sending.state, sending.answer) == (State.DELIVERED, "")
    page = browser.get(f"{_LMS}/sandbox/gradebook").text
    assert "Priya Raman" in page
    assert '<td data-label="Grade">20</td>' in page
    review = unescape(re.search(r'href="/sandbox/activity\?([^"]+)"', page)[1])
    reviewed = _opened(browser, review)
    assert "Priya Raman" in reviewed.text
    assert "20 of 20, delivered" in reviewed.text


def test_the_people_of_the_course_come_in_pages(browser, lrs):
    page = _opened(browser, "person=2")
    people = page.here.replace("/record", "/people")
    browser.get(people, base_url=_TOOL)
    lrs.queue.run_waiting()
    assert "200 people" in browser.get(people, base_url=_TOOL).text


def test_its_gradebook_is_as_strict_as_moodles(browser, tool, lrs):
    _opened(browser, "person=1")
    [platform] = all_platforms(lrs.database)
    scopes = frozenset(f"{_AGS}/{s}" for s in ("lineitem", "result.readonly"))
    book = Gradebook(platform, f"{_LMS}/sandbox/services/lineitems", scopes)
    items = LineItems(tool.door, book)
    made = items.make(LineItem("Column", 10, resource_id="r", tag="t"))
    assert items.all(resource_id="r") == [made]
    assert items.all(resource_id="other") == []
    assert items.rename(made.id, "Better").resource_id == "r"
    assert items.results(made.id) == []
    items.remove(made.id)
    with pytest.raises(CallRefused, match="404"):
        items.one(made.id)


@pytest.mark.parametrize("path", ["services/members", "services/lineitems", "services/lineitems/1"])
def test_without_a_token_nothing_is_told(browser, path):
    browser.get(f"{_LMS}/sandbox")
    assert browser.get(f"{_LMS}/sandbox/{path}").status_code == 401
    assert browser.post(f"{_LMS}/sandbox/token", data={"scope": "x"}).status_code == 400
