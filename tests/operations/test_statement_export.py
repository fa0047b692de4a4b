"""hallway statement export: what the files hold, what a second run does, and what a killed one leaves."""

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result
from pyarrow import dataset

import wsgi
from lrs import Access, Lrs, Scope, Store
from lrs.statement_files import outgoing
from tests.builders import a_statement, a_voiding, an_account, statements

DAY = 86_400_000_000
CALL = {"prog_name": "hallway", "catch_exceptions": False}


@pytest.fixture
def access(store: Store) -> Access:
    return Access(store.id, frozenset({Scope.ALL}), an_account("key"))


@pytest.fixture
def run(hallway: wsgi.Hallway):
    def command(*arguments: object) -> Result:
        words = [str(each) for each in arguments]
        return CliRunner().invoke(wsgi.commands(hallway), words, **CALL)

    return command


@pytest.fixture
def export(run, tmp_path: Path):
    def command(*options: str, file_format: str = "jsonl") -> Path:
        out = tmp_path / file_format
        done = run(
            *("statement", "export", "--store", "college"),
            *("--format", file_format, "--out", out, *options),
        )
        assert done.exit_code == 0, done.output
        return out

    return command


@pytest.fixture
def several_days(run, tmp_path: Path, store: Store) -> list[str]:
    """Nine statements on three days; gives their ids."""
    made = statements(9)
    for number, each in enumerate(made):
        each["stored"] = f"2026-03-0{1 + number // 3}T23:59:5{number}.000Z"
    file = tmp_path / "given.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in made))
    done = run("statement", "import", "--store", "college", "--keep-stored", file)
    assert done.exit_code == 0, done.output
    return [str(each["id"]) for each in made]


def _lines(folder: Path) -> list[str]:
    files = sorted(folder.glob("day=*/*.jsonl"))
    return [json.loads(line)["id"] for file in files for line in file.read_text().splitlines()]


def test_each_day_has_its_file_and_each_statement_its_line(export, several_days) -> None:
    out = export()
    assert sorted(path.name for path in out.glob("day=*")) == [
        "day=2026-03-01",
        "day=2026-03-02",
        "day=2026-03-03",
    ]
    assert _lines(out) == several_days


def test_days_can_be_chosen(export, several_days) -> None:
    out = export("--since", "2026-03-02", "--until", "2026-03-02")
    assert _lines(out) == several_days[3:6]


def test_a_second_run_writes_only_what_is_new(
    export, several_days, lrs: Lrs, access: Access
) -> None:
    out = export()
    before = {path: path.stat().st_mtime_ns for path in out.glob("day=*/*")}
    new = lrs.record_statements(access, statements(2))
    assert _lines(export()) == several_days + new
    assert {path: path.stat().st_mtime_ns for path in before} == before
    newer = lrs.record_statements(access, statements(2))
    assert _lines(export()) == several_days + new + newer


def test_a_full_file_is_followed_by_another(
    export, lrs: Lrs, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "LARGEST_PART", 4)
    monkeypatch.setattr(outgoing, "_AT_ONCE", 3)
    ids = lrs.record_statements(access, statements(10))
    out = export()
    assert [path.name for path in sorted(out.glob("day=*/*"))][:3] == [
        "0001.jsonl",
        "0002.jsonl",
        "0003.jsonl",
    ]
    ids += lrs.record_statements(access, statements(5))
    assert _lines(export()) == ids


def test_a_statement_voided_later_makes_its_file_new(
    export, several_days, lrs: Lrs, access: Access
) -> None:
    out = export(file_format="parquet")
    lrs.record_statements(access, [a_voiding(several_days[4])])
    export(file_format="parquet")
    found = duckdb.read_parquet(f"{out}/day=*/*.parquet")
    assert found.filter("voided").project("id").fetchall() == [(several_days[4],)]
    assert found.filter("voids IS NOT NULL").project("voids").fetchall() == [(several_days[4],)]


def test_a_killed_run_leaves_whole_files_and_is_gone_on_with(
    export, several_days, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def pull_the_plug(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        real = outgoing.Manifest.add
        calls: list[object] = []

        def add(self: outgoing.Manifest, part: object) -> None:
            calls.append(part)
            if len(calls) == 2:
                patch.setattr("lrs.statement_files.unfinished.Path.replace", pull_the_plug)
            real(self, part)  # type: ignore[arg-type]

        patch.setattr(outgoing.Manifest, "add", add)
        with pytest.raises(Killed):
            export()
    assert _lines(export()) == several_days


def test_pyarrow_reads_the_partitions_and_their_types(
    export, lrs: Lrs, access: Access, several_days
) -> None:
    attachment = {
        "usageType": "https://example.org/certificate",
        "display": {"en": "Certificate"},
        "contentType": "application/pdf",
        "length": 5,
        "sha2": "a" * 64,
        "fileUrl": "https://example.org/file.pdf",
    }
    result = {"score": {"scaled": 0.9}, "success": True, "duration": "PT1M"}
    lrs.record_statements(access, [a_statement(result=result, attachments=[attachment])])
    table = dataset.dataset(export(file_format="parquet"), partitioning="hive").to_table()
    assert table.num_rows == 10
    row = table.sort_by("stored").to_pylist()[-1]
    assert (row["score_scaled"], row["success"], row["duration_seconds"]) == (0.9, True, 60)
    assert (row["attachments"][0]["sha2"], row["actor"]) == (
        "a" * 64,
        "mbox:mailto:ada@example.org",
    )
    assert json.loads(row["statement"])["id"] == row["id"]
    assert row["stored"].isoformat()[:26] == json.loads(row["statement"])["stored"][:26]


def test_a_folder_of_another_store_is_left_alone(export, run, lrs: Lrs, several_days) -> None:
    out = export()
    lrs.create_store("school")
    with pytest.raises(Exception, match="holds an export of another store"):
        run("statement", "export", "--store", "school", "--format", "jsonl", "--out", out)
    assert _lines(out) == several_days


@pytest.mark.parametrize("number", range(3))
def test_the_queries_of_the_documentation_run(
    number: int, export, several_days, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    export(file_format="parquet").rename(tmp_path / "export")
    monkeypatch.chdir(tmp_path)
    text = (Path(wsgi.__file__).parent / "docs/analytics.md").read_text()
    query = text.split("### DuckDB")[1].split("```sql")[number + 1].split("```")[0]
    assert duckdb.sql(query) is not None
