"""The learner's record: all four facets, the statements behind each line, and nobody else's."""

import csv
import io
import json
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from lrs import Lrs, Scope, Store
from lrs.web import furnish
from lti_tool import record_page
from lti_tool.rooms import furniture
from tests.builders import a_statement, an_account, an_agent
from tests.http.browser import words
from tests.http.xapi_client import Application, XapiClient

LMS = "https://lms.example"


@dataclass(frozen=True)
class Launched:
    """Who was launched, as the launch room tells."""

    person_id: UUID | None
    store_id: int
    name: str = "Ada"
    role: str = "learner"
    platform_origins: tuple[str, ...] = (LMS,)
    test_user: bool = False


@dataclass(frozen=True)
class Learner:
    """A learner in the frame of their LMS, with an xAPI client that writes about them."""

    app: Flask
    lrs: Lrs
    store: Store
    xapi: XapiClient
    agent: dict[str, object]

    def get(self, path: str = "/app/record") -> TestResponse:
        return self.app.test_client().get(path)

    def learns(self, **changes: object) -> str:
        return self.xapi.post(a_statement(actor=self.agent, **changes))[0]


def _learner(application: Application, store: Store, agent: dict[str, object]) -> Learner:
    person_id = application.lrs.meet(store.id, agent)
    viewer = Launched(person_id, store.id)
    return Learner(
        _app(application, viewer),
        application.lrs,
        store,
        application.client(store, Scope.ALL),
        agent,
    )


def _app(application: Application, viewer: Launched) -> Flask:
    app = Flask("tool", static_folder=None)
    furnish(app, application.lrs.settings, application.database)
    app.register_blueprint(furniture())
    app.register_blueprint(record_page.blueprint(application.lrs, lambda _: viewer))
    return app


@pytest.fixture
def learner(application: Application) -> Learner:
    store = application.lrs.create_store(f"s{uuid4().hex}", "The College", "America/Chicago")
    return _learner(application, store, an_account("17"))


def test_an_empty_record_explains_how_it_fills(learner: Learner) -> None:
    page = learner.get()
    assert page.status_code == 200
    assert "Nothing is recorded yet" in page.text
    assert "Courses that you finish in your LMS arrive here by themselves" in page.text
    assert 'data-role="learner"' in page.text


def test_formal_and_informal_stand_side_by_side_with_their_facets(learner: Learner) -> None:
    learner.learns(
        object="safety",
        context={"platform": "Moodle"},
        result={"duration": "PT52M"},
        timestamp="2026-03-02T15:00:00Z",
    )
    learner.learns(
        verb="http://id.tincanapi.com/verb/talked-with",
        object=an_agent("grace"),
        result={"duration": "PT20M"},
        timestamp="2026-03-01T15:00:00Z",
    )
    text = words(learner.get())
    assert "1 March 2026 to 2 March 2026, 2 entries held by 2 statements, times in Chicago" in text
    assert "formal, 2 March safety" in text
    assert "informal, 1 March Talked with Grace" in text
    assert "52 min measured system -observed MO" in text
    assert "“20 min” claimed self -reported TC" in text


def test_each_line_opens_to_its_statements_and_these_to_what_was_stored(learner: Learner) -> None:
    statement_id = learner.learns(object="safety")
    page = learner.get()
    assert '<span class="verb">completed</span> safety' in page.text
    address = f"/app/record/statements/{statement_id}"
    assert f'href="{address}"' in page.text
    raw = learner.get(address)
    assert raw.content_type == "application/json"
    assert json.loads(raw.data)["id"] == statement_id


def test_statements_of_others_are_not_shown_by_their_id(
    application: Application, learner: Learner
) -> None:
    neighbour = _learner(application, learner.store, an_account("18"))
    stranger = _learner(application, application.new_store(), an_account("17"))
    for other in (neighbour, stranger):
        theirs = other.learns()
        assert other.get(f"/app/record/statements/{theirs}").status_code == 200
        assert learner.get(f"/app/record/statements/{theirs}").status_code == 404
        assert theirs not in learner.get().text


def test_the_page_may_be_framed_by_its_lms_alone(learner: Learner) -> None:
    policy = learner.get().headers["Content-Security-Policy"]
    assert f"frame-ancestors {LMS}" in policy


def test_what_no_rule_knows_is_listed_and_counted_nowhere(learner: Learner) -> None:
    learner.learns(verb="https://verbs.example/frobnicated")
    learner.learns(object="safety")
    text = words(learner.get())
    assert "1 statement is of a kind that no rule knows." in text
    assert "frobnicated course-1" in text
    assert "1 of 1 entry" in text


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_file_equals_the_page(learner: Learner, file_format: str) -> None:
    for day in range(1, 6):
        learner.learns(object=f"course-{day}", timestamp=f"2026-03-0{day}T12:00:00Z")
    query = "from=2026-03-02&until=2026-03-04"
    page = learner.get(f"/app/record?{query}").text
    link = re.search(rf'href="(/app/record/transcript\.{file_format}\?[^"]+)"', page)
    assert link
    answer = learner.get(link[1].replace("&amp;", "&"))
    named = rf'filename="record-[A-Z0-9]{{4}}(-[A-Z0-9]{{4}})+\.{file_format}"'
    assert re.search(named, answer.headers["Content-Disposition"])  # by its code (/verify)
    shown = re.findall(r'<span class="title">([^<]+)<', page)
    assert shown == ["course-4", "course-3", "course-2"]
    assert _titles(answer.data, file_format) == shown


def _titles(content: bytes, file_format: str) -> list[str]:
    if file_format == "csv":
        return [row["title"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    header, *rows = load_workbook(io.BytesIO(content))["Transcript"].values
    return [str(row[header.index("title")]) for row in rows]


def test_there_is_no_file_of_another_format(learner: Learner) -> None:
    assert learner.get("/app/record/transcript.exe").status_code == 404


def test_a_filter_without_a_match_says_so(learner: Learner) -> None:
    learner.learns()
    page = learner.get("/app/record?formality=informal")
    assert "No entry fits all filters" in words(page)


def test_a_bad_filter_is_refused_inside_the_frame(learner: Learner) -> None:
    page = learner.get("/app/record?from=yesterday")
    assert page.status_code == 400
    assert "“yesterday” is not a day" in page.text
    assert "frame-ancestors http: https:" in page.headers["Content-Security-Policy"]


def test_an_anonymous_launch_has_no_record(application: Application) -> None:
    store = application.new_store()
    app = _app(application, Launched(None, store.id))
    page = app.test_client().get("/app/record")
    assert page.status_code == 404
    assert "without saying who you are" in page.text


def test_an_entry_of_many_statements_shows_some_and_leads_to_all(learner: Learner) -> None:
    for minute in range(30):
        learner.learns(
            verb="commented",
            object={"id": "https://x.example/clip", "definition": {"name": {"en": "A clip"}}},
            result={"response": f"comment {minute}"},
            timestamp=f"2026-03-01T12:{minute:02}:00Z",
        )
    page = learner.get().text
    assert page.count('class="statement"') == 10
    link = re.search(r'href="([^"#]+)#[^"]+">All 30 statements', page)
    assert link
    assert learner.get(link[1]).text.count('class="statement"') == 30
