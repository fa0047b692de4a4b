"""The page of a clip for those who use no mouse, and for those whose browser runs no scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lti_tool.clips.clip import Clip
from tests.browser.conftest import until, without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_pages_of_clips import come_in, go
from tests.browser.test_watching_a_clip import LEARNER, filmed

# Note what has the focus; say what it is where nobody sees that it has it.
STEP = """() => {
  const seen = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  };
  const at = document.activeElement, inner = at.shadowRoot?.activeElement;
  const again = at.hasAttribute("data-reached");
  at.setAttribute("data-reached", "");
  return { again: again || at === document.body, unseen: seen(at) || inner && seen(inner) ? "" : at.outerHTML.slice(0, 150) };
}"""
LEFT_OUT = """() => [...document.querySelectorAll(
  "a[href], button, input, textarea, select, summary, video[controls], media-controller [tabindex='0'], media-time-range"
)].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0
  && !one.hasAttribute("data-reached")).map((one) => one.outerHTML.slice(0, 150))"""


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("without-scripts")) as loop:
        yield loop


@pytest.fixture
def clip(loop: Loop) -> Clip:
    """A clip of each attempt's own."""
    return filmed(loop)[0]


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(java_script_enabled=False)
    yield made
    made.close()


def test_every_control_is_reached_by_keyboard_and_shows_it(
    context: BrowserContext, loop: Loop, clip: Clip
) -> None:
    with without_complaints(context):
        page = come_in(context, loop, LEARNER, "learner")
        go(page, f"clips/{clip.id}", clip.title)
        expect(page.locator("media-controller media-play-button")).to_be_visible()
        unseen = walked(page)
        assert page.evaluate(LEFT_OUT) == []
        assert unseen == []


def walked(page: Page) -> list[str]:
    """Go through the page by Tab alone; give what took the focus without showing it."""
    found = []
    for _ in range(200):
        page.keyboard.press("Tab")
        step = page.evaluate(STEP)
        if step["again"]:
            return found
        found += [step["unseen"]] if step["unseen"] else []
    raise AssertionError("the focus never came back to where it began")


def test_a_clip_is_watched_talked_about_and_marked_without_scripts(
    scriptless: BrowserContext, loop: Loop, clip: Clip, screenshots: Path
) -> None:
    page = scriptless.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={LEARNER}&role=learner")
    page.get_by_role("button").first.click()
    expect(page.locator("body[data-role=learner]")).to_be_visible()
    go(page, f"clips/{clip.id}", clip.title)
    expect(page.locator("clip-player > video[controls]")).to_be_visible()
    page.get_by_label("Say something").fill("I saw it at 0:02.")
    page.get_by_label("At", exact=True).fill("0:03")
    page.get_by_role("button", name="Post").click()
    expect(page.locator(".comment")).to_contain_text("I saw it at 0:02.")
    page.get_by_role("link", name="1 post at 0:03").click()
    video = page.locator("clip-player > video[controls]")
    expect(video).to_have_attribute("src", re.compile(r"/clip\.mp4#t=3$"))
    until(page, "document.querySelector('clip-player > video').currentTime === 3")
    page.get_by_role("button", name="It helped").click()
    expect(page.get_by_role("button", name="It helped", pressed=True)).to_be_visible()
    page.get_by_role("button", name="Keep for later").click()
    expect(page.get_by_role("button", name="Kept for later", pressed=True)).to_be_visible()
    page.screenshot(path=screenshots / "clip-without-scripts.png", full_page=True)
