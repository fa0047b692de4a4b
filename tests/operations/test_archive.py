"""hallway statement archive: what leaves the store, what stays, and who is told."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

import wsgi
from lrs import Lrs, Store, archiving
from lrs.database import Database, metadata
from lrs.storage.age_out import AgeOut
from tests.builders import a_reference, a_statement, a_voiding, an_agent
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application

pytestmark = pytest.mark.usefixtures("wandering")

DAY_TABLES = ("statements", "statement_index", "inherited_index", "statement_references")


@pytest.fixture
def run(hallway: wsgi.Hallway):
    def command(*arguments: object) -> Result:
        said = [str(each) for each in arguments]
        group = wsgi.commands(hallway)
        return CliRunner().invoke(group, said, prog_name="hallway", catch_exceptions=False)

    return command


@pytest.fixture
def archive(run, tmp_path: Path, store: Store):
    """Archive what was stored before March; gives what the command printed."""

    def command(before: str = "2026-03-01") -> str:
        arguments = ("--store", store.name, "--before", before, "--out", tmp_path / "old")
        done = run("statement", "archive", *arguments)
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    return command


@pytest.fixture
def winter(run, tmp_path: Path, store: Store) -> list[str]:
    """Six statements of February and March; the voiding in February and a reference in March."""
    ada = an_agent("ada")
    made = [a_statement(actor=ada, object=f"https://a.example/{n}") for n in range(6)]
    ids = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(6)]
    made[2] = a_voiding(ids[1], actor=ada)
    made[4] = a_statement(actor=an_agent("bob"), object=a_reference(ids[0]))
    for number, each in enumerate(made):
        each["id"] = ids[number]
        each["stored"] = each["timestamp"] = f"2026-0{2 + number // 3}-1{number}T10:00:00.000Z"
    file = tmp_path / "given.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in made))
    done = run("statement", "import", "--store", store.name, "--keep-stored", file)
    assert done.exit_code == 0, done.output
    run("statement", "views", "--store", store.name)
    return [str(each["id"]) for each in made]


def _left(database: Database, store: Store) -> dict[str, int]:
    tables = [metadata.tables[name] for name in (*DAY_TABLES, "flat_statements")]
    with database.reading() as connection:
        return {
            t.name: connection.scalar(
                select(func.count()).select_from(t).where(t.c.store_id == store.id)
            )
            for t in tables
        }


def test_what_is_older_stands_in_the_files_and_no_longer_in_the_store(
    archive, winter: list[str], xapi, tmp_path: Path
) -> None:
    assert "3 statements stored before 2026-03-01" in archive()
    files = sorted((tmp_path / "old").glob("day=*/*.jsonl"))
    lines = [json.loads(line)["id"] for f in files for line in f.read_text().splitlines()]
    assert lines == winter[:3]
    found = xapi.get("/xapi/statements?ascending=true").json["statements"]
    assert [each["id"] for each in found] == winter[3:]
    assert xapi.get(f"/xapi/statements?statementId={winter[0]}").status_code == 404


def test_what_refers_to_an_archived_statement_is_still_found_by_it(
    archive, winter: list[str], xapi
) -> None:
    archive()
    agent = json.dumps(an_agent("ada"))
    found = xapi.get("/xapi/statements", query_string={"agent": agent}).json["statements"]
    assert {each["id"] for each in found} == set(winter[3:])


def test_nothing_of_it_is_left_in_any_table(
    archive, winter: list[str], database: Database, store: Store
) -> None:
    assert winter
    archive("2026-04-01")
    assert _left(database, store) == dict.fromkeys((*DAY_TABLES, "flat_statements"), 0)


def test_one_that_is_killed_goes_on_and_writes_no_file_anew(
    archive, winter: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, xapi
) -> None:
    monkeypatch.setattr(archiving, "_AT_ONCE", 1)
    whole, calls = AgeOut.remove, iter(range(9))

    def dying(self: AgeOut, oldest) -> int:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return whole(self, oldest)

    monkeypatch.setattr(AgeOut, "remove", dying)
    with pytest.raises((KeyboardInterrupt, AssertionError)):
        archive()
    found = xapi.get("/xapi/statements?ascending=true").json["statements"]
    assert [each["id"] for each in found] == winter[2:]
    before = {f: f.read_text() for f in (tmp_path / "old").rglob("*.jsonl")}
    archive()
    assert {f: f.read_text() for f in (tmp_path / "old").rglob("*.jsonl")} == before
    found = xapi.get("/xapi/statements?ascending=true").json["statements"]
    assert [each["id"] for each in found] == winter[3:]


def test_the_record_and_its_files_say_what_is_missing(
    archive, winter: list[str], lrs: Lrs, store: Store, hallway: wsgi.Hallway
) -> None:
    assert winter
    browser = _console(hallway, store)
    person = lrs.meet(store.id, an_agent("ada"))
    assert "archived" not in words(browser.get(f"/console/people/{person}"))
    archive()
    page = words(browser.get(f"/console/people/{person}"))
    assert "Older statements were archived" in page
    assert re.search("stored before 1 March 2026", page)
    record = lrs.learner_record(store.id, person)
    made = lrs.export_person(lrs.person(store.id, person), record, store, "xlsx").content
    assert made
    assert len(record.entries) == 2


def _console(hallway: wsgi.Hallway, store: Store) -> Browser:
    app = wsgi.create_app(hallway)
    return signed_in(Application(app, hallway.lrs, hallway.database), store)


def test_a_day_to_come_is_refused(run, store: Store, tmp_path: Path) -> None:
    arguments = ("--store", store.name, "--before", "2999-01-01", "--out", tmp_path / "old")
    with pytest.raises(Exception, match="Only days that are over"):
        run("statement", "archive", *arguments)


def test_a_file_that_is_missing_keeps_everything_in_the_store(
    archive, winter: list[str], run, store: Store, tmp_path: Path, xapi
) -> None:
    out = tmp_path / "old"
    run(
        *("statement", "export", "--store", store.name, "--format", "jsonl"),
        *("--attachments", "--until", "2026-02-28", "--out", out),
    )
    next(out.rglob("*.jsonl")).unlink()
    with pytest.raises(Exception, match="nothing was removed"):
        archive()
    assert len(xapi.get("/xapi/statements").json["statements"]) == len(winter) - 1
