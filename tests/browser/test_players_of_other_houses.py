"""Clips at YouTube and Vimeo, driven through stand-ins for their documented players: the same exact statements."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from lti_tool.clips.clip import Source
from lti_tool.clips.storage import Clips
from tests.browser.conftest import until, without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_watching_a_clip import clip_by, told_by
from tests.video_profile import violations

PLAYERS = Path(__file__).parent / "players"
VIDEO = "https://w3id.org/xapi/video/extensions/"
LENGTH = 20.0
EMBED = re.compile(r"https://(www\.youtube\.com/embed|player\.vimeo\.com/video)/")
HOUSES = {
    Source.YOUTUBE: ("dQw4w9WgXcQ", "youtube-video"),
    Source.VIMEO: ("76979871", "vimeo-video"),
}


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("players")) as loop:
        yield loop


def stand_in(context: BrowserContext) -> None:
    """Answer for both houses; nothing leaves this machine."""

    def answer(kind: str, file: str | None) -> Callable[[Route], None]:
        body = (PLAYERS / file).read_text() if file else "<!doctype html><title>A player</title>"
        return lambda route: route.fulfill(body=body, content_type=kind)

    context.route("https://www.youtube.com/embed/**", answer("text/html", None))
    context.route("https://www.youtube.com/iframe_api", answer("text/javascript", "youtube.js"))
    context.route("https://player.vimeo.com/**", answer("text/html", "vimeo.html"))


@pytest.mark.parametrize(("person", "source"), [(5, Source.YOUTUBE), (6, Source.VIMEO)])
def test_what_another_house_plays_is_told_exactly(
    context: BrowserContext,
    loop: Loop,
    person: int,
    source: Source,
    assert_accessible: Callable[..., None],
    screenshots: Path,
) -> None:
    address, element = HOUSES[source]
    clip, person_id = clip_by(loop, person, source=source, address=address, length=None)
    lrs = loop.server.lrs
    lrs.database.write(
        lambda c: Clips(c, lrs.database.dialect, clip.store_id).add(clip, clip.title)
    )
    stand_in(context)
    players: list[str] = []
    context.on("request", lambda one: players.append(one.url) if EMBED.match(one.url) else None)
    with without_complaints(context):
        page = context.new_page()
        page.goto(f"{loop.server.url}/sandbox/window?person={person}&role=learner")
        expect(page.locator("body[data-role=learner]")).to_be_visible()
        before, _, after = page.url.partition("/app/")
        page.goto(f"{before}/app/{after.partition('/')[0]}/clips/{clip.id}")
        expect(page.locator(f"media-controller {element}")).to_be_visible()
        page.screenshot(path=screenshots / f"{element}.png", full_page=True)
        assert_accessible(page)
        played_from_one_to_ten(page)
        assert len(players) == 1
        captions_turned_on(page)
        page.goto("about:blank")
    told = told_by(loop, person_id, clip, "terminated")
    verbs = [s["verb"]["display"]["en"] for s in told]
    assert verbs == ["initialized", "played", "seeked", "paused", "interacted", "terminated"]
    assert violations(told) == []
    touched = told[4]
    assert touched["result"]["extensions"][f"{VIDEO}cc-enabled"] is True
    assert touched["context"]["extensions"][f"{VIDEO}cc-subtitle-lang"] == "en"
    check(told[2]["result"]["extensions"], told[3]["result"]["extensions"])
    assert {s["context"].get("extensions", {}).get(f"{VIDEO}length", LENGTH) for s in told} == {
        LENGTH
    }


def played_from_one_to_ten(page: Page) -> None:
    """Play some seconds, seek, play on and stop; how many seconds is up to the machine."""
    media = "document.querySelector('clip-player').media"
    until(page, f"{media}.duration === {LENGTH}")
    page.evaluate(f"void {media}.play()")
    until(page, f"{media}.currentTime > 1.5")
    page.evaluate(f"{media}.currentTime = 10")
    until(page, f"{media}.currentTime > 11.5")
    page.evaluate(f"void {media}.pause()")
    expect(page.locator("[data-watched]")).to_contain_text("You watched")


def captions_turned_on(page: Page) -> None:
    """Turn the captions of the other house on by our button; wait until that was told."""
    with page.expect_response(lambda one: "interacted" in (one.request.post_data or "")):
        page.get_by_role("switch", name="closed captions").click()
    expect(page.get_by_role("switch", name="closed captions")).to_be_checked()


def check(seeked: dict[str, Any], paused: dict[str, Any]) -> None:
    """Hold the seek and the segments against each other, whatever the machine's speed was."""
    first, second = (
        [float(second) for second in piece.split("[.]")]
        for piece in paused[f"{VIDEO}played-segments"].split("[,]")
    )
    assert first[0] == pytest.approx(0, abs=0.3)
    assert first[1] == seeked[f"{VIDEO}time-from"]
    assert second[0] == seeked[f"{VIDEO}time-to"] == pytest.approx(10, abs=1)
    assert second[1] == paused[f"{VIDEO}time"] > second[0]
    seen = first[1] - first[0] + second[1] - second[0]
    assert paused[f"{VIDEO}progress"] == pytest.approx(seen / LENGTH, abs=0.001)
