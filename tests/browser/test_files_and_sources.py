"""What only a browser shows of files and sources: a list handed in, told while one watches, and a source that somebody pauses."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in

LIST = (
    b"Username,Full name,Course full name,Completed on\n7,Ada,Two ledgers,2026-02-03\n8,Bo,X,soon\n"
)


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("files")) as loop:
        yield loop


def test_a_list_is_handed_in_and_its_source_is_paused(
    context: BrowserContext,
    loop: Loop,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    def look(page: Page, name: str) -> None:
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert_accessible(page)

    source = f"Old LMS {uuid4().hex[:4]}"
    with without_complaints(context):
        page = context.new_page()
        page.goto(f"{loop.tool}/console/sign-in?next=/console/connections/new/spreadsheet")
        page.get_by_label("E-mail").fill(loop.first_run["email"])
        page.get_by_label("Password").fill(loop.first_run["password"])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Name").fill(source)
        page.get_by_label("What the ids of people belong to").fill("https://lms.example.org")
        page.get_by_role("button", name="Connect").click()
        page.get_by_role("link", name="Hand in a file").click()
        expect(page.get_by_role("heading", name="Files")).to_be_visible()
        look(page, "files")
        chosen = {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST}
        page.locator("input[type=file]").set_input_files(chosen)
        page.get_by_role("button", name="Hand it in").click()
        expect(page.get_by_role("heading", name="What the columns hold")).to_be_visible()
        page.get_by_role("link", name="Course completions").click()
        expect(page.get_by_label("What they did, in all rows")).to_have_value("completed")
        look(page, "columns")
        page.get_by_role("button", name="Try it").click()
        expect(page.get_by_role("heading", name="What telling it would do")).to_be_visible(
            timeout=30_000
        )
        look(page, "file")
        page.get_by_role("button", name="Tell it").click()
        expect(page.get_by_role("heading", name="What it told")).to_be_visible(timeout=30_000)

        learner = context.new_page()
        learner.goto(f"{loop.server.url}/sandbox/window?person=1&role=learner")
        expect(learner.locator("body[data-framed] h1")).to_be_visible()
        learner.get_by_role("link", name="Sources").click()
        learner.get_by_role("button", name=f"Pause it for me {source}").click()
        expect(learner.locator("li", has_text=source)).to_contain_text("paused for you")
        look(learner, "sources")
