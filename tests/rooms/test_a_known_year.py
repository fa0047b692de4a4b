"""A year whose totals are known beforehand: every page, file and report says just that, to the minute."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

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
from tests.rooms.known_lines import (
    BASES,
    KINDS,
    clr_says,
    csv_says,
    page_says,
    parted,
    pdf_says,
    same,
    seconds,
    table,
    xlsx_says,
)

DAYS = {"from": "2025-01-01", "until": "2025-12-31"}
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
def what_we_tell() -> None:
    """Listen to nothing: it is the test that tells the year, and no room."""


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
        page_says(known.console.get(address, **DAYS).text, lines)
        csv_says(known.console.get(f"{address}/transcript.csv", **DAYS).data, lines)
    name = "ada"
    lines, ada = known.year.of(name), learner(name)
    assert ada.person_id == known.people[name]
    page_says(ada.get("/app/record", query_string=DAYS).text, lines)
    csv_says(ada.get("/app/record/transcript.csv", query_string=DAYS).data, lines)
    xlsx_says(ada.get("/app/record/transcript.xlsx", query_string=DAYS).data, lines)
    pdf_says(ada.get("/app/record/transcript.pdf", query_string=DAYS).data, lines)
    clr_says(ada.get("/app/record/transcript.json", query_string=DAYS).json, lines)
    _record_says(known, name)
    _credits_say(known, ada)
    _whole_store_says(known)
    _report_says(known)


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
    shown = table(ada.get("/app/record").text, "Credits by scheme and cycle")
    book = load_workbook(io.BytesIO(ada.get("/app/record/transcript.xlsx").data), read_only=True)
    header, *rows = book["Credits by cycle"].iter_rows(values_only=True)
    sheet = [dict(zip(header, row, strict=True)) for row in rows]
    pdf = pypdf.PdfReader(io.BytesIO(ada.get("/app/record/transcript.pdf").data))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for begins, amount in amounts.items():
        counted = min(amount, 1.5)
        for category, cap in (("all", None), ("Ethics", 1.5)):
            name = "all of it" if category == "all" else category
            [row] = [
                r for r in shown if r[0].endswith(f" (CPE), {name}") and r[1].startswith(begins)
            ]
            assert float(row[2]) == pytest.approx(amount)
            assert float(row[3].split()[0]) == pytest.approx(counted)
            [cells] = [
                r for r in sheet if (r["category"], str(r["cycle_from"])[:10]) == (category, begins)
            ]
            assert (cells["approved"], cells["counted"]) == pytest.approx((amount, counted))
            assert cells["cap"] == cap
            most = r" \(at most 1.5\)" if cap else ""
            printed = re.search(rf"\(CPE\), {name} {begins} to \S+ ([\d.]+) ([\d.]+){most}", text)
            assert printed, (name, begins)
            assert tuple(map(float, printed.groups())) == pytest.approx((amount, counted))


def _whole_store_says(known: Known) -> None:
    ordered = known.api.post("/api/v1/transcripts", json={"format": "csv", **DAYS})
    assert ordered.status_code == 202, ordered.text
    known.lrs.queue.run_waiting()
    content = known.api.get(f"/api/v1/transcripts/{ordered.json['id']}/file").data
    csv_says(content, [line for name in PEOPLE for line in known.year.of(name)])


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
    printed_rows = table(page, figures["kinds"]["title"])
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
