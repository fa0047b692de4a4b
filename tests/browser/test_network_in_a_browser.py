"""What only a browser shows of the network: a talk logged by keyboard and confirmed, and events at three widths."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("network")) as loop:
        yield loop


def opened(context: BrowserContext, loop: Loop, person: int, role: str = "learner") -> Page:
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={person}&role={role}")
    expect(page.locator("body[data-framed] h1")).to_be_visible()
    page.get_by_role("link", name="Network").click()
    return page


def test_a_talk_and_an_event(
    context: BrowserContext,
    loop: Loop,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    def look(page: Page, name: str) -> None:
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=screenshots / f"network-{name}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert_accessible(page)

    topic = f"bank feeds {uuid4().hex[:4]}"
    with without_complaints(context):
        priya = opened(context, loop, 1)
        page = opened(context, loop, 5)
        page.get_by_label("Whom").fill("Priya")
        expect(page.locator("#ppl option[value='Priya Raman']")).to_be_attached()
        page.get_by_label("Whom").fill("Priya Raman")
        page.get_by_label("about", exact=True).fill(topic)
        page.get_by_role("button", name="Log it").click()
        expect(page.get_by_role("status")).to_contain_text("Logged: Priya Raman")
        look(page, "home")
        priya.reload()
        look(priya, "waiting")
        asked = priya.locator("li", has_text=topic)
        asked.get_by_role("button", name="Confirm", exact=False).first.click()
        page.reload()
        expect(page.locator(".entry", has_text=topic)).to_contain_text("peer-confirmed")
        priya.get_by_role("link", name="Settings", exact=True).click()
        look(priya, "settings")
        priya.get_by_role("link", name="Looking back", exact=True).click()
        priya.get_by_role("link", name="What we stop doing").click()
        expect(priya.get_by_role("heading", name="Say-no list")).to_be_visible()
        look(priya, "stops")

        staff = opened(context, loop, 5, "teacher")
        staff.get_by_role("link", name="Events", exact=True).click()
        staff.get_by_role("link", name="New event").click()
        now = datetime.now(UTC)
        staff.get_by_label("Title").fill("Reefer Day")
        staff.get_by_label("Begins").fill((now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
        staff.get_by_label("Ends").fill((now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
        staff.get_by_label("Time zone of the place").fill("UTC")
        staff.get_by_role("button", name="Make it").click()
        staff.get_by_role("button", name="Register").click()
        look(staff, "event")
        staff.get_by_role("link", name="Code of the door").click()
        code = staff.locator("p.t6").inner_text()
        look(staff, "door")
        staff.go_back()
        staff.get_by_label("Code of the door").fill(code)
        staff.get_by_role("button", name="Check in").click()
        expect(staff.locator(".definition")).to_contain_text("checked in")
        staff.get_by_role("link", name="Event sheet").click()
        look(staff, "sheet")
