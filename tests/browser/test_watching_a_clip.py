"""A clip watched in a real browser: what the player saw is told by the Video Profile, even when the tab closes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import av
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from tests.browser.conftest import until, without_complaints
from tests.browser.loop import Loop, loop_in
from tests.video_profile import violations

SECONDS = 6
LEARNER = 5
PLAYER = "document.querySelector('clip-player video')"


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("watching")) as loop:
        yield loop


def film(file: Path, seconds: int) -> None:
    """Make a film that becomes lighter, and starts anew with the dark."""
    file.parent.mkdir(parents=True)
    with av.open(str(file), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(seconds * 10):
            frame = av.VideoFrame(320, 180, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([number * 4 % 256]) * plane.buffer_size)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


@pytest.fixture
def watcher(context: BrowserContext, loop: Loop) -> Iterator[Page]:
    """A learner who opened Hallway in a window of its own."""
    with without_complaints(context):
        page = context.new_page()
        page.goto(f"{loop.server.url}/sandbox/window?person={LEARNER}&role=learner")
        expect(page.locator("body[data-role=learner] h1")).to_be_visible()
        yield page


def clip_by(loop: Loop, person: int, **values: Any) -> tuple[Clip, UUID]:
    """Make a clip for everybody; give it and the person who made it, and will look."""
    lrs = loop.server.lrs
    store = lrs.store_named("default")
    person_id = lrs.meet(store.id, {"objectType": "Agent", **loop.learner(person)})
    return replace(_clip(store.id, person_id), **values), person_id


def filmed(loop: Loop, seconds: int = SECONDS) -> tuple[Clip, UUID]:
    """Keep a clip that lies in the folder of media; give it and the person who will look."""
    lrs = loop.server.lrs
    clip, person_id = clip_by(loop, LEARNER, length=float(seconds))
    var = Path(loop.server.environment["HALLWAY_VAR"])
    film(var / "media" / "clips" / str(clip.store_id) / str(clip.id) / "clip.mp4", seconds)
    lrs.database.write(
        lambda c: Clips(c, lrs.database.dialect, clip.store_id).add(clip, clip.title)
    )
    return clip, person_id


def _clip(store_id: int, author: UUID) -> Clip:
    known: dict[str, Any] = {
        **dict.fromkeys(Clip.__slots__, ""),
        **dict.fromkeys(("assignment", "upload", "hidden", "deleted", "purged")),
        "store_id": store_id,
        "id": (made := uuid4()),
        "platform_id": uuid4(),
        "author": author,
        "author_name": "Priya Raman",
        "title": f"Becoming lighter {made.hex[:4]}",
        "kind": Kind.STORY,
        "length": float(SECONDS),
        "state": State.READY,
        "progress": 100,
        "source": Source.FILE,
        "visibility": Visibility.STORE,
        "round": 1,
        "created": 1,
        "changed": 1,
    }
    return Clip(**known)


def test_what_a_player_saw_stands_in_the_record_though_the_tab_was_closed(
    watcher: Page, loop: Loop, screenshots: Path, assert_accessible: Callable[..., None]
) -> None:
    clip, person_id = filmed(loop, 30)  # no machine is so slow that it is seen to its end
    before, _, after = watcher.url.partition("/app/")
    watcher.goto(f"{before}/app/{after.partition('/')[0]}/clips/{clip.id}#t=1")
    video = watcher.locator("clip-player video")
    expect(watcher.locator("media-controller media-play-button")).to_be_visible()
    until(watcher, f"{PLAYER}.currentTime === 1")  # the moment in the address
    for width in (320, 768, 1280):
        watcher.set_viewport_size({"width": width, "height": 800})
        watcher.screenshot(path=screenshots / f"watching-{width}.png", full_page=True)
        assert_accessible(watcher)
    watcher.locator("media-play-button").click()
    until(watcher, f"{PLAYER}.currentTime > 2")
    video.evaluate("video => { video.currentTime = 4; }")
    until(watcher, f"{PLAYER}.currentTime > 5")
    video.evaluate("video => video.pause()")
    expect(watcher.locator("[data-watched]")).to_contain_text("You watched")
    expect(watcher.get_by_role("button", name="Copy link at 0:0")).to_be_visible()
    video.evaluate("video => video.play()")
    watcher.wait_for_timeout(300)
    watcher.close(run_before_unload=True)
    told = told_by(loop, person_id, clip, "terminated")
    assert violations(told) == []
    verbs = [s["verb"]["display"]["en"] for s in told]
    for verb in ("initialized", "played", "seeked", "paused", "terminated"):
        assert verb in verbs
    (entry,) = [e for e in _record(loop, person_id) if e.title == clip.title]
    share = told[-1]["result"]["extensions"]["https://w3id.org/xapi/video/extensions/progress"]
    assert 0.05 < share < 0.9  # two seconds of thirty; a busy machine plays on for a while
    assert f"{int(share * 100)} %" in entry.detail  # a share is never rounded up


def _record(loop: Loop, person_id: UUID) -> Any:
    store = loop.server.lrs.store_named("default")
    return loop.server.lrs.learner_record(store.id, person_id).entries


def told_by(loop: Loop, person_id: UUID, clip: Clip, last: str) -> list[dict[str, Any]]:
    """Give what a person's player told of a clip, once the last of it has come."""
    store = loop.server.lrs.store_named("default")
    for _ in range(200):
        every = loop.server.lrs.own_statements(store.id, person_id)
        found = [each for each in every if str(clip.id) in each["object"]["id"]]
        told = sorted(found, key=lambda statement: str(statement["timestamp"]))
        if told and told[-1]["verb"]["display"]["en"] == last:
            break
        time.sleep(0.1)
    return told
