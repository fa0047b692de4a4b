"""Column maps: what regulators want, from YAML alone, in CSV and XLSX."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from lrs.errors import InvalidParameter, NotFound
from lrs.record.credit import Credit
from lrs.transcripts.column_map import Sender, column_maps, layout_named, read
from lrs.transcripts.export import RowFormat, export
from lrs.transcripts.subject import Subject
from tests.unit.transcripts.test_export import ABOUT, CHICAGO, PRIYA, RECORD

AWARDED = datetime(2026, 3, 9, tzinfo=UTC)
CPE = Credit("NASBA-CPE", "Ethics", Decimal("2.0"), "CPE", "staff", AWARDED, None, "s1")
CEU = Credit("IACET-CEU", "", Decimal("0.2"), "CEU", "staff", AWARDED, None, "s2")
COURSE = next(entry for entry in RECORD.entries if entry.kind == "course")
CREDITED = replace(
    RECORD,
    entries=tuple(replace(e, credits=(CPE, CEU)) if e is COURSE else e for e in RECORD.entries),
)


def _written(name: str, file_format: RowFormat, folder: Path | None = None) -> bytes:
    out = io.BytesIO()
    layout = layout_named(name, CHICAGO, column_maps(folder), Sender("Tallyfold", "Joan", "Room 3"))
    export([Subject(PRIYA, CREDITED)], file_format, out, ABOUT, lambda _: None, layout)
    return out.getvalue()


def _rows(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    text = _written(name, "csv", folder).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_nasba_gets_a_line_for_each_cpe_and_nothing_else() -> None:
    [line] = _rows("nasba")
    assert line["Participant"] == "Priya Raman"
    assert (line["Field of study"], line["CPE credits"]) == ("Ethics", "2")
    assert line["Completion date"] == "2026-03-01"
    assert "50-minute hour" in line["Time statement"]
    assert (line["Sponsor"], line["Signed by"]) == ("Tallyfold", "Joan")


def test_days_are_true_dates_in_a_workbook_and_an_activity_is_the_same_for_everybody() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_written("ce-broker", "xlsx")))
    header, row, *_ = book["Transcript"].iter_rows(values_only=True)
    line = dict(zip(header, row, strict=True))
    assert line["Completion date"].isoformat() == "2026-03-01T00:00:00"
    assert line["Course ID"] == COURSE.url


def test_ceus_go_to_iacet_and_both_to_an_ams() -> None:
    assert [line["CEUs awarded"] for line in _rows("iacet")] == ["0.2"]
    assert [line["Credits"] for line in _rows("ams")] == ["2", "0.2"]
    assert {line["Self-reported"] for line in _rows("ams")} == {"no"}


def test_the_neutral_sheet_keeps_one_row_for_each_entry() -> None:
    rows = _rows("")
    assert len(rows) == len(CREDITED.entries)
    [credited] = [row for row in rows if row["credits"]]
    assert credited["credits"] == "2 CPE; 0.2 CEU"
    assert credited["approved_on"] == "2026-03-09"


@pytest.mark.parametrize("name", column_maps())
def test_each_map_makes_a_workbook(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_written(name, "xlsx")))
    header = next(book["Transcript"].iter_rows(max_row=1, values_only=True))
    assert header == tuple(column.heading for column in column_maps()[name].columns)


def test_a_file_in_the_folder_is_a_map_and_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "guild.yaml").write_text("columns: [{heading: Who, from: last_name}]")
    (tmp_path / "nasba.yaml").write_text("columns: [{heading: Only, text: ours}]")
    assert _rows("guild", tmp_path)[0] == {"Who": "Raman"}
    assert _rows("nasba", tmp_path)[0] == {"Only": "ours"}


WRONG = [
    ("[", "", "no YAML"),
    ("rows: entry", "/columns", "list of columns"),
    ("{rows: day, columns: []}", "/rows", "entry or credit"),
    ("columns: [{from: title}]", "/columns/0", "heading"),
    ("columns: [{heading: a, from: salary}]", "/columns/0/from", "There is no salary"),
    ("columns: [{heading: a, equals: x}]", "/columns/0/equals", "one column"),
    ("columns: [{heading: a, color: red}]", "/columns/0", "heading"),
]


@pytest.mark.parametrize(("text", "pointer", "words"), WRONG)
def test_a_wrong_map_says_where_and_why(text: str, pointer: str, words: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read("mine", text)
    [violation] = refused.value.violations
    assert violation.pointer == pointer
    assert words in violation.message


def test_an_unknown_map_names_those_that_there_are() -> None:
    with pytest.raises(NotFound, match="ams, ce-broker, iacet, nasba, pars"):
        layout_named("guild", CHICAGO, column_maps(), Sender())
