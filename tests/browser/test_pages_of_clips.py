"""The pages of clips: the library, threads that come as one reads on, heat with its table, captions, reports."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lti_tool.clips.clip import Clip
from lti_tool.clips.watching.heat import Heat
from lti_tool.clips.watching.storage import Counted, Watched
from lti_tool.launch.clock import now
from lti_tool.talk.tables import posts
from tests.browser.conftest import until, without_complaints
from tests.browser.loop import Loop, loop_in
from tests.browser.test_watching_a_clip import LEARNER, SECONDS, filmed

ANSWERS = 2
HEAT = Heat(6, (6, 6, 5, 4, 2, 2), (0, 1, 3, 1, 0, 0))  # of each of the six seconds
PLAYER = "document.querySelector('clip-player video')"


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with loop_in(tmp_path_factory.mktemp("clip-pages")) as loop:
        yield loop


@pytest.fixture
def clip(loop: Loop) -> Clip:
    """A clip that six people watched, and about which 25 said something; each attempt has its own."""
    made, _ = filmed(loop)
    database = loop.server.lrs.database
    rows = [_comment(made, number) for number in range(25)]
    counted = Counted(float(SECONDS), None, HEAT, 24, now(), now())
    database.write(lambda connection: connection.execute(posts.insert(), rows))
    database.write(lambda c: Watched(c, database.dialect, made).count(counted))
    return made


def _comment(clip: Clip, number: int) -> dict[str, object]:
    post_id = uuid4()
    named = {"author_id": uuid4(), "author_name": f"Somebody {number}", "statement_id": uuid4()}
    place = {"place_kind": "clip", "place_id": clip.id, "thread_id": post_id}
    said = {"text": f"Comment {number}.", "second": number / 5}
    when = {"created": now() + number, "last": now() + number}
    return {"store_id": clip.store_id, "id": post_id, **said, **named, **place, **when}


def come_in(context: BrowserContext, loop: Loop, person: int, role: str) -> Page:
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={person}&role={role}")
    expect(page.locator(f"body[data-role={role}]")).to_be_visible()
    return page


def go(page: Page, path: str, heading: str) -> None:
    before, _, after = page.url.partition("/app/")
    page.goto(f"{before}/app/{after.partition('/')[0]}/{path}")
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def looked_at(page: Page, name: str, screenshots: Path, check: Callable[..., None]) -> None:
    """See a page at three widths, and with axe in dark and light."""
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=screenshots / f"{name}-dark.png", full_page=True)
    check(page)
    page.emulate_media(color_scheme="light")
    check(page)


def test_the_library_and_the_page_of_a_clip(
    context: BrowserContext,
    loop: Loop,
    clip: Clip,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    with without_complaints(context):
        page = come_in(context, loop, LEARNER, "learner")
        go(page, "clips", "Library")
        expect(page.get_by_role("link", name=clip.title)).to_be_visible()
        looked_at(page, "library", screenshots, assert_accessible)
        go(page, f"clips/{clip.id}", clip.title)
        expect(page.locator("media-controller media-play-button")).to_be_visible()
        threads = page.locator("[data-thread]")
        expect(threads).to_have_count(10)
        for number in (20, 25):
            page.locator("[data-talk] nav a[rel=next]").scroll_into_view_if_needed()
            expect(threads).to_have_count(number)
        expect(page.locator("[data-talk] nav")).to_have_count(0)
        expect(threads.last).to_contain_text("Comment 24.")
        the_heat_has_its_table(page)
        page.locator("figure").first.screenshot(path=screenshots / "heat.png")
        looked_at(page, "clip-heat", screenshots, assert_accessible)


def the_heat_has_its_table(page: Page) -> None:
    """What the strip draws for some, its table says for others, in the same numbers."""
    page.get_by_text("Show as a table").click()
    rows = page.locator("figure:not(#density) table tbody tr")
    expect(rows).to_have_count(SECONDS)
    expect(rows.nth(2).locator("th, td")).to_have_text(["0:02 to 0:03", "5", "3"])
    picture = page.locator("svg.heat desc").first
    said = (
        "Of 6 people, 6 watched the beginning and 2 the end. Most was watched again at 0:02, by 3."
    )
    expect(picture).to_contain_text(said)


def test_captions_are_written_and_shown_in_the_player(
    context: BrowserContext,
    loop: Loop,
    clip: Clip,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    with without_complaints(context):
        page = come_in(context, loop, LEARNER, "learner")
        go(page, f"clips/{clip.id}/captions", "Captions")
        for line, said in enumerate(
            (("0:00", "0:03", "It is dark."), ("0:03", "soon", "It is light.")), 1
        ):
            for field, value in zip(("from", "to", "what is said"), said, strict=True):
                page.get_by_label(f"Line {line}: {field}").fill(value)
        page.get_by_role("button", name="Keep the captions").click()
        expect(page.get_by_text("Not kept yet")).to_be_visible()
        looked_at(page, "captions", screenshots, assert_accessible)
        page.get_by_label("Line 2: to").fill("0:06")
        page.get_by_role("button", name="Keep the captions").click()
        expect(page.get_by_role("heading", name=clip.title, exact=True)).to_be_visible()
        expect(page.locator("#words")).to_contain_text("It is light.")
        page.get_by_role("switch", name="closed captions").click()
        expect(page.get_by_role("switch", name="closed captions")).to_be_checked()
        page.locator("#words").get_by_role("link", name="0:03").click()
        until(page, f"{PLAYER}.textTracks[0].activeCues?.[0]?.text === 'It is light.'")
        page.evaluate(f"{PLAYER}.pause()")
        page.locator("clip-player").screenshot(path=screenshots / "captions-shown.png")


def test_a_report_reaches_those_who_answer(
    context: BrowserContext,
    loop: Loop,
    clip: Clip,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    with without_complaints(context):
        page = come_in(context, loop, 7, "learner")
        go(page, f"clips/{clip.id}", clip.title)
        page.get_by_role("link", name="Report this clip").click()
        expect(page.get_by_role("heading", name="Report this clip")).to_be_visible()
        looked_at(page, "clip-report", screenshots, assert_accessible)
        wrong = f"A client is named, {uuid4().hex[:4]}"
        page.get_by_label("What is wrong with it?").fill(wrong)
        page.get_by_role("button", name="Report").click()
        expect(page.get_by_text("Thank you")).to_be_visible()
        page = come_in(context, loop, ANSWERS, "administrator")
        go(page, "clips/reported", "Reported clips")
        expect(page.get_by_text(wrong)).to_be_visible()
        looked_at(page, "clips-reported", screenshots, assert_accessible)


def test_something_to_work_through_is_added_to_the_library(
    context: BrowserContext,
    loop: Loop,
    screenshots: Path,
    assert_accessible: Callable[..., None],
) -> None:
    title = f"Closing a month {uuid4().hex[:4]}"
    with without_complaints(context):
        page = come_in(context, loop, ANSWERS, "administrator")
        go(page, "library/new", "Add to the library")
        page.locator("label.chip", has_text="self-paced").click()
        page.get_by_label("Title").fill(title)
        page.get_by_label("Address").fill("https://learn.example.org/month-end")
        page.get_by_label("Minutes that it takes").fill("40")
        looked_at(page, "library-add", screenshots, assert_accessible)
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        looked_at(page, "library-item", screenshots, assert_accessible)
        page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="Library", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=title)).to_be_visible()
