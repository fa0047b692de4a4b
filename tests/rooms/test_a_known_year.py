"""A year whose totals are known beforehand: every page, file and report says just that, to the minute."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

import wsgi
from lrs import Lrs, Scope, Store
from tests.a_known_year import PEOPLE, Line, Year, a_known_year, award, voidings
from tests.builders import an_agent
from tests.conftest import authorization
from tests.http.browser import PASSWORD, Browser
from tests.lti.fake_platform import FakePlatform
from tests.rooms.conftest import Launch, Someone

DAYS = {"from": "2025-01-01", "until": "2025-12-31"}
FORMALITIES = ("formal", "non-formal", "informal")
BASES = ("measured", "estimated", "claimed")
GUILD = {
    "code": "GUILD",
    "name": "The guild",
    "unit": "CPE",
    "minutes": 50,
    "months": 12,
    "steps": ["1", "0.5", "0.2"],
    "required": "9",
    "categories": {"Ethics": {"cap": "1.5"}},
}
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
}


@dataclass(frozen=True)
class Known:
    """A Hallway that was told of the whole year."""

    year: Year
    lrs: Lrs
    store: Store
    people: Mapping[str, UUID]
    console: Browser
    api: FlaskClient


@pytest.fixture
def app(hallway: wsgi.Hallway) -> Flask:
    """The whole application, console and API beside the tool."""
    app = wsgi.create_app(hallway)
    app.testing = False  # errors are answered, as they are for users
    return app


def _award(lrs: Lrs, store: Store, ada: UUID, year: Year) -> None:
    """Let staff approve credit for every webinar of Ada's."""
    award(year, "ada")
    lrs.credits.put_scheme(store.id, json.dumps(GUILD), "registrar")
    webinars = [e for e in lrs.learner_record(store.id, ada).entries if e.title in year.awarded]
    assert len(webinars) == len(year.awarded) > 2
    for entry in webinars:
        wish = {"scheme": "GUILD", "category": "Ethics"}
        claim = lrs.credits.ask(store.id, ada, entry, wish, "Ada")
        lrs.credits.approve(store.id, claim.id, "registrar", "She was there.")


@pytest.fixture
def known(app: Flask, lrs: Lrs, store: Store, lms: FakePlatform) -> Known:
    year = a_known_year(lms.issuer)
    access = lrs.own_access(store.id)
    half = len(year.told) // 2
    lrs.record_statements(access, year.told[:half])
    lrs.reports.refresh(store)
    people = {name: lrs.meet(store.id, year.account(name)) for name in PEOPLE}
    for name, person in people.items():
        by_mail = lrs.meet(store.id, an_agent(name))
        lrs.joins.join(store.id, by_mail, person, "registrar", "Both sit at one desk.")
    lrs.record_statements(access, year.told[half:])
    lrs.record_statements(access, voidings(year))
    _award(lrs, store, people["ada"], year)
    lrs.reports.refresh(store)
    lrs.create_administrator(store, "registrar@example.org", PASSWORD)
    console = Browser(app.test_client(), lrs, store, "registrar@example.org")
    assert console.sign_in().status_code == 303
    api = app.test_client()
    key = lrs.create_key(store, [Scope.ALL], "registry")
    api.environ_base["HTTP_AUTHORIZATION"] = authorization(key)["Authorization"]
    return Known(year, lrs, store, people, console, api)


def test_everything_says_what_is_known(known: Known, learner: Launch) -> None:
    for name in PEOPLE:
        lines = known.year.of(name)
        address = f"/console/people/{known.people[name]}"
        _page_says(known.console.get(address, **DAYS).text, lines)
        _csv_says(known.console.get(f"{address}/transcript.csv", **DAYS).data, lines)
    name = "ada"
    lines, ada = known.year.of(name), learner(name)
    assert ada.person_id == known.people[name]
    _page_says(ada.get("/app/record", query_string=DAYS).text, lines)
    _csv_says(ada.get("/app/record/transcript.csv", query_string=DAYS).data, lines)
    _xlsx_says(ada.get("/app/record/transcript.xlsx", query_string=DAYS).data, lines)
    _pdf_says(ada.get("/app/record/transcript.pdf", query_string=DAYS).data, lines)
    _clr_says(ada.get("/app/record/transcript.json", query_string=DAYS).json, lines)
    _record_says(known, name)
    _credits_say(known, ada)
    _whole_store_says(known)
    _report_says(known)


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


def _page_says(html: str, lines: list[Line]) -> None:
    """Check the balance and the totals by kind as a reader sees them."""
    rows = {(row[0], row[1]): row[2:] for row in _table(html, "Totals by kind")}
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


def _table(html: str, caption: str) -> list[list[str]]:
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


def _csv_says(content: bytes, lines: Iterable[Line]) -> None:
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


def _xlsx_says(content: bytes, lines: list[Line]) -> None:
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


def _pdf_says(content: bytes, lines: list[Line]) -> None:
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


def _clr_says(document: Mapping[str, Any], lines: list[Line]) -> None:
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
    drawers = Counter(name for name, _ in {_drawer(each) for each in lines} if name)
    assert {name: titles[name] for name in drawers} == drawers
    assert len(members) == len(alone) + drawers.total()


def _drawer(line: Line) -> tuple[str, str]:
    """Give the name under which a line is added to others, "" for a formal one, and its formality."""
    day = line.end.astimezone(ZoneInfo("Europe/Oslo"))
    name = f"{KINDS[line.kind][1].capitalize()}, {day.year} Q{(day.month + 2) // 3}"
    return ("" if line.formality == "formal" else name), line.formality


def _record_says(known: Known, name: str) -> None:
    """The record over the API holds all years; it is the sum of what is known of them."""
    record = known.api.get(f"/api/v1/people/{known.people[name]}/record").json
    lines = [line for line in known.year.lines if line.whom == name]
    assert len(record["entries"]) == len(lines)
    minutes = sum(entry["minutes"] or 0 for entry in record["entries"])
    assert same(minutes, seconds(lines) / 60, 0.001)


def _credits_say(known: Known, ada: Someone) -> None:
    """A webinar of 2024 is of the cycle before; of a cycle's Ethics no more than the cap counts."""
    amounts: dict[str, float] = {"2024-01-01": 0, "2025-01-01": 0}
    for line in known.year.lines:
        if line.whom == "ada" and line.title in known.year.awarded:
            amounts[f"{line.end.year}-01-01"] += known.year.awarded[line.title]
    assert amounts["2025-01-01"] > 1.5
    shown = _table(ada.get("/app/record").text, "Credits by scheme and cycle")
    book = load_workbook(io.BytesIO(ada.get("/app/record/transcript.xlsx").data), read_only=True)
    header, *rows = book["Credits by cycle"].iter_rows(values_only=True)
    sheet = [dict(zip(header, row, strict=True)) for row in rows]
    pdf = pypdf.PdfReader(io.BytesIO(ada.get("/app/record/transcript.pdf").data))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for begins, amount in amounts.items():
        counted = min(amount, 1.5)
        for category, cap in (("all", None), ("Ethics", 1.5)):
            name = "all of it" if category == "all" else category
            [row] = [r for r in shown if r[0] == f"CPE, {name}" and r[1].startswith(begins)]
            assert float(row[2]) == pytest.approx(amount)
            assert float(row[3].split()[0]) == pytest.approx(counted)
            [cells] = [
                r for r in sheet if (r["category"], str(r["cycle_from"])[:10]) == (category, begins)
            ]
            assert (cells["approved"], cells["counted"]) == pytest.approx((amount, counted))
            assert cells["cap"] == cap
            most = r" \(at most 1.5\)" if cap else ""
            printed = re.search(rf"CPE, {name} {begins} to \S+ ([\d.]+) ([\d.]+){most}", text)
            assert printed, (name, begins)
            assert tuple(map(float, printed.groups())) == pytest.approx((amount, counted))


def _whole_store_says(known: Known) -> None:
    ordered = known.api.post("/api/v1/transcripts", json={"format": "csv", **DAYS})
    assert ordered.status_code == 202, ordered.text
    known.lrs.queue.run_waiting()
    content = known.api.get(f"/api/v1/transcripts/{ordered.json['id']}/file").data
    _csv_says(content, [line for name in PEOPLE for line in known.year.of(name)])


def _report_says(known: Known) -> None:
    """The report of the year, by the API, as CSV and on its page."""
    lines = [line for name in PEOPLE for line in known.year.of(name)]
    report = known.api.get("/api/v1/reports/activity", query_string=DAYS).json
    assert report["waiting"] == 0
    figures = {figure["name"]: figure for figure in report["figures"]}
    by_formality = parted(lines, "formality")
    assert figures["acts"]["n"] == len(lines)
    measured = [line for line in lines if line.basis == "measured"]
    for row in figures["acts"]["rows"]:
        assert row["values"][0] == len(by_formality[row["name"]])
    for row in figures["minutes"]["rows"]:
        found = [line for line in measured if line.formality == row["name"]]
        assert same(row["values"][0], seconds(found) / 60, 0.01)
    for row in figures["people"]["rows"]:
        assert row["values"][0] == len({line.whom for line in by_formality[row["name"]]})
    kinds = _kinds(lines)
    shown = {row["name"]: row["values"] for row in figures["kinds"]["rows"]}
    assert shown.keys() == kinds.keys()
    for name, values in kinds.items():
        for printed, amount in zip(shown[name], values, strict=True):
            assert same(printed, amount, 0.01), name
    _report_file_says(known, kinds)
    page = known.console.get("/console/reports/activity", **DAYS).text
    printed_rows = _table(page, figures["kinds"]["title"])
    assert len(printed_rows) == len(kinds)
    for row in printed_rows:
        for printed, amount in zip(row[1:6], kinds[row[0]], strict=True):
            assert same(re.sub(r"[^\d.]", "", printed), amount), row


def _kinds(lines: Iterable[Line]) -> dict[str, tuple[float, ...]]:
    """Acts, minutes by basis, people: by kind and formality."""
    return {
        f"{KINDS[kind][1]}, {formality}": (
            len(found),
            *(seconds(each for each in found if each.basis == basis) / 60 for basis in BASES),
            len({each.whom for each in found}),
        )
        for (kind, formality), found in parted(lines, "kind", "formality").items()
    }


def _report_file_says(known: Known, kinds: Mapping[str, tuple[float, ...]]) -> None:
    content = known.console.get("/console/reports/activity.csv", **DAYS).data
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    found = {
        (row["row"], row["column"]): row["value"] for row in rows if row["figure"] == "By kind"
    }
    columns = ("acts", *(f"minutes {basis}" for basis in BASES), "people")
    for name, values in kinds.items():
        for column, amount in zip(columns, values, strict=True):
            assert same(found[name, column], amount, 0.01), (name, column)
