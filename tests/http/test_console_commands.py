"""hallway administrator and hallway transcript: the console without a browser."""

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

import wsgi
from lrs import Conflict, InvalidRequest, LrsError, NotFound, Scope
from tests.builders import a_statement, an_agent
from tests.http.browser import signed_in, stranger, words
from tests.http.xapi_client import Application


def _run(application: Application, *arguments: str, given: str = "") -> Result:
    hallway = wsgi.Hallway(application.lrs.settings, application.database, application.lrs)
    result = CliRunner().invoke(wsgi.commands(hallway), arguments, input=given)
    if isinstance(result.exception, LrsError):
        raise result.exception
    return result


def test_an_administrator_with_a_password_made_up_can_sign_in(application: Application) -> None:
    store = application.new_store()
    arguments = ("administrator", "create", "--store", store.name, "--email", "Eva@Example.org")
    made = json.loads(_run(application, *arguments, "--json").stdout)
    assert made["email"] == "eva@example.org"
    browser = stranger(application)
    assert browser.sign_in(made["password"], email=made["email"]).status_code == 303


def test_a_password_that_was_given_is_never_printed(application: Application) -> None:
    store = application.new_store()
    arguments = ("--store", store.name, "--email", "bo@example.org", "--password-stdin")
    for command in ("create", "password"):
        made = _run(application, "administrator", command, *arguments, given="a long password\n")
        assert made.exit_code == 0
        assert "a long password" not in made.output
    assert application.lrs.sign_in("bo@example.org", "a long password", "here").token


def test_the_administrators_of_a_store_are_listed(application: Application) -> None:
    store = application.new_store()
    for email in ("b@example.org", "a@example.org"):
        application.lrs.create_administrator(store, email)
    listed = _run(application, "administrator", "list", "--store", store.name)
    assert listed.stdout.split() == ["a@example.org", "b@example.org"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("create", "--email", "known@example.org"), Conflict),
        (("create", "--email", "no address"), InvalidRequest),
        (("password", "--email", "nobody@example.org"), NotFound),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(
    application: Application, arguments: tuple[str, ...], error: type[LrsError]
) -> None:
    store = application.new_store()
    application.lrs.create_administrator(store, "known@example.org")
    with pytest.raises(error):
        _run(application, "administrator", *arguments, "--store", store.name)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_command_writes_what_the_console_and_the_page_show(
    application: Application, tmp_path: Path, file_format: str
) -> None:
    browser = signed_in(application)
    xapi = application.client(browser.store, Scope.ALL)
    for name in ("ada", "grace"):
        xapi.post(*[a_statement(actor=an_agent(name), object=f"{name}-{n}") for n in range(3)])
    out = tmp_path / f"all.{file_format}"
    arguments = ("--store", browser.store.name, "--format", file_format, "--out", str(out))
    done = _run(application, "transcript", "export", *arguments)
    assert done.exit_code == 0
    assert "6 entries of 2 people" in done.stdout
    job = browser.post("/console/transcripts", format=file_format)
    browser.lrs.queue.run_waiting()
    [job] = browser.lrs.exports.of_store(browser.store.id)
    (tmp_path / "console").write_bytes(browser.get(f"/console/transcripts/{job.id}/file").data)
    shown = []
    for person in browser.lrs.people(browser.store.id):
        page = browser.get(f"/console/people/{person.id}")
        assert "3 entries held by 3 statements" in words(page)
        shown += re.findall(r'<span class="title">([^<]+)<', page.text)
    assert _rows(out, file_format) == _rows(tmp_path / "console", file_format)
    assert [row["title"] for row in _rows(out, file_format)] == shown


def test_the_period_and_the_progress_are_those_of_the_options(
    application: Application, tmp_path: Path
) -> None:
    store = application.new_store()
    xapi = application.client(store, Scope.ALL)
    for month in (1, 2, 3):
        xapi.post(a_statement(object=f"month-{month}", timestamp=f"2026-0{month}-15T09:00:00Z"))
    out = tmp_path / "all.csv"
    arguments = ["--store", store.name, "--format", "csv", "--out", str(out)]
    done = _run(
        application,
        "transcript",
        "export",
        *arguments,
        "--from",
        "2026-02-01",
        "--until",
        "2026-02-28",
    )
    assert "Exporting" in done.stderr
    assert [row["title"] for row in _rows(out, "csv")] == ["month-2"]


def test_an_unknown_store_is_said_and_leaves_no_file(
    application: Application, tmp_path: Path
) -> None:
    out = tmp_path / "all.csv"
    arguments = ("--store", "nowhere", "--format", "csv", "--out", str(out))
    with pytest.raises(NotFound, match="nowhere"):
        _run(application, "transcript", "export", *arguments)
    assert list(tmp_path.iterdir()) == []


def _rows(path: Path, file_format: str) -> list[dict[str, object]]:
    if file_format == "csv":
        return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    with path.open("rb") as file:
        header, *rows = load_workbook(file)["Transcript"].values
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("scopes", "writes"),
    [((), 200), (("--scope", "all"), 200), (("--scope", "all/read", "--scope", "state"), 403)],
)
def test_a_key_opens_what_its_scopes_name(
    application: Application, scopes: tuple[str, ...], writes: int
) -> None:
    assert _written_with(application, *scopes) == writes


def test_a_revoked_key_opens_nothing(application: Application) -> None:
    assert _written_with(application, revoked=True) == 401


def _written_with(application: Application, *scopes: str, revoked: bool = False) -> int:
    """Make a key by the command and give the answer to a statement that is sent with it."""
    create = ("key", "create", "--store", application.new_store().name, *scopes, "--json")
    made = json.loads(_run(application, *create).stdout)
    if revoked:
        assert _run(application, "key", "revoke", made["key"]).exit_code == 0
    answer = stranger(application).client.post(
        "/xapi/statements",
        json=a_statement(),
        auth=(made["key"], made["secret"]),
        headers={"X-Experience-API-Version": "2.0.0"},
    )
    return answer.status_code
