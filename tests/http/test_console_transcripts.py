"""Exports in the console: ordered, written by the worker, taken home, and nobody else's."""

import csv
import io
import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook

from lrs import NotFound, Scope, kept_files
from lrs.clock import now
from lrs.exports import Order
from lrs.storage.jobs import Job, Jobs, State
from lrs.transcripts.period import Period
from tests.builders import a_statement
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application


@pytest.fixture
def browser(application: Application) -> Browser:
    return signed_in(application)


@pytest.fixture
def filled(application: Application, browser: Browser) -> Browser:
    """A store with one course completed in March and one in June."""
    xapi = application.client(browser.store, Scope.ALL)
    for month, course in ((3, "spring"), (6, "summer")):
        xapi.post(a_statement(object=course, timestamp=f"2026-0{month}-01T09:00:00Z"))
    return browser


def _order(browser: Browser, **form: str) -> UUID:
    answer = browser.post("/console/transcripts", **{"format": "csv", **form})
    assert answer.headers["Location"] == "/console/transcripts"
    return browser.lrs.exports.of_store(browser.store.id)[0].id


def _rows(browser: Browser, job_id: UUID) -> list[dict[str, str]]:
    answer = browser.get(f"/console/transcripts/{job_id}/file")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_an_export_waits_is_written_and_can_be_downloaded(filled: Browser) -> None:
    job_id = _order(filled)
    waiting = filled.get("/console/transcripts")
    assert "Waiting for the worker" in waiting.text
    assert "data-refresh" in waiting.text
    filled.lrs.queue.run_waiting()
    done = filled.get("/console/transcripts")
    assert "1 person, 2 entries, 2 statements" in words(done)
    assert "data-refresh" not in done.text
    assert {row["title"] for row in _rows(filled, job_id)} == {"spring", "summer"}


def test_the_file_is_named_after_the_store_and_kept_by_nobody_on_the_way(filled: Browser) -> None:
    job_id = _order(filled)
    filled.lrs.queue.run_waiting()
    answer = filled.get(f"/console/transcripts/{job_id}/file")
    assert f'filename="transcript-{filled.store.name}-' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_workbook_opens_again_with_the_same_entries(filled: Browser) -> None:
    job_id = _order(filled, format="xlsx")
    filled.lrs.queue.run_waiting()
    answer = filled.get(f"/console/transcripts/{job_id}/file")
    sheet = load_workbook(io.BytesIO(answer.data))["Transcript"]
    header, *rows = sheet.values
    assert {row[header.index("title")] for row in rows} == {"spring", "summer"}


def test_only_the_days_asked_for_are_in_the_file(filled: Browser) -> None:
    job_id = _order(filled, **{"from": "2026-05-01", "until": "2026-06-01"})
    filled.lrs.queue.run_waiting()
    assert [row["title"] for row in _rows(filled, job_id)] == ["summer"]
    assert "2026-05-01 to 2026-06-01" in words(filled.get("/console/transcripts"))


def test_the_same_order_twice_is_one_export(filled: Browser) -> None:
    assert _order(filled) == _order(filled)
    assert len(filled.lrs.exports.of_store(filled.store.id)) == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [({"format": "exe"}, 404), ({"format": "csv", "from": "yesterday"}, 400)],
    ids=str,
)
def test_what_cannot_be_ordered_is_refused(
    browser: Browser, form: dict[str, str], status: int
) -> None:
    assert browser.post("/console/transcripts", **form).status_code == status
    assert browser.lrs.exports.of_store(browser.store.id) == []


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_form_without_our_token_changes_nothing(browser: Browser, token: str) -> None:
    form = {"format": "csv", "form_token": token}
    assert browser.client.post("/console/transcripts", data=form).status_code == 403
    assert browser.lrs.exports.of_store(browser.store.id) == []


def test_the_token_of_another_session_is_refused(
    application: Application, browser: Browser
) -> None:
    token = signed_in(application, browser.store).token("/console/transcripts")
    form = {"format": "csv", "form_token": token}
    assert browser.client.post("/console/transcripts", data=form).status_code == 403


def test_another_stores_export_is_not_there(application: Application, filled: Browser) -> None:
    job_id = _order(filled)
    filled.lrs.queue.run_waiting()
    other = signed_in(application)
    assert other.get(f"/console/transcripts/{job_id}/file").status_code == 404
    for act in ("restart", "remove"):
        assert other.post(f"/console/transcripts/{job_id}/{act}").status_code == 404
    assert str(job_id) not in other.get("/console/transcripts").text
    assert len(_rows(filled, job_id)) == 2


def test_removing_an_export_removes_its_file(filled: Browser) -> None:
    job_id = _order(filled)
    filled.lrs.queue.run_waiting()
    job, _ = filled.lrs.exports.file(filled.store.id, job_id)
    filled.post(f"/console/transcripts/{job_id}/remove")
    with pytest.raises(NotFound):
        kept_files.find(filled.lrs.database, filled.store.id, str(job.file))
    assert filled.get(f"/console/transcripts/{job_id}/file").status_code == 404


def test_an_export_removed_before_its_turn_is_not_written(filled: Browser) -> None:
    job_id = _order(filled)
    filled.post(f"/console/transcripts/{job_id}/remove")
    filled.lrs.queue.run_waiting()
    folder = filled.lrs.settings.var / "exports" / str(filled.store.id)
    assert not folder.exists()


def _abandoned(browser: Browser, seconds: int) -> Job:
    """Put an export into the state in which a worker that was killed leaves it."""
    before = now() - seconds * 1_000_000
    job = browser.lrs.exports.order(browser.store.id, Order("csv", Period()), "somebody")
    left = replace(job, id=uuid4(), state=State.RUNNING, done=1, total=4, heartbeat=before)
    browser.lrs.exports.remove(browser.store.id, job.id)
    browser.lrs.database.write(lambda c: Jobs(c, browser.store.id).add(left))
    return left


def test_a_bar_shows_how_far_a_running_export_is(filled: Browser) -> None:
    _abandoned(filled, seconds=1)
    page = filled.get("/console/transcripts")
    assert "Writing 1 of 4 people" in words(page)
    assert re.search(r'class="done" width="25%"', page.text)


def test_an_export_whose_worker_died_says_so_and_can_be_started_again(filled: Browser) -> None:
    job = _abandoned(filled, seconds=120)
    page = filled.get("/console/transcripts")
    assert "The worker stopped while it ran." in words(page)
    filled.post(f"/console/transcripts/{job.id}/restart")
    filled.lrs.queue.run_waiting()
    assert len(_rows(filled, job.id)) == 2


def test_an_export_that_fails_says_so_and_names_a_reference(
    filled: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    folder = filled.lrs.settings.var / "exports" / str(filled.store.id)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    _order(filled)
    filled.lrs.queue.run_waiting()
    found = re.search(r"the log knows more: (\w+)", words(filled.get("/console/transcripts")))
    assert found
    assert found[1] in caplog.text
