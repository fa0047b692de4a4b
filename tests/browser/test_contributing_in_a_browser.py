"""What only a browser shows of contributors, introductions and retention: their pages at three widths, as people use them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in

Look = Callable[[Page, str], None]


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    """A server for each test: what people do here can't be done twice."""
    with loop_in(tmp_path) as loop:
        yield loop


@pytest.fixture
def look(screenshots: Path, assert_accessible: Callable[..., None]) -> Look:
    """Take pictures of a page at three widths; nothing runs out of it, and axe finds nothing."""

    def look(page: Page, name: str) -> None:
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert_accessible(page)

    return look


def opened(context: BrowserContext, loop: Loop, person: int) -> Page:
    """Launch, and show what one contributes."""
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={person}")
    page.get_by_role("navigation", name="Hallway").get_by_text("Contribute").click()
    expect(page.get_by_role("heading", name="Contribute", level=1)).to_be_visible()
    return page


def desk(page: Page) -> None:
    page.get_by_role("navigation", name="Hallway").get_by_text("Contribute").click()
    page.get_by_role("link", name="The desk of those who run it").click()
    expect(page.get_by_role("heading", name="Contributors", level=1)).to_be_visible()


def review(page: Page, words: str) -> None:
    """Give five to everything."""
    desk(page)
    page.get_by_role("link", name="Closing a day").click()
    for five in page.get_by_role("radio", name="5").all():
        five.check()
    page.get_by_label("In words, for who auditioned").fill(words)
    page.get_by_role("button", name="Give the review").click()
    expect(page.get_by_text(words)).to_be_visible()


def test_from_the_invitation_to_the_work(context: BrowserContext, loop: Loop, look: Look) -> None:
    with without_complaints(context):
        staff = opened(context, loop, 2)
        desk(staff)
        staff.get_by_text("A link for people whom you don’t know by name").click()
        staff.get_by_label("For whom?").fill("Spring meeting")
        staff.get_by_role("button", name="Make a link").click()
        code = staff.locator("code").last.inner_text()
        look(staff, "contributors-link")

        maker = opened(context, loop, 1)
        maker.get_by_label("Code of your invitation").fill(code)
        maker.get_by_role("button", name="Come in").click()
        maker.get_by_label("Title").fill("Closing a day in five minutes")
        maker.get_by_label("Or a text").fill("Count the till first, then the receipts.")
        look(maker, "contribute")
        maker.get_by_role("button", name="Submit").click()
        expect(maker.get_by_role("heading", name="Closing a day in five minutes")).to_be_visible()

        for person, words in ((2, "Clear, and right."), (42, "I will use it on Monday.")):
            review(opened(context, loop, person), words)
        staff.reload()
        desk(staff)
        staff.get_by_role("link", name="Closing a day").click()
        staff.get_by_label("In words, for who auditioned").fill("Welcome.")
        look(staff, "contributors-audition")
        staff.get_by_role("button", name="Accept").click()
        expect(staff.get_by_role("heading", name="Decided")).to_be_visible()
        desk(staff)
        staff.get_by_text("Offer work", exact=True).click()
        look(staff, "contributors-desk")
        staff.get_by_role("link", name="The directory").click()
        expect(staff.get_by_text("Priya Raman")).to_be_visible()
        look(staff, "contributors-directory")


def test_an_introduction_and_the_answer_to_it(
    context: BrowserContext, loop: Loop, look: Look
) -> None:
    with without_complaints(context):
        asked, teller = opened(context, loop, 1), opened(context, loop, 7)
        for page in (asked, teller):
            page.get_by_role("link", name="Network", exact=True).click()
            page.get_by_role("link", name="Introductions").click()
            expect(page.get_by_role("heading", name="Introductions", level=1)).to_be_visible()
        teller.get_by_label("Whom", exact=True).fill("Priya Raman")
        teller.get_by_label("To whom").fill("Marit de Vries")
        teller.get_by_label("because of").fill("bank feeds")
        teller.get_by_role("button", name="Introduce them").click()
        expect(teller.get_by_role("status")).to_contain_text("Priya Raman and Marit de Vries")
        asked.reload()
        look(asked, "introductions")
        asked.get_by_role("button", name="Glad to meet").click()
        expect(asked.locator(".entry")).to_contain_text("peer-confirmed")
        asked.get_by_role("link", name="Log your talk").click()
        expect(asked.get_by_label("Whom")).to_have_value("Marit de Vries")


def test_the_console_about_contributors_and_retention(page: Page, loop: Loop, look: Look) -> None:
    page.goto(f"{loop.tool}/console/sign-in")
    page.get_by_label("E-mail").fill(loop.first_run["email"])
    page.get_by_label("Password").fill(loop.first_run["password"])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{loop.tool}/console/retention")
    page.get_by_label("Clips", exact=True).fill("30")
    page.get_by_role("button", name="Count what would go").click()
    expect(page.get_by_text("Nothing is saved and nothing is gone.")).to_be_visible()
    look(page, "retention")
    for place, heading in (
        ("contributors", "Programme and fees"),
        ("contributors/figures", "Spread and leverage"),
        ("asks", "Asks"),
        ("needs", "Needs"),
    ):
        page.goto(f"{loop.tool}/console/{place}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        look(page, f"console-{place.replace('/', '-')}")
