"""The ladder of a launch in a frame: a partitioned cookie, the storage of the LMS, a new tab.

Chromium blocks third-party cookies here anyway; `cookieless` is a profile in which the tool gets none at all inside
the LMS's pages, as browsers without partitioned cookies do it.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Playwright, expect

from tests.browser.loop import Loop, loop_in
from tests.browser.profiles import without_cookies

_PRIYA = 1


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("cookieless")) as loop:
        yield loop


@pytest.fixture
def cookieless(playwright: Playwright, loop: Loop, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser in which the tool keeps no cookie inside a page of the LMS, and keeps them on its own."""
    with without_cookies(playwright, tmp_path, f"{loop.tool},{loop.server.url}") as context:
        yield context


@pytest.fixture
def strict(playwright: Playwright, loop: Loop, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser in which the tool keeps no cookie anywhere."""
    with without_cookies(playwright, tmp_path, f"{loop.tool},*") as context:
        yield context


def _opened(page: Page, loop: Loop, storage: str = "", person: int = _PRIYA) -> Frame:
    page.goto(f"{loop.server.url}/sandbox/activity?person={person}&storage={storage}")
    expect(
        page.frame_locator("iframe[name=tool]").locator(
            "body[data-role]:not([data-role=visitor]) h1"
        )
    ).to_be_visible()
    frame = page.frame(name="tool")
    assert frame
    return frame


def test_a_partitioned_cookie_is_enough(page: Page, loop: Loop) -> None:
    frame = _opened(page, loop)
    cookies = [c["name"] for c in page.context.cookies() if "session" in c["name"]]
    assert len(cookies) == 1
    frame.goto(frame.url)  # the page opens by its cookie, again and again
    expect(frame.locator("h1:visible")).to_have_text("Priya Raman")


def test_two_persons_in_two_tabs_see_each_their_own(context: BrowserContext, loop: Loop) -> None:
    first, second = context.new_page(), context.new_page()
    priya, other = _opened(first, loop), _opened(second, loop, person=5)
    priya.locator(".nav a").first.click()
    priya.wait_for_load_state()
    expect(priya.locator("h1:visible")).to_have_text("Priya Raman")
    expect(other.locator("h1:visible")).not_to_have_text("Priya Raman")


@pytest.mark.parametrize("storage", ["1", "asked", "named"])
def test_without_any_cookie_the_storage_of_the_lms_is_enough(
    cookieless: BrowserContext, loop: Loop, storage: str
) -> None:
    page = cookieless.new_page()
    frame = _opened(page, loop, storage)
    expect(frame.locator("h1:visible")).to_have_text("Priya Raman")
    assert [c for c in cookieless.cookies() if c["name"].startswith("hallway")] == []
    expect(frame.locator(".timeline .entry")).to_have_count(2)


def test_the_page_that_holds_the_token_moves_on_and_back(
    cookieless: BrowserContext, loop: Loop
) -> None:
    page = cookieless.new_page()
    frame = _opened(page, loop, "1")
    whole = frame.url
    frame.locator("[name=formality][value=informal]").check(force=True)
    frame.get_by_role("button", name="Apply").click()
    expect(frame.locator(".timeline .entry")).to_have_count(1)
    assert "formality=informal" in frame.url
    frame.evaluate("setTimeout(() => history.back())")  # answered before the page goes
    expect(frame.locator(".timeline .entry")).to_have_count(2)
    assert frame.url == whole
    frame.locator(".masthead summary").click()
    with page.expect_download() as begun:
        frame.get_by_role("link", name="CSV").click()
    assert begun.value.suggested_filename.endswith(".csv")
    assert "Month-end close" in Path(begun.value.path()).read_text()


def test_no_address_and_no_page_shows_the_token(cookieless: BrowserContext, loop: Loop) -> None:
    sent: list[str] = []
    tokens: set[str] = set()
    cookieless.on("request", lambda request: sent.append(request.url))
    cookieless.on("request", lambda request: tokens.add(request.headers.get("authorization", "")))
    frame = _opened(cookieless.new_page(), loop, "1")
    (token,) = [given.removeprefix("Bearer ") for given in tokens if given]
    assert len(token) > 40
    assert not [url for url in sent if token in url]
    assert token not in frame.content()


def test_a_token_that_ended_says_where_to_go(cookieless: BrowserContext, loop: Loop) -> None:
    frame = _opened(cookieless.new_page(), loop, "1")
    with sqlite3.connect(loop.server.lrs.database.engine.url.database) as database:
        database.execute("UPDATE tool_sessions SET expires = 1")
    frame.locator(".nav a").first.click()
    expect(frame.locator("h1:visible")).to_have_text("Open Hallway from your course")
    expect(frame.locator("main")).to_contain_text("reopen Hallway from your LMS")


def test_with_neither_a_new_tab_opens_it(cookieless: BrowserContext, loop: Loop) -> None:
    page = cookieless.new_page()
    page.goto(f"{loop.server.url}/sandbox/activity?person={_PRIYA}")
    frame = page.frame_locator("iframe")
    with cookieless.expect_page() as opened:
        frame.get_by_role("link", name="Open Hallway in a new tab").click()
    expect(opened.value.locator("h1:visible")).to_have_text("Priya Raman")


def test_a_storage_that_keeps_silent_leads_into_a_new_tab(
    cookieless: BrowserContext, loop: Loop
) -> None:
    page = cookieless.new_page()
    page.goto(f"{loop.server.url}/sandbox/activity?person={_PRIYA}&storage=silent")
    link = page.frame_locator("iframe").get_by_role("link", name="Open Hallway in a new tab")
    expect(link).to_be_visible()


def test_a_window_that_the_lms_opens_keeps_its_cookies(
    cookieless: BrowserContext, loop: Loop
) -> None:
    window = _window(cookieless, loop, "1")
    expect(window.get_by_role("heading", name="Priya Raman")).to_be_visible()
    assert [c for c in cookieless.cookies() if c["name"].startswith("hallway-session")]


def test_a_window_without_any_cookie_asks_the_page_that_opened_it(
    strict: BrowserContext, loop: Loop
) -> None:
    window = _window(strict, loop, "1")
    expect(window.get_by_role("heading", name="Priya Raman")).to_be_visible()
    assert [c for c in strict.cookies() if c["name"].startswith("hallway")] == []
    window.locator(".nav a").first.click()
    expect(window.get_by_role("heading", name="Priya Raman")).to_be_visible()
    # Where the LMS keeps nothing in the place of cookies, it is said what to allow.
    window = _window(strict, loop, "silent")
    expect(window.get_by_role("heading", name="Hallway can’t be opened like this")).to_be_visible()
    expect(window.locator("[data-alone]")).to_contain_text("Allow cookies for localhost")


def _window(context: BrowserContext, loop: Loop, storage: str) -> Page:
    """Let the course page open the tool in a window."""
    page = context.new_page()
    address = f"{loop.server.url}/sandbox/activity?person={_PRIYA}&where=window&storage={storage}"
    page.goto(address)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Open Hallway in a new window").click()
    return opened.value
