"""The console, walked page after page: readable at 320 px, and accessible in light and dark."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lrs import Entry, Lrs
from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in
from tests.builders import a_statement

PAGES = {
    "": "My organisation",
    "people": "People",
    "people/{person}": "Priya Raman",
    "people/{person}/credit?entry={entry}": "Award credit",
    "people/{person}/join?search=lin": "The same person as …",
    "approvals": "Approvals",
    "credits": "Credit schemes",
    "joins": "Joined people",
    "members": "Members",
    "rules": "Rules",
    "transcripts": "Transcripts",
    "transcripts/people": "Choose people",
    "transcripts/issued": "Issued transcripts",
    "transcripts/columns": "Column maps",
    "transcripts/columns/edit?name=nasba": "Column map",
    "transcripts/letterhead": "Letterhead",
    "reports": "Activity",
    "reports/budget": "Budget",
    "reports/ladder": "One and done",
    "reports/people?who=silent": "Who was silent",
    "monitor": "Monitor desk",
    "platforms": "Platforms",
    "platforms/new": "Add an LMS by hand",
    "launches": "Launches",
    "asks": "Asks",
    "needs": "Needs",
    "talk": "Reports and rules",
    "clips": "Clips that were reported or hidden",
    "contributors": "Programme and fees",
    "contributors/figures": "Spread and leverage",
    "contributors/comparison": "Customers and staff",
    "sponsors": "Sponsors",
    "retention": "Retention",
    "notices": "Notices",
    "grades": "Grades",
    "connections": "Connections",
    "connections/new/spreadsheet": "Connect Spreadsheet",
    "outlets": "Outlets",
    "outlets/new/webhook": "A webhook",
}


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    with loop_in(tmp_path) as loop:
        yield loop


def test_each_page_of_the_console_stands_and_can_be_read(
    context: BrowserContext, loop: Loop, assert_accessible: Callable[[Page], None]
) -> None:
    person, entry = _something_to_decide(loop)
    with without_complaints(context):
        page = signed_in(context, loop)
        for path, heading in PAGES.items():
            page.set_viewport_size({"width": 320, "height": 900})
            page.goto(f"{loop.tool}/console/{path.format(person=person, entry=entry.id)}")
            expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            page.set_viewport_size({"width": 1280, "height": 900})
            assert_accessible(page)
            assert _hard_to_read_in_the_dark(page) == [], path


def _hard_to_read_in_the_dark(page: Page) -> list[str]:
    """Ask axe, which the page has already, for what depends on colours alone."""
    page.emulate_media(color_scheme="dark")
    found: list[str] = page.evaluate(
        """async () => {
            const asked = {runOnly: ["color-contrast", "link-in-text-block"]};
            const {violations} = await axe.run(asked);
            return violations.flatMap(each => each.nodes.map(node => node.html));
        }"""
    )
    page.emulate_media(color_scheme="light")
    return found


def signed_in(context: BrowserContext, loop: Loop) -> Page:
    page = context.new_page()
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour on its way
    page.goto(f"{loop.tool}/console/sign-in")
    page.get_by_label("E-mail").fill(loop.first_run["email"])
    page.get_by_label("Password").fill(loop.first_run["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def _something_to_decide(loop: Loop) -> tuple[UUID, Entry]:
    """Let two people wait for a decision, a platform be trusted, and a statement be told that no rule knows."""
    lrs, (store, *_) = loop.server.lrs, loop.server.lrs.stores()
    loop.send(a_statement(actor=loop.learner(2), verb="https://verbs.example/juggled"))
    person = lrs.meet(store.id, loop.learner(1))
    entry = lrs.learner_record(store.id, person).entries[0]
    lrs.credits.ask(store.id, person, entry, {"scheme": "CPD", "amount": "1"}, "Priya")
    lrs.disputes.dispute(store.id, person, loop.learner(1), entry, "It took all day")
    lrs.join_rules.add(store.id, "pia@example.org", loop.issuer, "member")
    _decided(lrs, store.id, person)
    return person, entry


def _decided(lrs: Lrs, store_id: int, person: UUID) -> None:
    """Let a second claim be declined already."""
    other = lrs.learner_record(store_id, person).entries[-1]
    claim = lrs.credits.ask(store_id, person, other, {"scheme": "", "words": "Look"}, "Priya")
    lrs.credits.decline(store_id, claim.id, "pia@example.org", "Nothing came with it")
