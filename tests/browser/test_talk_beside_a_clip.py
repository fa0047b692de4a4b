"""What only a browser shows of the talk: the moment is filled in, names are offered, marks lead into the clip."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_watching_a_clip import filmed


@pytest.fixture
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    """A server of each attempt's own: what nobody has yet, and how many are new, is looked at."""
    with loop_in(tmp_path_factory.mktemp("talk")) as loop:
        yield loop


def opened(context: BrowserContext, loop: Loop, person: int) -> Page:
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={person}&role=learner")
    expect(page.locator("body[data-role=learner] h1")).to_be_visible()
    return page


def go(page: Page, path: str) -> None:
    """Open a page of the tool in the launch of this page."""
    before, _, after = page.url.partition("/app/")
    page.goto(f"{before}/app/{after.partition('/')[0]}/{path}")


def looked_at(page: Page, name: str, screenshots: Path, check: Callable[..., None]) -> None:
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        check(page)


def test_talk_at_a_moment_by_keyboard(
    context: BrowserContext,
    loop: Loop,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    clip, _ = filmed(loop)
    with without_complaints(context):
        opened(context, loop, 1).close()  # somebody who can be named
        page = opened(context, loop, 5)
        go(page, f"clips/{clip.id}")
        video = page.locator("clip-player video")
        expect(page.locator("media-controller media-play-button")).to_be_visible()
        video.evaluate("video => { video.currentTime = 4; }")
        text = page.get_by_label("Say something")
        text.focus()
        expect(page.get_by_label("At", exact=True)).to_have_value("0:04")
        text.press_sequentially("Look here, @Pri")
        expect(page.get_by_role("option", name="Priya Raman")).to_be_visible()
        assert_accessible(page)
        text.press("Enter")
        expect(text).to_have_value("Look here, @Priya Raman ")
        text.press_sequentially("at 0:02")
        page.get_by_role("button", name="Post").click()
        post = page.locator(".comment")
        expect(post).to_contain_text("Look here, @Priya Raman at 0:02")
        expect(page.get_by_role("link", name="1 post at 0:04")).to_be_visible()
        expect(page.locator("media-controller media-play-button")).to_be_visible()
        post.get_by_role("link", name="0:02").click()
        page.wait_for_function("document.querySelector('clip-player video').currentTime >= 2")
        video.evaluate("video => video.pause()")
        page.locator(".thread summary").click()
        page.get_by_label("Your reply").fill("I see it.")
        page.get_by_role("button", name="Reply", exact=True).click()
        expect(page.get_by_role("link", name="2 posts at 0:04")).to_be_visible()
        looked_at(page, "talk", screenshots, assert_accessible)


def test_a_discussion_from_its_beginning_to_its_first_reply(
    context: BrowserContext,
    loop: Loop,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    with without_complaints(context):
        page = opened(context, loop, 5)
        page.get_by_role("link", name="Discussions").click()
        expect(page.get_by_role("heading", name="No discussions yet")).to_be_visible()
        looked_at(page, "discussions-empty", screenshots, assert_accessible)
        page.get_by_role("link", name="New discussion").first.click()
        page.get_by_label("What is it about?").fill("How do you open a call?")
        page.get_by_label("Your text").fill(
            "Mine begin with the weather.\n\nhttps://example.org/" + "x" * 80
        )
        page.get_by_role("button", name="Post").click()
        expect(page.get_by_role("heading", name="How do you open a call?")).to_be_visible()
        page.get_by_label("Your reply").fill("With a question.")
        page.get_by_role("button", name="Reply", exact=True).click()
        expect(page.locator("[data-thread]")).to_contain_text("With a question.")
        looked_at(page, "discussion", screenshots, assert_accessible)
        page.get_by_role("link", name="Discussions").first.click()
        expect(page.get_by_text("1 reply, the last on")).to_be_visible()
        looked_at(page, "discussions", screenshots, assert_accessible)
