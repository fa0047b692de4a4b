"""A transcript is opened again, in each format, and says what the entries say."""

import csv
import hashlib
import io
import re
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from lrs.record.entry import Entry, LearnerRecord
from lrs.transcripts.about import About, Contents
from lrs.transcripts.columns import HEADER, TranscriptPerson
from lrs.transcripts.export import Format, export
from lrs.transcripts.subject import Subject
from tests.unit.record.deeds import CLIP_TYPE, MARCUS, TC, VIDEO, deed, record, thing, watching

ADL = "http://adlnet.gov/expapi"
CHICAGO = ZoneInfo("America/Chicago")
ABOUT = About(
    "Tallyfold", CHICAGO, datetime(2026, 3, 31, 21, 20, tzinfo=UTC), (("period", "2026"),)
)
PRIYA = TranscriptPerson(
    "8a0f", "20418", "priya@example.org", "Raman", "Priya", ("mbox:mailto:priya@example.org",)
)
EVIL = TranscriptPerson("9b1c", "-1+1", "@x", "=cmd|' /C calc'!A0", "\tTab")
RECORD = record(
    deed(
        f"{ADL}/verbs/passed",
        thing("course", f"{ADL}/activities/course", "Ethics, part “2”\nfor advisers"),
        0,
        result={"score": {"raw": -7, "min": -10, "max": 10}, "duration": "PT118M"},
    ),
    deed(f"{TC}verb/talked-with", MARCUS, 60 * 20, result={"duration": "PT20M"}),
    watching(f"{VIDEO}/verbs/paused", 90, "0[.]20"),
    deed(f"{ADL}/verbs/commented", thing("c", CLIP_TYPE, '=HYPERLINK("http://evil")'), 99),
)
ROWS = [Subject(PRIYA, RECORD), Subject(EVIL, RECORD)]
DATES = {"entry_date", "end_date"}
NUMBERS = {"minutes", "score", "statement_count", "credits"}


def _export(file_format: Format, rows: Any = ROWS) -> tuple[bytes, Contents]:
    out = io.BytesIO()
    contents = export(rows, file_format, out, ABOUT, lambda _: None)
    return out.getvalue(), contents


def _csv(rows: Any = ROWS) -> list[dict[str, str]]:
    text = _export("csv", rows)[0].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _workbook(rows: Any = ROWS) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(_export("xlsx", rows)[0]))


def _sheet(book: Workbook, name: str = "Transcript") -> list[dict[str, Any]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def _expected(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title if entry.title[0] != "=" else f"'{entry.title}",
        "kind": entry.kind,
        "formality": entry.formality.value,
        "minutes": entry.minutes,
        "time_basis": entry.time_basis.value if entry.time_basis else None,
        "score": entry.score,
        "evidence_level": entry.evidence.value,
        "source_system": entry.source.name,
        "statement_count": len(entry.statements),
    }


def test_the_columns_are_those_of_the_neutral_sheet() -> None:
    assert ",".join(HEADER) == (
        "record_id,member_id,email,last_name,first_name,person_external_ids,entry_date,end_date,"
        "title,kind,formality,provider,source_system,minutes,time_basis,score,status,"
        "credit_scheme,credit_type,credits,subject_code,delivery_method,location,evidence_level,"
        "approved_by,approved_on,expires_on,evidence_url,statement_count,vc_id,note"
    )


def test_the_workbook_says_what_the_entries_say() -> None:
    rows = _sheet(_workbook())
    assert len(rows) == 8
    for row, entry in zip(rows[:4], RECORD.entries, strict=True):
        assert {name: row[name] for name in _expected(entry)} == _expected(entry)
        local = entry.end.astimezone(CHICAGO).replace(tzinfo=None)
        assert row["end_date"] == local
        assert (row["member_id"], row["last_name"]) == ("20418", "Raman")


def test_the_csv_says_what_the_entries_say() -> None:
    rows = _csv()
    assert len(rows) == 8
    for row, entry in zip(rows[:4], RECORD.entries, strict=True):
        expected = _expected(entry)
        texts = expected.keys() - NUMBERS
        assert {n: row[n] for n in texts} == {n: expected[n] or "" for n in texts}
        for name in NUMBERS & expected.keys():
            assert float(row[name] or "nan") == pytest.approx(
                expected[name] or float("nan"), nan_ok=True, abs=1e-4
            )
        assert datetime.fromisoformat(row["end_date"]) == entry.end
        assert row["end_date"].endswith("-06:00")


def test_the_csv_begins_with_a_byte_order_mark() -> None:
    assert _export("csv")[0].startswith(b"\xef\xbb\xbfrecord_id,")


def test_every_line_has_an_id_of_its_own_that_stays() -> None:
    ids = [row["record_id"] for row in _csv()]
    assert len(set(ids)) == 8
    assert ids == [row["record_id"] for row in _sheet(_workbook())]


def _is_formula(text: str) -> bool:
    return text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_no_cell_is_a_formula() -> None:
    written = [
        text
        for row in _csv()
        for name, text in row.items()
        if name not in NUMBERS and _is_formula(text)
    ]
    assert written == []
    for row in _workbook()["Transcript"].iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not _is_formula(str(cell.value)) or isinstance(cell.value, int | float)
    assert _csv()[-1]["last_name"] == "'=cmd|' /C calc'!A0"


def test_control_characters_break_no_workbook() -> None:
    odd = record(deed(f"{ADL}/verbs/asked", thing("q", "", "a\x00b\x0bc\x1fd")))
    assert _sheet(_workbook([Subject(PRIYA, odd)]))[0]["title"] == "abcd"


def test_a_text_too_long_for_excel_is_cut() -> None:
    long = record(deed(f"{ADL}/verbs/asked", thing("q", "", "x" * 40_000)))
    assert len(_sheet(_workbook([Subject(PRIYA, long)]))[0]["title"]) == 32_767


def test_the_workbook_can_be_worked_with() -> None:
    book = _workbook()
    assert book.sheetnames == ["Transcript", "Summary", "Credits by cycle", "About"]
    assert book["Transcript"].freeze_panes == "A2"
    assert book["Transcript"].auto_filter.ref == "A1:AE9"
    assert "never become credit" in book["Credits by cycle"]["A2"].value


def test_the_summary_adds_up_the_rows_of_the_sheet() -> None:
    book = _workbook()
    rows = _sheet(book)
    table = {row[0]: row for row in book["Summary"].iter_rows(values_only=True, max_row=5)}
    header = table["Slice"]
    for formality in ("formal", "non-formal", "informal"):
        own = [row for row in rows if row["formality"] == formality]
        said = dict(zip(header, table[formality], strict=True))
        assert said["Entries"] == len(own)
        assert said["Minutes, all bases"] == pytest.approx(
            sum(r["minutes"] or 0 for r in own), abs=1e-3
        )
    assert sum(table[f][2] for f in ("formal", "non-formal", "informal")) == 100
    claimed = sum(row["minutes"] for row in rows if row["time_basis"] == "claimed")
    assert dict(zip(header, table["All"], strict=True))["Minutes claimed"] == claimed == 40


def test_about_says_what_the_file_holds() -> None:
    about = dict(_workbook()["About"].iter_rows(values_only=True))
    assert about["Store"] == "Tallyfold"
    assert about["Filter: period"] == "2026"
    assert about["Time zone of all dates and times"] == "America/Chicago"
    assert about["Generated at"] == "2026-03-31T16:20:00-05:00"
    assert (about["People"], about["Entries"]) == (2, 8)
    assert about["Statements behind them"] == 8


def test_the_hash_is_that_of_the_csv_in_either_format() -> None:
    written, contents = _export("csv")
    expected = hashlib.sha256(written.removeprefix(b"\xef\xbb\xbf")).hexdigest()
    assert contents.sha256 == expected
    assert (
        dict(_workbook()["About"].iter_rows(values_only=True))["SHA-256 of the rows as CSV"]
        == expected
    )


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_store_without_people_gives_a_file_with_a_header(
    file_format: Format, tmp_path: Path
) -> None:
    out = tmp_path / f"transcript.{file_format}"
    assert export([], file_format, out, ABOUT, lambda _: None).rows == 0
    if file_format == "xlsx":
        assert _sheet(openpyxl.load_workbook(out)) == []
    else:
        assert out.read_text("utf-8-sig").strip() == ",".join(HEADER)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_broken_export_leaves_no_file(
    file_format: Format,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def breaking() -> Iterator[tuple[TranscriptPerson, LearnerRecord]]:
        yield Subject(PRIYA, RECORD)
        raise ConnectionError("the database went away")

    with pytest.raises(ConnectionError):
        export(breaking(), file_format, tmp_path / "t", ABOUT, lambda _: None)
    assert list(tmp_path.iterdir()) == []
    assert list(scratch.iterdir()) == []


def test_progress_tells_how_many_people_are_done() -> None:
    heard: list[int] = []
    export(ROWS, "csv", io.BytesIO(), ABOUT, heard.append)
    assert heard == [1, 2]


def test_a_time_before_excel_s_calendar_is_text() -> None:
    old = record(deed(f"{ADL}/verbs/asked", timestamp="1850-01-01T00:00:00Z"))
    assert re.match(r"18(49|50)-", _sheet(_workbook([Subject(PRIYA, old)]))[0]["entry_date"])


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_memory_doesn_t_grow_with_the_rows(file_format: Format, tmp_path: Path) -> None:
    def peak(people: int) -> int:
        rows = (Subject(PRIYA, RECORD) for _ in range(people))
        tracemalloc.start()
        export(rows, file_format, tmp_path / "t", ABOUT, lambda _: None)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(400) < 1.5 * peak(100) + 200_000
