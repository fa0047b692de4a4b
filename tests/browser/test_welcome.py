from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.live_server import LiveServer


@pytest.fixture
def kind() -> str:
    """What a page looks like doesn't depend on the database."""
    return "sqlite"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_front_page_is_readable_everywhere(
    page: Page, live_server: LiveServer, width: int, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(live_server.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text()
    assert_accessible(page)
