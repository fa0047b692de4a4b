"""Column maps in the console: written, tried on the records, kept, used by an export, and removed."""

import io
import re
from html import unescape

import pytest

from lrs import Scope
from tests.builders import a_statement
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

PAGE = "/console/transcripts/columns/edit"
GUILD = "title: The guild\ncolumns: [{heading: Who, from: last_name}, {heading: What, from: title}]"


@pytest.fixture
def browser(application: Application) -> Browser:
    browser = signed_in(application)
    application.client(browser.store, Scope.ALL).post(a_statement(object="ethics"))
    return browser


def test_a_map_is_tried_kept_used_and_removed(browser: Browser) -> None:
    tried = browser.post(PAGE, PAGE, name="guild", text=GUILD, do="try")
    assert "Who What Ada ethics" in words(tried)
    assert browser.lrs.mapping.own(browser.store.id) == []
    assert browser.post(PAGE, PAGE, name="guild", text=GUILD, do="keep").status_code == 303
    assert "The guild" in words(browser.get("/console/transcripts"))
    browser.post("/console/transcripts", format="csv", columns="guild")
    browser.lrs.queue.run_waiting()
    job = browser.lrs.exports.of_store(browser.store.id)[0]
    rows = browser.get(f"/console/transcripts/{job.id}/file").data.decode("utf-8-sig")
    assert rows.splitlines() == ["Who,What", "Ada,ethics"]
    assert browser.post("/console/transcripts/columns/guild/remove").status_code == 303
    assert "The guild" not in words(browser.get("/console/transcripts/columns"))


def test_one_of_ours_is_made_ones_own_from_a_file(browser: Browser) -> None:
    shown = browser.get(PAGE, name="nasba").text
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.DOTALL)
    assert text
    assert 'Sponsor ID, text: ""' in unescape(text[1])
    form = {"form_token": browser.token(PAGE), "name": "nasba", "text": "", "do": "keep"}
    file = (io.BytesIO(unescape(text[1]).replace('ID, text: ""', 'ID, text: "4711"').encode()), "n")
    assert browser.client.post(PAGE, data={**form, "file": file}).status_code == 303
    mine = browser.lrs.mapping.all(browser.store.id)["nasba"]
    assert "4711" in {column.text for column in mine.columns}
    assert browser.post("/console/transcripts/columns/nasba/remove").status_code == 303
    assert "nasba" in browser.lrs.mapping.all(browser.store.id)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Guild!", GUILD, "small letters, digits and hyphens"),
        ("guild", "columns: [{heading: Pay, from: salary}]", "There is no salary"),
        ("guild", "[", "This is no YAML"),
    ],
)
def test_what_is_wrong_with_a_map_stands_beside_it(
    browser: Browser, name: str, text: str, said: str
) -> None:
    answer = browser.post(PAGE, PAGE, name=name, text=text, do="keep")
    assert answer.status_code == 400
    assert said in words(answer)
    assert text in unescape(answer.text)
    assert browser.lrs.mapping.own(browser.store.id) == []


def test_another_store_has_maps_of_its_own(browser: Browser, application: Application) -> None:
    browser.lrs.mapping.put(browser.store.id, "guild", GUILD, "pia")
    other = signed_in(application)
    assert "The guild" not in words(other.get("/console/transcripts/columns"))
    assert other.get(PAGE, name="guild").status_code == 404
    assert other.post("/console/transcripts/columns/guild/remove").status_code == 404
