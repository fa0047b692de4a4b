"""The PDF is opened again: tagged, in words, and with the totals of the CSV."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest

from lrs.record.entry import Formality, LearnerRecord
from lrs.transcripts.export import export
from lrs.transcripts.issue import Issue, Letterhead, new_code, printed
from lrs.transcripts.pdf import pdf_of
from lrs.transcripts.subject import Subject
from tests.unit.record.deeds import deed, record, thing
from tests.unit.transcripts.test_export import ABOUT, ADL, EVIL, PRIYA, RECORD

LOGO = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>"
HEAD = Letterhead("Tallyfold Academy", "Joan Ackerley", "room 3", LOGO, "svg")
ISSUE = Issue(new_code(), 0, "key-1", "https://hallway.example.org", "https://h.example/r", HEAD)
YEAR = record(
    *(
        deed(
            f"{ADL}/verbs/passed",
            thing(f"course-{number}", f"{ADL}/activities/course", f"Course {number}"),
            -number * 60 * 24 * 3,
            result={"duration": f"PT{30 + number}M"},
        )
        for number in range(90)
    )
)


def _pdf(of: LearnerRecord = RECORD, person: Any = PRIYA) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf_of(Subject(person, of), ABOUT, ISSUE)))


def _text(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def _structure(node: Any) -> Iterator[str]:
    """The kinds of all elements of the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _structure(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _structure(node["/K"])


def test_it_is_pdf_ua_with_headings_table_headers_and_words_for_pictures() -> None:
    pdf = _pdf()
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata
    assert pdf.metadata.title == "Transcript of Priya Raman"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = set(_structure(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= kinds


def test_it_bears_its_code_its_address_and_its_letterhead() -> None:
    text = _text(_pdf())
    for said in (printed(ISSUE.code), "hallway.example.org/verify", "Tallyfold Academy", "key-1"):
        assert said in text
    assert "Joan Ackerley" in text


@pytest.mark.parametrize("of", [RECORD, YEAR], ids=["a day", "a year"])
def test_its_totals_are_those_of_the_csv(of: LearnerRecord) -> None:
    out = io.BytesIO()
    contents = export([Subject(PRIYA, of)], "csv", out, ABOUT, lambda _: None)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    text = _text(_pdf(of)).replace("\u202f", "").replace("\xa0", "")
    minutes = [_minutes(rows, formality) for formality in Formality]
    found = re.search(r"Minutes, any time basis ([\d %]+)", text)
    assert found
    numbers = re.sub(r"(\d) (?=\d{3}\b(?! %))", r"\1", found[1])
    printed_minutes = [int(n) for n in re.findall(r"\d+(?! ?%)\b", re.sub(r"\d+ %", "", numbers))]
    assert printed_minutes == [*minutes, round(sum(float(row["minutes"] or 0) for row in rows))]
    assert contents.sha256 in text.replace(" ", "")


def _minutes(rows: list[dict[str, str]], formality: Formality) -> int:
    mine = [row for row in rows if row["formality"] == formality.value]
    return round(sum(float(row["minutes"] or 0) for row in mine))


def test_a_long_one_has_its_month_and_headings_on_every_page() -> None:
    pages = [page.extract_text() for page in _pdf(YEAR).pages]
    assert len(pages) > 3
    assert all("Evidence" in page for page in pages[1:-2])
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))


def test_what_no_font_has_is_a_box_and_never_the_end_of_the_transcript() -> None:
    strange = record(
        deed(
            f"{ADL}/verbs/passed",
            thing("c", f"{ADL}/activities/course", "Tax \U0001f389 \U0002070e \U000e0041"),
        )
    )
    assert "Tax \u25a1" in _text(_pdf(strange))


def test_an_empty_record_and_hostile_names_make_a_pdf() -> None:
    nothing = LearnerRecord((), ())
    assert "There are no entries" in _text(_pdf(nothing))
    hostile = record(
        deed(
            f"{ADL}/verbs/passed", thing("c", f"{ADL}/activities/course", '#panic() $x$ *b* "q" \\')
        )
    )
    text = _text(_pdf(hostile, EVIL))
    assert "#panic() $x$ *b*" in text
