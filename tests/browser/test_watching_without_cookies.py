"""A clip plays in a frame in which the tool keeps no cookie: its media say by their addresses who may have them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, Request, expect

from tests.browser.conftest import until
from tests.browser.loop import Loop, loop_in
from tests.browser.profiles import without_cookies
from tests.browser.test_launch_without_cookies import _opened as opened
from tests.browser.test_watching_a_clip import filmed, told_by
from tests.video_profile import violations

LEARNER = 5


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("playing-cookieless")) as loop:
        yield loop


@pytest.fixture
def cookieless(playwright: Playwright, loop: Loop, tmp_path: Path) -> Iterator[BrowserContext]:
    with without_cookies(playwright, tmp_path, f"{loop.tool},{loop.server.url}") as context:
        yield context


def test_a_clip_plays_and_is_told_without_any_cookie(
    cookieless: BrowserContext, loop: Loop
) -> None:
    clip, person_id = filmed(loop)
    asked: list[Request] = []
    cookieless.on(
        "requestfinished", lambda one: asked.append(one) if "/media/" in one.url else None
    )
    frame = opened(cookieless.new_page(), loop, "1", person=LEARNER)
    frame.get_by_role("link", name="Library", exact=True).click()
    frame.get_by_role("link", name=clip.title).click()
    expect(frame.get_by_role("heading", name=clip.title)).to_be_visible()
    expect(frame.locator("media-controller media-play-button")).to_be_visible()
    frame.locator("media-play-button").click()
    until(frame, "document.querySelector('clip-player video').currentTime > 0.8")
    frame.evaluate("document.querySelector('clip-player video').pause()")
    expect(frame.locator("[data-watched]")).to_contain_text("You watched")
    videos = [one for one in asked if one.url.endswith("/clip.mp4")]
    assert videos
    for one in videos:
        headers = one.all_headers()
        assert not {"cookie", "authorization"} & set(headers)
        assert headers["range"].startswith("bytes=")
        answer = one.response()
        assert answer is not None
        assert answer.status == 206
        assert answer.header_value("content-range") is not None
    assert [c for c in cookieless.cookies() if c["name"].startswith("hallway")] == []
    told = told_by(loop, person_id, clip, "paused")
    assert [s["verb"]["display"]["en"] for s in told] == ["initialized", "played", "paused"]
    assert violations(told) == []
