"""A teacher picks in the frame of the LMS, and the answer goes home: with a cookie, and without any."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.browser.loop import Loop, loop_in
from tests.browser.profiles import without_cookies

_TEACHER = 2


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("picking")) as loop:
        yield loop


@pytest.fixture(params=["cookie", "no-cookie"])
def browser_of(
    request: pytest.FixtureRequest, playwright: Playwright, loop: Loop, tmp_path: Path
) -> Iterator[BrowserContext]:
    """A browser in which the tool keeps a cookie inside a page of the LMS, or keeps none there."""
    refused = f"{loop.tool},{loop.server.url}" if request.param == "no-cookie" else ""
    with without_cookies(playwright, tmp_path, refused) as context:
        yield context


def test_what_a_teacher_picks_becomes_a_link(browser_of: BrowserContext, loop: Loop) -> None:
    page = browser_of.new_page()
    course = f"{loop.server.url}/sandbox"
    page.goto(f"{course}/activity?person={_TEACHER}&kind=pick&storage=1")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Pick what the link opens")).to_be_visible()
    own = frame.locator("li").filter(has_text="My learning record")
    own.get_by_label("My learning record").check()
    own.get_by_label("Title of the link").fill("Your <year>")
    frame.get_by_role("button", name="Add to the course").click()
    # The form posts itself; nobody presses a button here.
    expect(frame.get_by_role("heading", name="Added to the course")).to_be_visible()
    expect(frame.locator("main")).to_contain_text("Your <year>")
    frame.get_by_role("link", name="Back to the course").click()
    expect(page).to_have_url(course)
    expect(page.get_by_role("button", name="Your <year>").first).to_be_visible()
