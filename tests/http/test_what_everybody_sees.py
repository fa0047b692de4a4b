"""What a statement changes is seen at once wherever the record is: page, files, API, shared link, reports."""

import csv
import io
from dataclasses import dataclass
from uuid import UUID

import pytest

from lrs import Scope
from tests.builders import Json, a_statement, a_voiding, an_account, an_activity, an_agent
from tests.http.browser import Browser, signed_in, words
from tests.http.xapi_client import Application, XapiClient

ADA = an_account("17")
COURSE = "http://adlnet.gov/expapi/activities/course"
SAFETY = "0a1b2c3d-0000-4000-8000-000000000007"


@dataclass(frozen=True)
class Office:
    """A console, an xAPI client, and one learner."""

    browser: Browser
    xapi: XapiClient
    ada: UUID

    def page(self) -> str:
        return words(self.browser.get(f"/console/people/{self.ada}"))

    def shared(self) -> str:
        token = self.browser.lrs.shares.make(self.browser.store.id, self.ada, "", "30")
        return words(self.browser.client.application.test_client().get(f"/shared/{token}"))

    def rows(self) -> list[dict[str, str]]:
        made = self.browser.get(f"/console/people/{self.ada}/transcript.csv").data
        return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))

    def entries(self) -> list[Json]:
        answer = self.xapi.ask("GET", f"/api/v1/people/{self.ada}/record", {})
        return list(answer.json["entries"])

    def acts(self) -> int:
        self.browser.lrs.reports.refresh(self.browser.store)
        query = {"from": "2026-01-01", "until": "2026-12-31"}
        report = self.xapi.ask("GET", "/api/v1/reports/activity", query).json
        return int(report["figures"][0]["n"])


@pytest.fixture
def office(application: Application) -> Office:
    browser = signed_in(application)
    xapi = application.client(browser.store, Scope.ALL)
    return Office(browser, xapi, application.lrs.meet(browser.store.id, ADA))


def _completed(system: str, hour: int, **changes: object) -> Json:
    what = an_activity(f"https://{system.lower()}.example/safety", type=COURSE)
    what["definition"]["name"] = {"en": "Fire safety"}
    return a_statement(
        actor=ADA,
        object=what,
        timestamp=f"2026-03-01T{hour:02}:00:00Z",
        context={"platform": system},
        **changes,
    )


def test_a_voided_statement_vanishes_at_once_everywhere(office: Office) -> None:
    office.xapi.post(_completed("Moodle", 9, id=SAFETY))
    assert "Fire safety" in office.page()
    assert "Fire safety" in office.shared()
    assert [row["title"] for row in office.rows()] == ["Fire safety"]
    assert (len(office.entries()), office.acts()) == (1, 1)
    office.xapi.post(a_voiding(SAFETY, actor=an_agent("registrar")))
    assert "Fire safety" not in office.page()
    assert "Fire safety" not in office.shared()
    assert office.rows() == office.entries() == []
    assert office.acts() == 0


def test_what_two_systems_report_is_one_line_with_both_of_them_everywhere(office: Office) -> None:
    office.xapi.post(_completed("Moodle", 9), _completed("Canvas", 10))
    [row], [entry] = office.rows(), office.entries()
    assert row["source_system"].split("; ") == entry["sources"] == ["Moodle", "Canvas"]
    assert (row["statement_count"], len(entry["statements"])) == ("2", 2)
    for page in (office.page(), office.shared()):
        assert "Moodle and Canvas" in page
    assert office.acts() == 1


def test_an_entry_of_the_api_has_its_credit_and_what_is_disputed(office: Office) -> None:
    office.xapi.post(_completed("Moodle", 9, result={"duration": "PT50M"}))
    lrs, store_id = office.browser.lrs, office.browser.store.id
    [entry] = lrs.learner_record(store_id, office.ada).entries
    claim = lrs.credits.ask(store_id, office.ada, entry, {"scheme": "NASBA-CPE"}, "Ada")
    lrs.credits.approve(store_id, claim.id, "pia@example.org", "seen")
    lrs.disputes.dispute(store_id, office.ada, ADA, entry, "It was longer")
    [said] = office.entries()
    [credit] = said["credits"]
    assert (credit["scheme"], credit["amount"], credit["by"]) == (
        "NASBA-CPE",
        "1.0",
        "an administrator",
    )
    assert said["note"] == "It was longer"
