"""hallway statement import: what arrives, what is refused and where that stands, and going on after a kill."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import wsgi
from lrs import Access, Lrs, Scope, Store
from lrs.settings import Settings
from tests.builders import a_statement, a_voiding, an_account, statements
from tests.conftest import CHECKOUT
from tests.operations.table_sizes import known_rows

Json = dict[str, Any]
CALL = {"prog_name": "hallway", "catch_exceptions": False}


@pytest.fixture
def access(store: Store) -> Access:
    return Access(store.id, frozenset({Scope.ALL}), an_account("key"))


@pytest.fixture
def take_in(hallway: wsgi.Hallway, store: Store):
    def command(*arguments: object, into: str = "college") -> Result:
        words = ["statement", "import", "--store", into, *map(str, arguments)]
        return CliRunner().invoke(wsgi.commands(hallway), words, **CALL)

    return command


@pytest.fixture
def everything(hallway: wsgi.Hallway, tmp_path: Path):
    """Give a store's statements in the order of their places."""

    def command(store: str = "college") -> list[Json]:
        out = tmp_path / f"all-of-{store}"
        words = ["statement", "export", "--store", store, "--format", "jsonl", "--out", str(out)]
        CliRunner().invoke(wsgi.commands(hallway), [*words, "--attachments"], **CALL)
        files = sorted(out.glob("day=*/*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    return command


def _write(file: Path, lines: list[object]) -> Path:
    text = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines)
    file.write_text(text)
    return file


def _rejects(file: Path) -> list[Json]:
    path = file.with_name(f"{file.name}.rejects.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_bad_lines_are_kept_with_their_reasons_and_good_ones_stored(
    take_in, everything, tmp_path: Path
) -> None:
    good = statements(3)
    other = good[0] | {"verb": {"id": "https://example.org/other"}}
    lines = [good[0], "{not json", "", good[1], a_statement(actor=None), other, good[2], "[]"]
    file = _write(tmp_path / "in.jsonl", lines)
    done = take_in(file)
    assert (done.exit_code, done.output.splitlines()[-2]) == (
        1,
        "3 statements stored; 0 were there already.",
    )
    assert [each["id"] for each in everything()] == [each["id"] for each in good]
    found = {each["line"]: each["errors"][0]["pointer"] for each in _rejects(file)}
    assert found == {2: "", 5: "/actor", 6: "/id", 8: ""}
    assert _rejects(file)[0]["text"] == "{not json"


def test_importing_twice_changes_nothing(take_in, everything, tmp_path: Path) -> None:
    file = _write(tmp_path / "in.jsonl", [*statements(5)])
    take_in(file)
    before = everything()
    assert "0 statements stored; 5 were there already." in take_in(file).output
    assert everything() == before
    assert sorted(path.name for path in tmp_path.glob("in.jsonl*")) == ["in.jsonl"]


def test_after_a_large_import_the_database_knows_how_much_is_there(
    take_in, hallway: wsgi.Hallway, tmp_path: Path
) -> None:
    assert take_in(_write(tmp_path / "in.jsonl", [*statements(1003)])).exit_code == 0
    with hallway.database.engine.connect() as connection:
        assert known_rows(connection, "statements") > 500  # SQLite looks at a part, and guesses


def test_a_store_moves_as_it_is(
    take_in, everything, lrs: Lrs, access: Access, tmp_path: Path
) -> None:
    content = b"a certificate"
    attachment = {
        "usageType": "https://example.org/certificate",
        "display": {"en": "Certificate"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": hashlib.sha256(content).hexdigest(),
    }
    with_attachment = a_statement(attachments=[attachment])
    (first, *_) = lrs.record_statements(
        access, [with_attachment, *statements(3)], {attachment["sha2"]: content}
    )
    lrs.record_statements(access, [a_voiding(first)])
    before = everything()
    lrs.create_store("school")
    out = tmp_path / "all-of-college"
    options = ("--keep-stored", "--keep-authority", "--attachments", out)
    done = take_in(*options, out, into="school")
    assert "5 statements stored" in done.output, done.output
    assert everything("school") == before
    # What was voided is voided there, too, and every index was made.
    school = Access(lrs.store_named("school").id, frozenset({Scope.ALL}), an_account("key"))
    assert lrs.holdings(school.store_id).statements == lrs.holdings(access.store_id).statements


def test_an_attachment_whose_bytes_are_nowhere_is_refused(take_in, tmp_path: Path) -> None:
    attachment = {
        "usageType": "https://example.org/certificate",
        "display": {"en": "Certificate"},
        "contentType": "text/plain",
        "length": 3,
        "sha2": hashlib.sha256(b"abc").hexdigest(),
    }
    file = _write(tmp_path / "in.jsonl", [a_statement(attachments=[attachment])])
    assert take_in(file).exit_code == 1
    assert _rejects(file)[0]["errors"][0]["pointer"] == "/attachments/0"
    folder = tmp_path / "_attachments"
    folder.mkdir()
    (folder / str(attachment["sha2"])).write_bytes(b"abd")
    assert take_in(file).exit_code == 1
    (folder / str(attachment["sha2"])).write_bytes(b"abc")
    assert take_in(file).exit_code == 0


def test_stored_is_kept_in_order_and_never_slipped_into_the_past(
    take_in, everything, tmp_path: Path
) -> None:
    days = ["2025-01-02", "2025-01-02", "2025-01-01", "2025-01-03", "2999-01-01"]
    lines = [
        each | {"stored": f"{day}T00:00:00Z"} for day, each in zip(days, statements(5), strict=True)
    ]
    file = _write(tmp_path / "in.jsonl", [*lines])
    assert take_in("--keep-stored", file).exit_code == 1
    assert [each["stored"] for each in everything()] == [
        "2025-01-02T00:00:00.000000Z",
        "2025-01-02T00:00:00.000001Z",
        "2025-01-03T00:00:00.000000Z",
    ]
    assert [(each["line"], each["errors"][0]["pointer"]) for each in _rejects(file)] == [
        (3, "/stored"),
        (5, "/stored"),
    ]


def test_without_keeping_the_import_vouches_and_the_clock_places(
    take_in, everything, tmp_path: Path
) -> None:
    old = {"stored": "2025-01-02T00:00:00Z", "authority": an_account("old")}
    take_in(_write(tmp_path / "in.jsonl", [a_statement(**old)]))
    (found,) = everything()
    assert found["stored"] > "2026"
    assert found["timestamp"] == "2025-01-02T00:00:00Z"
    assert found["authority"]["account"]["name"] == "import"


def test_a_killed_import_goes_on_and_nothing_is_lost_or_twice(
    kind: str, take_in, everything, settings: Settings, tmp_path: Path
) -> None:
    made = statements(6000)
    file = _write(tmp_path / "in.jsonl", [*made[:3000], "broken", *made[3000:]])
    names = ("HALLWAY_DATABASE_URL", "HALLWAY_VAR")
    values = (settings.database_url, str(settings.var))
    inherited = {name: value for name, value in os.environ.items() if name[:8] != "HALLWAY_"}
    environment = {**inherited, **dict(zip(names, values, strict=True))}
    command = [sys.executable, "-m", "wsgi", "statement", "import", "--store", "college", str(file)]
    checkpoint = tmp_path / "in.jsonl.import-checkpoint"
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not checkpoint.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert checkpoint.exists(), "it was too fast to be killed"
    before = len(everything())
    assert 0 < before < 6000
    assert take_in(file).exit_code == 1
    assert sorted(each["id"] for each in everything()) == sorted(each["id"] for each in made)
    assert [each["line"] for each in _rejects(file)] == [3001]
    assert not checkpoint.exists()


def test_a_broken_database_stops_the_import_and_refuses_no_line(
    hallway: wsgi.Hallway, take_in, tmp_path: Path
) -> None:
    file = _write(tmp_path / "in.jsonl", [*statements(3)])
    index = "statement_index" if hallway.database.dialect.is_server else "statement_index_settled"
    with hallway.database.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {index} RENAME TO elsewhere")
    try:
        with pytest.raises(Exception, match=r"statement_index|can't answer"):
            take_in(file)
    finally:
        with hallway.database.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE elsewhere RENAME TO {index}")
    assert [path.name for path in tmp_path.glob("in.jsonl*")] == ["in.jsonl"]
    assert take_in(file).exit_code == 0
