"""Somebody records a clip inside the LMS's frame while the line breaks, or the screen: it becomes playable."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.conftest import ARGUMENTS, program, until, without_complaints
from tests.browser.loop import Loop, loop_in

FAKES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PATIENCE = 30_000  # a busy machine codes slower than one speaks
WIDTHS = (320, 768, 1280)


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("recording")) as loop:
        yield loop


@pytest.fixture
def with_camera(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=program(), args=[*ARGUMENTS, *FAKES])
    yield browser
    browser.close()


def test_a_recording_survives_a_broken_line_and_plays(
    with_camera: Browser, loop: Loop, assert_accessible: Callable[..., None], screenshots: Path
) -> None:
    context = with_camera.new_context()
    with without_complaints(context):
        page = context.new_page()
        page.goto(f"{loop.server.url}/sandbox/activity?person=1")
        frame = page.frame_locator("iframe")
        frame.get_by_role("link", name="Library", exact=True).click()
        frame.get_by_role("link", name="Record a clip").click()
        frame.get_by_role("button", name="Record with the camera").click()
        expect(frame.locator("[data-state]")).to_contain_text("Recording")
        expect(frame.locator("[data-sent]")).to_contain_text("safe on the server", timeout=PATIENCE)
        line = "**/uploads/**"
        context.route(line, lambda route: route.abort("connectionreset"))
        expect(frame.locator("[data-trouble]")).to_contain_text(
            "The connection is lost", timeout=PATIENCE
        )
        page.wait_for_timeout(1500)
        frame.get_by_role("button", name="Pause").click()
        expect(frame.locator("[data-state]")).to_have_text("Paused")
        frame.get_by_role("button", name="Go on").click()
        page.wait_for_timeout(1000)
        frame.get_by_role("button", name="Stop").click()
        expect(frame.locator("[data-state]")).to_contain_text("Recorded 0:", timeout=PATIENCE)
        frame.get_by_label("Title").fill("Said in the car")
        context.unroute(line)
        frame.get_by_role("button", name="Publish").click()
        expect(frame.locator("h1:visible")).to_have_text("Said in the car", timeout=PATIENCE)
        video = frame.locator("video")
        expect(video).to_have_count(1, timeout=60_000)
        shown = "video => new Promise(done => { if (video.readyState) done(video.duration); video.onloadedmetadata = () => done(video.duration) })"
        assert 3 < video.evaluate(shown) < 90
    context.close()
    _looked_at(with_camera, loop, assert_accessible, screenshots)


def test_a_recording_of_the_screen_is_made_in_a_window_of_its_own(
    with_camera: Browser, loop: Loop
) -> None:
    context = with_camera.new_context()
    with without_complaints(context):
        page = context.new_page()
        page.goto(f"{loop.server.url}/sandbox/activity?person=2")
        frame = page.frame_locator("iframe")
        frame.get_by_role("link", name="Library", exact=True).click()
        frame.get_by_role("link", name="Record a clip").click()
        with context.expect_page() as opened:
            frame.get_by_role("button", name="Open the recorder in a new window").click()
        _screen_becomes_a_clip(opened.value)
    context.close()


def _screen_becomes_a_clip(page: Page) -> None:
    """Record what is on the screen, publish it, and play it."""
    page.get_by_role("button", name="Record the screen").click()
    expect(page.locator("[data-state]")).to_contain_text("Recording")
    surface = "video => video.srcObject.getVideoTracks()[0].getSettings().displaySurface"
    assert page.locator("video").evaluate(surface) == "monitor"
    expect(page.locator("[data-sent]")).to_contain_text("safe on the server", timeout=PATIENCE)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-state]")).to_contain_text("Recorded 0:", timeout=PATIENCE)
    page.get_by_label("Title").fill("How the report is run")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="How the report is run")).to_be_visible()
    expect(page.locator("clip-player media-play-button")).to_be_visible(timeout=60_000)
    page.locator("media-play-button").click()
    until(page, "document.querySelector('clip-player video').currentTime > 0.3")
    assert page.locator("clip-player video").evaluate("video => video.videoWidth") > 0


def _looked_at(
    browser: Browser, loop: Loop, assert_accessible: Callable[..., None], screenshots: Path
) -> None:
    """See the pages at three widths."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person=1&role=learner")
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.locator(".card").first).to_be_visible()
    for name, go in (
        ("clips", lambda: None),
        ("clip", page.get_by_role("link", name="Said in the car").first.click),
        ("clip-captions", page.get_by_role("link", name="Write captions").click),
        ("clip-new", lambda: page.goto(page.url.partition("/clips/")[0] + "/clips/new")),
    ):
        go()
        expect(page.locator("h1")).to_be_visible()
        _seen(page, name, assert_accessible, screenshots)
    context.close()


def _seen(page: Page, name: str, assert_accessible: Callable[..., None], screenshots: Path) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide at {width}"
    assert_accessible(page)
