"""The learner's pages about records, walked one after the other: readable at three widths, in light and dark, by everybody."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_talk_beside_a_clip import opened

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
            f"entries/{entry}/credit",
            f"entries/{entry}/dispute",
        ):
            page.goto(f"{record}/{name}")
            look(page, name.rpartition("/")[2])
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


def _person(loop: Loop, number: int) -> UUID:
    lrs = loop.server.lrs
    return lrs.meet(lrs.stores()[0].id, loop.learner(number))


def _entry(loop: Loop, number: int) -> str:
    lrs = loop.server.lrs
    return lrs.learner_record(lrs.stores()[0].id, _person(loop, number)).entries[0].id
