"""What files and pages must say of lines that are known: read as a reader would, compared with arithmetic."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
from openpyxl import load_workbook

from tests.a_known_year import Line

FORMALITIES = ("formal", "non-formal", "informal")
BASES = ("measured", "estimated", "claimed")
KINDS = {
    "course": ("course", "courses"),
    "activity": ("course activity", "course activities"),
    "event": ("event attended", "events attended"),
    "mentoring": ("mentoring session", "mentoring sessions"),
    "talk": ("talk", "talks"),
    "volunteering": ("volunteering", "times volunteered"),
    "clip-view": ("clip watched", "clips watched"),
    "reply": ("thread replied to", "threads replied to"),
    "question": ("question asked", "questions asked"),
    "answer": ("question answered", "questions answered"),
    "post": ("thread started", "threads started"),
    "comment": ("clip or page commented", "clips and pages commented"),
    "clip": ("clip made", "clips made"),
    "text": ("text written", "texts written"),
    "document": ("document opened", "documents opened"),
    "review": ("look back", "looks back"),
    "credential": ("credential earned", "credentials earned"),
}


def seconds(lines: Iterable[Line]) -> float:
    return sum(line.seconds or 0 for line in lines)


def parted(lines: Iterable[Line], *names: str) -> dict[Any, list[Line]]:
    """Part lines by one or more of their facets."""
    found: defaultdict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        key = tuple(getattr(line, name) for name in names)
        found[key if len(key) > 1 else key[0]].append(line)
    return found


def named(lines: Iterable[Line]) -> Counter[str]:
    """Count others by formality, each where they were named first."""
    first: dict[str, str] = {}
    for line in sorted(lines, key=lambda each: each.start):
        for other in line.named:
            first.setdefault(other, line.formality)
    return Counter(first.values())


def same(printed: str | float | None, minutes: float, within: float = 0.5) -> bool:
    """Say whether a number is the known one, as it was rounded for people."""
    number = float(re.sub(r"[\s\u202f~“”]|min", "", str(printed))) if printed else 0.0
    return abs(number - minutes) <= within + 1e-9


def page_says(html: str, lines: list[Line]) -> None:
    """Check the balance and the totals by kind as a reader sees them."""
    rows = {(row[0], row[1]): row[2:] for row in table(html, "Totals by kind")}
    expected = parted(lines, "kind", "formality")
    assert {key: row[0] for key, row in rows.items()} == {
        (_heading(kind, len(found)), formality): str(len(found))
        for (kind, formality), found in expected.items()
    }
    for (kind, formality), found in expected.items():
        row = rows[_heading(kind, len(found)), formality]
        for cell, basis in zip(row[1:4], BASES, strict=True):
            minutes = seconds(each for each in found if each.basis == basis) / 60
            assert same(re.sub(r"[^\d.\u202f]", "", cell), minutes), (kind, basis, cell, minutes)
        assert same(row[4], sum(each.statements for each in found), 0)
    totals = [unescape(text) for text in re.findall(r'<p class="total">(.*?) <span>', html)]
    whole = (seconds(lines) / 60, len(lines), sum(named(lines).values()))
    for printed, amount, within in zip(totals, whole, (0.5, 0, 0), strict=True):
        assert same(printed, amount, within), (printed, amount)


def _heading(kind: str, count: int) -> str:
    return KINDS[kind][count != 1]


def table(html: str, caption: str) -> list[list[str]]:
    """Give the cells of the rows of a table, as text."""
    _, _, rest = html.partition(f'<caption class="vh">{caption}')
    body = rest.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [_text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", "").split())


def csv_says(content: bytes, lines: Iterable[Line]) -> None:
    """Compare row by row: facets, minutes, statements, systems and the moments."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert Counter(map(_of_row, rows)) == Counter(map(_of_line, lines))


def _of_row(row: Mapping[str, Any]) -> tuple[object, ...]:
    facets = (row[name] or "" for name in ("title", "kind", "formality", "evidence_level"))
    times = (str(row[name])[:19] for name in ("entry_date", "end_date"))
    minutes = f"{float(row['minutes']):.4f}" if row["minutes"] not in ("", None) else ""
    systems = len(str(row["source_system"]).split("; "))
    return (*facets, row["time_basis"] or "", minutes, int(row["statement_count"]), systems, *times)


def _of_line(line: Line) -> tuple[object, ...]:
    facets = (line.title, line.kind, line.formality, line.evidence)
    minutes = "" if line.seconds is None else f"{line.minutes:.4f}"
    local = (moment.astimezone(ZoneInfo("Europe/Oslo")) for moment in (line.start, line.end))
    times = (moment.isoformat(timespec="seconds")[:19] for moment in local)
    return (*facets, line.basis, minutes, line.statements, line.sources, *times)


def xlsx_says(content: bytes, lines: list[Line]) -> None:
    book = load_workbook(io.BytesIO(content), read_only=True)
    header, *rows = book["Transcript"].iter_rows(values_only=True)
    named_rows = [dict(zip(header, row, strict=True)) for row in rows]
    for row in named_rows:
        row |= {name: row[name].isoformat() for name in ("entry_date", "end_date")}
    found, expected = Counter(_to_minute(row) for row in named_rows), Counter(map(_short, lines))
    assert found == expected
    summary = {row[0]: row[1:] for row in book["Summary"].iter_rows(values_only=True) if row}
    by_formality = parted(lines, "formality")
    for name, found_lines in (*((f, by_formality.get(f, [])) for f in FORMALITIES), ("All", lines)):
        _slice_says(summary[name], found_lines)
        people = named(lines)[name] if name != "All" else sum(named(lines).values())
        assert summary[name][8] == people
    for kind, found_lines in parted(lines, "kind").items():
        _slice_says(summary[KINDS[kind][1]], found_lines)


def _to_minute(row: Mapping[str, Any]) -> tuple[object, ...]:
    return row["title"], row["kind"], row["time_basis"] or "", round(row["minutes"] or 0, 4)


def _short(line: Line) -> tuple[object, ...]:
    return line.title, line.kind, line.basis, round(line.minutes, 4)


def _slice_says(row: tuple[Any, ...], lines: list[Line]) -> None:
    """Entries, all minutes, minutes by basis, entries with minutes."""
    assert row[0] == len(lines)
    assert same(row[2], seconds(lines) / 60, 0.001)
    for number, basis in zip(row[4:7], BASES, strict=True):
        assert same(number, seconds(each for each in lines if each.basis == basis) / 60, 0.001)
    assert row[7] == sum(each.seconds is not None for each in lines)


def pdf_says(content: bytes, lines: list[Line]) -> None:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    text = text.replace("\u202f", "").replace("\xa0", " ")
    flat = " ".join(text.split())
    by_basis = parted(lines, "basis")
    bases = re.search(
        r"Of the minutes, (\d+) are measured, ~(\d+) estimated and “(\d+)” claimed; "
        r"(\d+) of (\d+) entries .* Held by (\d+) statements",
        flat,
    )
    assert bases, flat[:2000]
    for printed, basis in zip(bases.groups()[:3], BASES, strict=True):
        assert same(printed, seconds(by_basis.get(basis, [])) / 60)
    timed = sum(each.seconds is not None for each in lines)
    statements = sum(each.statements for each in lines)
    assert bases.groups()[3:] == (str(timed), str(len(lines)), str(statements))
    by_formality, total = parted(lines, "formality"), seconds(lines) / 60
    rows = (
        ("Minutes, any time basis", [seconds(by_formality[f]) / 60 for f in FORMALITIES], total),
        ("Entries", [len(by_formality[f]) for f in FORMALITIES], len(lines)),
        ("People named", [named(lines)[f] for f in FORMALITIES], sum(named(lines).values())),
    )
    for name, amounts, whole in rows:
        printed = re.search(rf"{name} (\d+) \d+ % (\d+) \d+ % (\d+) \d+ % (\d+)", flat)
        assert printed, name
        for number, amount in zip(printed.groups(), (*amounts, whole), strict=True):
            assert same(number, amount), (name, number, amount)
    for kind, found in parted(lines, "kind").items():
        minutes = re.search(rf"{KINDS[kind][1]} {len(found)} (\d+|–)", flat)
        assert minutes, kind
        assert same(minutes[1].replace("–", "0"), seconds(found) / 60), kind
    printed_titles = re.sub(r"\s", "", text)
    for line in lines:
        assert line.title.replace(" ", "") in printed_titles


def clr_says(document: Mapping[str, Any], lines: list[Line]) -> None:
    """Formal lines stand alone, all others added up by kind and quarter."""
    parts = document.get("verifiableCredential", [document])
    members = [each for part in parts for each in part["credentialSubject"]["verifiableCredential"]]
    said: Counter[str] = Counter()
    for member in members:
        subject = member["credentialSubject"]
        names = {d["id"]: d["name"] for d in subject["achievement"].get("resultDescription", [])}
        for result in subject.get("result", []):
            name = names[result["resultDescription"]]
            if name == "Acts" or name.startswith("Minutes"):
                said[name] += float(result["value"])
    for basis in BASES:
        minutes = seconds(each for each in lines if each.basis == basis) / 60
        assert same(said[f"Minutes, {basis}"], minutes, 0.01), basis
    alone = [each for each in lines if each.formality == "formal"]
    assert said["Acts"] == len(lines) - len(alone)
    titles = Counter(member["name"] for member in members)
    assert all(titles[each.title] for each in alone)
    drawers = {_drawer(each) for each in lines if each.formality != "formal"}
    assert {titles[name] for name in drawers} <= {1}
    assert len(members) == len(alone) + len(drawers)


def _drawer(line: Line) -> str:
    """Give the name under which a line is added to others."""
    day = line.end.astimezone(ZoneInfo("Europe/Oslo"))
    quarter = f"{day.year} Q{(day.month + 2) // 3}"
    return f"{KINDS[line.kind][1].capitalize()}, {line.formality}, {quarter}"
