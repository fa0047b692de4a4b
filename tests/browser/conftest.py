"""A real Chromium, headless; each test gets a fresh profile of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

# Quiet: nothing in the background, and nothing that looks for hosts outside this machine.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# What a busy machine needs for a page; a test that waits for nothing is as fast as before.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look a second time where the first look failed; the summary says how often that was needed."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def program() -> str | None:
    """Where the machine's Chromium is; without one Playwright takes its own."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium; in its throw-away profiles a frame of another site keeps no cookie but partitioned ones."""
    started = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose errors fail the test."""
    with without_complaints(context):
        yield context.new_page()


@contextmanager
def without_complaints(context: BrowserContext) -> Iterator[None]:
    """Fail where a page of `context` throws an error, or does what its content policy forbids."""
    heard: list[str] = []
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.on("console", lambda said: heard.append(said.text) if _is_policy(said.text) else None)
    yield
    assert heard == []


def _is_policy(text: str) -> bool:
    return "Content Security Policy" in text


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """Check a page (or what it shows now) with axe against WCAG 2.2 AA."""

    def check(page: Page) -> None:
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": rules}})
        assert result.violations_count == 0, result.generate_report()

    return check


@pytest.fixture
def screenshots() -> Path:
    """Where pictures for people go; not in the repository."""
    folder = Path(__file__).parents[2] / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def until(page: Page | Frame, said: str) -> None:
    """Wait until an expression is true; the page's policy lets Playwright's own way evaluate nothing later."""
    for _ in range(300):
        if page.evaluate(said):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"it never came true that {said}")
