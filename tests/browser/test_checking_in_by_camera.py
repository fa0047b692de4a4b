"""Checking in at an event: a camera reads the code of the door, in a browser without a reader of its own."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import ARGUMENTS, program, without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.qr_video import film_of

_TEACHER, _LEARNER = 2, 1


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    with loop_in(tmp_path) as loop:
        yield loop


def opened(page: Page, loop: Loop, person: int) -> Page:
    """Launch, and show the events."""
    page.goto(f"{loop.server.url}/sandbox/window?person={person}")
    page.get_by_role("link", name="Network").click()
    page.get_by_role("link", name="Events", exact=True).click()
    expect(page.get_by_role("heading", name="Events", level=1)).to_be_visible()
    return page


def test_the_camera_reads_the_code_of_the_door(
    context: BrowserContext,
    playwright: Playwright,
    loop: Loop,
    tmp_path: Path,
    assert_accessible: Callable[..., None],
) -> None:
    host = opened(context.new_page(), loop, _TEACHER)
    host.get_by_role("link", name="New event").click()
    now = datetime.now(UTC)
    host.get_by_label("Title").fill("Reefer Day")
    host.get_by_label("Begins").fill(f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    host.get_by_label("Ends").fill(f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}")
    host.get_by_label("Time zone of the place").fill("UTC")
    host.get_by_role("button", name="Make it").click()
    host.get_by_role("link", name="Code of the door").click()
    expect(host.get_by_role("heading", name="Check in here")).to_be_visible()
    assert_accessible(host)
    event = re.search(r"events/([0-9a-f-]{36})", host.url)
    assert event
    code = host.locator("p.t6").inner_text().replace(" ", "")
    page_of_code = f"{loop.tool}/app/network/events/{event[1]}/scan/{code}"

    film = film_of(page_of_code, tmp_path / "door.y4m")
    camera = playwright.chromium.launch(
        executable_path=program(),
        args=[
            *ARGUMENTS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ],
    )
    with_camera = camera.new_context(permissions=["camera"])
    with without_complaints(with_camera):
        guest = opened(with_camera.new_page(), loop, _LEARNER)
        guest.get_by_role("link", name="Reefer Day").click()
        guest.get_by_role("button", name="Scan with the camera").click()
        expect(guest.locator(".definition")).to_contain_text("checked in")
        expect(guest.get_by_role("button", name="We met")).to_be_visible()
        assert_accessible(guest)
    camera.close()
