"""The learner's pages about records, walked one after the other: readable at three widths, in light and dark, by everybody."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lrs import Conflict
from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_pages_of_the_console import signed_in
from tests.browser.test_talk_beside_a_clip import go, opened

Accessible = Callable[[Page], None]


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("records")) as loop:
        yield loop


@pytest.fixture
def look(assert_accessible: Accessible, screenshots: Path) -> Callable[[Page, str], None]:
    """Check a page with axe in both colours, and that nothing sticks out at any width."""

    def look(page: Page, name: str) -> None:
        expect(page.locator("h1:visible")).to_have_count(1)
        for width, colours in ((768, "dark"), (1280, "light"), (320, "light")):
            page.emulate_media(color_scheme=colours)
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            page.screenshot(path=screenshots / f"record-{name}-{width}.png", full_page=True)
            if width != 320:
                assert_accessible(page)

    return look


def test_the_learners_pages(
    context: BrowserContext, loop: Loop, look: Callable[[Page, str], None]
) -> None:
    with without_complaints(context):
        page = opened(context, loop, 1)
        record = page.url.partition("?")[0]
        entry = _entry(loop, 1)
        for name in (
            "add",
            "shares",
            "identities",
            "requests",
            f"entries/{entry}/credit",
            f"entries/{entry}/dispute",
        ):
            page.goto(f"{record}/{name}")
            look(page, name.rpartition("/")[2])
        page.goto(f"{record}/journeys")
        look(page, "journeys")
        page.locator("h3 a").first.click()
        expect(page.get_by_role("heading", name="From first to last")).to_be_visible()
        look(page, "journey")
        page.goto(f"{record}/shares")
        page.get_by_role("button", name="Make a link").click()
        page.goto(page.get_by_label("The link").input_value())
        look(page, "shared")
        page.goto(f"{loop.tool}/verify")
        look(page, "verify")
        page.get_by_label("Code", exact=True).fill("7QK4-M2TX-9RWD")
        page.get_by_role("button", name="Check the code").click()
        expect(page.get_by_text("Nothing is known about this").first).to_be_visible()
        look(page, "verified")


def test_the_notice_of_a_decision_leads_to_its_entry(context: BrowserContext, loop: Loop) -> None:
    lrs, person = loop.server.lrs, _person(loop, 1)
    store = lrs.stores()[0].id
    entry = lrs.learner_record(store, person).entries[0]
    with suppress(Conflict):  # a second look finds what the first one asked for
        lrs.credits.ask(store, person, entry, {"scheme": "CPD", "amount": "1"}, "Priya")
    with without_complaints(context):
        _decline(signed_in(context, loop), loop, entry.title)
        page = opened(context, loop, 1)
        go(page, "inbox")
        page.get_by_role("link", name=f"CPD declined: {entry.title}").first.click()
        shown = page.locator(f"#e-{entry.id}")
        expect(shown.get_by_role("heading", name="Why this line says what it says")).to_be_visible()
        expect(shown).to_be_in_viewport()


def _decline(page: Page, loop: Loop, title: str) -> None:
    page.goto(f"{loop.tool}/console/approvals")
    decline = page.get_by_role("button", name=f"Decline {title}")
    page.locator("form", has=decline).get_by_label("Reason").fill("It was not on the list")
    decline.click()
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()


def _person(loop: Loop, number: int) -> UUID:
    lrs = loop.server.lrs
    return lrs.meet(lrs.stores()[0].id, loop.learner(number))


def _entry(loop: Loop, number: int) -> str:
    lrs = loop.server.lrs
    return lrs.learner_record(lrs.stores()[0].id, _person(loop, number)).entries[0].id
