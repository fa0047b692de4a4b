"""Files in the console: handed in, mapped, tried, told and taken back, as an administrator clicks it."""

import io

import pytest
from werkzeug.test import TestResponse

from connectors.spreadsheet.fields import FIELDS
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

LIST = (
    "Username,Full name,Course full name,Completed on,Grade\r\n"
    "ada,Ada Lovelace,Two ledgers,2026-02-03,85 %\r\n"
    'bo,Bo Li,"Ethics, for all",2026-02-04,\r\n'
    "cy,Cy Young,Two ledgers,31.02.2026,\r\n"
)


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


@pytest.fixture
def files(browser: Browser) -> str:
    """The page of the files of a new connection."""
    new = "/console/connections/new/spreadsheet"
    form = {"name": "Old LMS", "home": "https://lms.example.org", "raw_days": "14"}
    return browser.post(new, new, **form).location + "/files"


def _hand_in(browser: Browser, files: str, content: bytes, name: str = "list.csv") -> TestResponse:
    data = {"form_token": browser.token(files), "file": (io.BytesIO(content), name)}
    return browser.client.post(files, data=data, content_type="multipart/form-data")


def _map(browser: Browser, page: str, **given: str) -> TestResponse:
    form = {
        "column-person": "Username",
        "column-name": "Full name",
        "column-title": "Course full name",
        "column-at": "Completed on",
        "column-score": "Grade",
        "always-verb": "completed",
        "order": "day first",
        "time_zone": "Europe/Oslo",
    }
    empty = {f"column-{field.name}": "" for field in FIELDS}
    return browser.post(page, page, **{**empty, **form, **given})


def _tried(browser: Browser, files: str, content: str = LIST) -> str:
    columns = _hand_in(browser, files, content.encode()).location
    page = _map(browser, columns).location
    browser.lrs.queue.run_waiting()
    return page


def _said(browser: Browser, page: str) -> str:
    return words(browser.get(page))


def _record(browser: Browser, name: str) -> list[str]:
    agent = {"account": {"homePage": "https://lms.example.org", "name": name}}
    person = browser.lrs.meet(browser.store.id, agent)
    record = browser.lrs.learner_record(browser.store.id, person)
    return [entry.title for entry in record.entries]


def test_a_file_goes_from_upload_to_records_and_back(browser: Browser, files: str) -> None:
    columns = _hand_in(browser, files, LIST.encode()).location
    shown = browser.get(columns).text
    assert "<option selected>Username</option>" in shown
    assert "Ethics, for all" in shown
    page = _map(browser, columns).location
    assert "Waiting for the worker" in _said(browser, page)
    browser.lrs.queue.run_waiting()
    tried = _said(browser, page)
    assert "Would be told 2 rows" in tried
    assert "4 “31.02.2026” is no day, read day first." in tried
    assert _record(browser, "ada") == []
    browser.post(page, page, do="tell")
    browser.lrs.queue.run_waiting()
    assert "Told 2 rows" in _said(browser, page)
    assert _record(browser, "ada") == ["Two ledgers"]
    assert _record(browser, "bo") == ["Ethics, for all"]
    browser.post(page, page, do="undo")
    browser.lrs.queue.run_waiting()
    assert "taken back" in _said(browser, files)
    assert _record(browser, "ada") == []


def test_faults_can_be_taken_home(browser: Browser, files: str) -> None:
    answer = browser.get(_tried(browser, files) + "/faults.csv")
    assert answer.text.splitlines()[1] == '4,"“31.02.2026” is no day, read day first."'


def test_a_mended_file_tells_only_what_is_new(browser: Browser, files: str) -> None:
    first = _tried(browser, files)
    browser.post(first, first, do="tell")
    browser.lrs.queue.run_waiting()
    second = _tried(browser, files, LIST.replace("31.02.2026", "2026-02-05"))
    assert "Would be told 1 row Known before 2 rows" in _said(browser, second)


def test_a_map_that_lacks_something_says_what(browser: Browser, files: str) -> None:
    columns = _hand_in(browser, files, LIST.encode()).location
    wrong = _map(browser, columns, **{"column-person": "", "always-verb": "", "time_zone": "Mars"})
    assert wrong.status_code == 400
    for said in ("identifies the person", "Say what people did.", "There is no time zone Mars."):
        assert said in words(wrong)


def test_a_preset_fills_what_is_the_same_in_all_rows(browser: Browser, files: str) -> None:
    columns = _hand_in(browser, files, LIST.encode()).location
    shown = browser.get(columns, preset="attendance").text
    assert 'name="always-verb" list="l-verb" value="attended"' in shown


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "This file is empty."),
        (b"MZ", "a.exe", "takes files that end in"),
    ],
)
def test_what_is_no_list_is_not_taken(
    browser: Browser, files: str, content: bytes, name: str, said: str
) -> None:
    answer = _hand_in(browser, files, content, name)
    assert answer.status_code == 400
    assert said in words(answer)


def test_a_workbook_that_is_none_says_so_and_asks_nothing(browser: Browser, files: str) -> None:
    columns = _hand_in(browser, files, b"PK\x03\x04 no zip", "a.xlsx").location
    assert "can't be read as an XLSX workbook" in words(browser.get(columns))


def test_another_organisation_sees_nothing_of_it(
    browser: Browser, files: str, application: Application
) -> None:
    page = _tried(browser, files)
    other = signed_in(application)
    assert other.get(page).status_code == 404
    assert other.get(files).status_code == 404
    assert other.get(page + "/faults.csv").status_code == 404
