"""Spreadsheet files as they come: any encoding and delimiter, and what somebody built to do harm."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime, timedelta

import pytest
from openpyxl import Workbook

from connectors.connector import Handed
from connectors.errors import Fatal
from connectors.spreadsheet.sheet import rows
from connectors.spreadsheet.source import look

TABLE = [["Name", "Kurs"], ["Bjørn", 'Skatt; "for alle"']]
HOSTILE_SHEET = (
    '<?xml version="1.0"?>{0}<worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{1}</sheetData></worksheet>'
)


def _rows(name: str, content: bytes) -> list[list[str]]:
    return [row for _, row in rows(name, io.BytesIO(content))]


def _text(delimiter: str = ",", newline: str = "\r\n") -> str:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in TABLE]
    return newline.join(delimiter.join(row) for row in quoted)


def _book(*table: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in table:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def _with_sheet(content: str) -> bytes:
    """A workbook whose sheet somebody wrote by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_book(["a"]))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.infolist():
            whole = good.read(part)
            bad.writestr(part.filename, content if "sheet1" in part.filename else whole)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        _text().encode(),
        b"\xef\xbb\xbf" + _text(";").encode(),
        _text("\t").encode("utf-16"),
        _text(";").encode("utf-16-le"),
        _text("|", "\n").encode("utf-16-be"),
        _text(";").encode("cp1252"),
        ("sep=;\r\n" + _text(";")).encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "windows-1252", "sep"],
)
def test_whatever_the_encoding_and_the_delimiter(content: bytes) -> None:
    assert _rows("a.csv", content) == TABLE


def test_a_workbook_gives_what_its_cells_mean() -> None:
    book = _book(
        ["id", "day", "time", "length", "true", "none"],
        [
            4711.0,
            date(2026, 3, 31),
            datetime.fromisoformat("2026-03-31T14:05"),
            timedelta(minutes=90),
            True,
        ],
    )
    assert _rows("a.XLSX", book)[1] == [
        "4711",
        "2026-03-31",
        "2026-03-31T14:05:00",
        "PT5400S",
        "yes",
    ]


def test_rows_are_counted_as_spreadsheets_do() -> None:
    found = list(rows("a.csv", io.BytesIO(b"a,b\n\n1,2\n,\n3,4\n")))
    assert [number for number, _ in found] == [1, 3, 5]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"a," * 1_000_000 + b"\n", "columns|longer than"),
        ("a.csv", b"a,b\n1," + b"x" * 3_000_000, "longer than|field larger"),
        ("a.csv", b"a\n" + b"1\n" * 200_001, "at most 200000 rows"),
        ("a.csv", b"a,b\n\x00\x01\x02,3\n", "no text"),
        ("a.xlsx", b"a,b\n1,2\n", "XLSX"),
        ("a.xlsx", b"PK\x03\x04 and nothing else", "XLSX"),
        ("a.xlsx", _with_sheet("<worksheet"), "XLSX"),
        ("a.xlsx", _with_sheet(" " * 50_000_000), "unpacks to far more"),
        (
            "a.xlsx",
            _with_sheet(HOSTILE_SHEET.format('<!DOCTYPE x [<!ENTITY a "b">]>', "")),
            "no spreadsheet",
        ),
    ],
    ids=["columns", "cell", "rows", "binary", "csv", "cut", "broken", "bomb", "entities"],
)
def test_what_would_do_harm_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Fatal, match=said):
        _rows(name, content)


def test_a_workbook_that_claims_to_be_endless_is_as_large_as_it_is() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    sheet = HOSTILE_SHEET.format("", cells + '<row r="1048576" ht="15"/>')
    assert _rows("a.xlsx", _with_sheet(sheet)) == [["1"]]


def test_fifty_thousand_rows_take_little_memory() -> None:
    content = io.BytesIO(b"Username,Course,Date\n" + b"ada,Two ledgers,2026-03-31\n" * 50_000)
    tracemalloc.start()
    count = sum(1 for _ in rows("a.csv", content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50_001
    assert most < 4 * 1024 * 1024


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["03/31/2026"], "month first"),
        (["31/03/2026", "03/04/2026"], "day first"),
        (["03/04/2026"], "day first"),
        (["31.03.2026"], "day first"),
    ],
)
def test_how_days_are_written_is_seen(days: list[str], order: str) -> None:
    content = ("Date\n" + "\n".join(days)).encode()
    assert look(Handed("a.csv", io.BytesIO(content), {})).order == order


def test_usual_headings_are_known() -> None:
    moodle = b"First name,Surname,Email address,Course full name,Completion date\n"
    zoom = b"Name (original name),Email,Join time,Duration (minutes),Topic\n"
    assert look(Handed("a.csv", io.BytesIO(moodle), {})).columns == {
        "first_name": "First name",
        "last_name": "Surname",
        "email": "Email address",
        "title": "Course full name",
        "at": "Completion date",
    }
    found = look(Handed("a.csv", io.BytesIO(zoom), {})).columns
    assert (found["at"], found["minutes"], found["title"]) == (
        "Join time",
        "Duration (minutes)",
        "Topic",
    )


def test_headings_that_are_the_same_stay_two_columns() -> None:
    seen = look(Handed("a.csv", io.BytesIO(b"Name,Name,\n1,2,3\n"), {}))
    assert seen.headings == ["Name", "Name (2)", "Column 3"]
