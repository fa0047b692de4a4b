"""A learner launches from an LMS, what systems sent stands in one record, and an administrator takes it home.

Nothing is pretended: gunicorn, a signed launch from another site in a frame, real Moodle messages,
a client that nobody here wrote, Chromium with third-party cookies blocked.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import CLIP, Loop, loop_in


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("loop")) as loop:
        yield loop


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    with without_complaints(context):
        yield context.new_page()
    context.close()


def launched(page: Page, loop: Loop, person: int = 1) -> FrameLocator:
    """Open the tool in a frame of the LMS's page, which stands on another site."""
    page.goto(f"{loop.server.url}/sandbox/activity?person={person}")
    frame = page.frame_locator("iframe")
    expect(frame.locator("body[data-role] h1")).to_be_visible()
    page.frame(name="tool").wait_for_url(f"{loop.tool}/app/**")
    return frame


def opened_alone(context: BrowserContext, loop: Loop, person: int = 1) -> Page:
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={person}&role=learner")
    expect(page.locator("h1")).to_be_visible()
    return page


def test_a_clip_and_a_course_stand_side_by_side_in_the_learners_record(
    page: Page, loop: Loop
) -> None:
    frame = launched(page, loop)
    assert frame.locator("body").get_attribute("data-role") == "learner"
    titles = frame.locator(".timeline .entry .title").all_inner_texts()
    assert sorted(titles) == ["Month-end close", "Sales Onboarding"]
    formal = frame.locator('.entry[data-formality="formal"]')
    informal = frame.locator('.entry[data-formality="informal"]')
    expect(formal).to_contain_text("Sales Onboarding")
    expect(formal.locator(".source-cell")).to_contain_text("MO")
    expect(informal).to_contain_text("watched 75 %")
    expect(informal.locator(".time")).to_contain_text("2 min")


def test_an_entry_opens_to_its_statements_and_a_statement_to_its_text(
    page: Page, loop: Loop
) -> None:
    frame = launched(page, loop)
    entry = frame.locator('.entry[data-formality="informal"]')
    entry.locator("summary").click()
    assert entry.locator(".statements li").count() == 2
    address = entry.locator(".statements a").first.get_attribute("href")
    raw = page.frame(name="tool").evaluate(
        "async (address) => (await (await fetch(address)).json()).object.id", address
    )
    assert raw == CLIP


def test_the_session_holds_in_the_frame_without_third_party_cookies(page: Page, loop: Loop) -> None:
    frame = launched(page, loop)
    frame.locator(".nav a", has_text="Record").click()
    expect(frame.locator("h1:visible")).to_have_text("Priya Raman")


def test_somebody_elses_statement_is_not_shown(page: Page, loop: Loop) -> None:
    frame = launched(page, loop)
    frame.locator('.entry[data-formality="formal"] summary').click()
    address = frame.locator(".statements a").first.get_attribute("href")
    launched(page, loop, person=5)
    statement = address.partition("/statements/")[2]
    status = page.frame(name="tool").evaluate(
        "async (id) => (await fetch(`${location.pathname}/statements/${id}`)).status", statement
    )
    assert status == 404


def test_an_empty_record_says_how_it_fills(page: Page, loop: Loop) -> None:
    frame = launched(page, loop, person=5)
    assert frame.locator(".timeline .entry").count() == 0
    assert "LMS" in frame.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_record_fits_any_frame_and_is_accessible(
    browser: Browser,
    loop: Loop,
    width: int,
    scheme: str,
    screenshots: Path,
    assert_accessible: Callable[[Page], None],
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = opened_alone(context, loop)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    page.screenshot(path=screenshots / f"record-{width}-{scheme}.png", full_page=True)
    context.close()


def signed_in(page: Page, loop: Loop) -> None:
    page.goto(f"{loop.tool}/console")
    page.get_by_label("E-mail address").fill(loop.first_run["email"])
    page.get_by_label("Password").fill(loop.first_run["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Transcripts").first).to_be_visible()


def test_the_administrators_workbook_says_what_the_learners_page_says(
    page: Page, loop: Loop, tmp_path: Path
) -> None:
    frame = launched(page, loop)
    shown = {
        (
            entry.locator(".title").inner_text(),
            str(entry.get_attribute("data-formality")),
            str(entry.locator(".evidence").get_attribute("data-evidence")),
        )
        for entry in frame.locator(".timeline .entry").all()
    }
    signed_in(page, loop)
    page.get_by_role("link", name="Transcripts").first.click()
    page.get_by_role("button", name="Export everybody").click()
    download = page.get_by_role("link", name="Download").first
    expect(download).to_be_visible(timeout=30_000)  # the page follows the worker by itself
    with page.expect_download() as begun:
        download.click()
    file = tmp_path / "transcript.xlsx"
    begun.value.save_as(os.fspath(file))
    header, *rows = load_workbook(file)["Transcript"].values
    columns = [header.index(name) for name in ("title", "formality", "evidence_level")]
    assert {tuple(str(row[column]) for column in columns) for row in rows} == shown


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_console_fits_and_is_accessible(
    page: Page,
    loop: Loop,
    width: int,
    screenshots: Path,
    assert_accessible: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    signed_in(page, loop)
    for room in ("", "/people", "/transcripts"):
        page.goto(f"{loop.tool}/console{room}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)
        name = room.strip("/") or "overview"
        page.screenshot(path=screenshots / f"console-{name}-{width}.png", full_page=True)
