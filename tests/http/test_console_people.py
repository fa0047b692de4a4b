"""People in the console: found by name, page by page, each with their record, and no other store's."""

import csv
import io
import re
from uuid import UUID, uuid4

import pytest

from lrs import Scope
from tests.builders import a_statement, an_agent
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


def _meet(browser: Browser, *names: str) -> list[UUID]:
    return [
        browser.lrs.meet(browser.store.id, an_agent(f"p{uuid4().hex}") | {"name": n}) for n in names
    ]


def _names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def test_people_stand_by_name_and_page_by_page(browser: Browser) -> None:
    expected = [f"Person {number:03}" for number in range(120)]
    _meet(browser, *reversed(expected))
    found: list[str] = []
    address = "/console/people"
    while address:
        page = browser.get(address).text
        found += _names(page)
        more = re.search(r'href="([^"]+)" rel="next"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert found == expected


def test_people_are_found_by_a_part_of_their_name(browser: Browser) -> None:
    _meet(browser, "Ada Lovelace", "Grace Hopper", "100 % Human")
    assert _names(browser.get("/console/people", search="lace").text) == ["Ada Lovelace"]
    assert _names(browser.get("/console/people", search="0 %").text) == ["100 % Human"]
    assert "Nobody is called that" in browser.get("/console/people", search="Zed").text


def test_a_record_says_whose_it_is_and_shows_all_four_facets(
    application: Application, browser: Browser
) -> None:
    ada = an_agent("ada")
    statement = a_statement(
        actor=ada,
        object="safety",
        context={"platform": "Moodle"},
        result={"duration": "PT52M"},
        timestamp="2026-03-01T09:00:00Z",
    )
    application.client(browser.store, Scope.ALL).post(statement)
    [person] = browser.lrs.people(browser.store.id)
    page = browser.get(f"/console/people/{person.id}")
    text = words(page)
    assert "Combined learning record of Ada" in text
    assert "1 March 2026, 1 entry held by 1 statement" in text
    assert "formal, 1 March safety" in text
    assert "52 min measured" in text
    assert 'data-evidence="system-observed"' in page.text
    assert '<abbr class="source" title="Moodle">MO</abbr>' in page.text
    assert "ada@example.org" in text


def test_the_statement_behind_a_line_is_shown_as_it_was_stored(
    application: Application, browser: Browser
) -> None:
    xapi = application.client(browser.store, Scope.ALL)
    [statement_id] = xapi.post(a_statement())
    [person] = browser.lrs.people(browser.store.id)
    address = f"/console/people/{person.id}/statements/{statement_id}"
    assert address in browser.get(f"/console/people/{person.id}").text
    answer = browser.get(address)
    assert answer.content_type == "application/json"
    assert answer.json == xapi.ask("GET", "statements", {"statementId": statement_id}).json


def test_the_file_of_a_record_holds_what_the_page_shows(
    application: Application, browser: Browser
) -> None:
    xapi = application.client(browser.store, Scope.ALL)
    xapi.post(*[a_statement(object=name) for name in ("one", "two", "three")])
    [person] = browser.lrs.people(browser.store.id)
    address = f"/console/people/{person.id}/transcript.csv"
    answer = browser.get(address)
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    page = browser.get(f"/console/people/{person.id}").text
    assert [row["title"] for row in rows] == re.findall(r'<span class="title">([^<]+)<', page)


@pytest.mark.parametrize("rest", ["", "/transcript.csv", f"/statements/{UUID(int=7)}"])
def test_a_person_of_another_store_is_not_there(
    application: Application, browser: Browser, rest: str
) -> None:
    [person] = _meet(signed_in(application), "Somebody Else")
    assert browser.get(f"/console/people/{person}{rest}").status_code == 404


def test_hostile_names_are_only_text(application: Application, browser: Browser) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    statement = a_statement(
        actor=an_agent() | {"name": hostile},
        verb={"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en": hostile}},
        object={"id": "https://x.example/1", "definition": {"name": {"en": hostile}}},
        context={"platform": hostile},
    )
    application.client(browser.store, Scope.ALL).post(statement)
    [person] = browser.lrs.people(browser.store.id)
    for path in ("", f"/{person.id}"):
        page = browser.get(f"/console/people{path}")
        assert "alert(1)" in page.text
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_a_bad_place_in_the_list_is_refused(browser: Browser) -> None:
    assert browser.get("/console/people", after="A", id="nobody").status_code == 400
