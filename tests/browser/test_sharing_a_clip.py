"""A teacher shares a clip, a learner finds it in the inbox, and a device says that a push came: in a real browser."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.storage import Clips
from lti_tool.notifications.kinds import Channel
from lti_tool.notifications.links import Links, ToItem
from lti_tool.notifications.tables import inbox_items
from tests.browser.conftest import without_complaints
from tests.browser.loop import Loop, loop_in

TEACHER, LEARNER = 2, 5
WIDTHS = (320, 768, 1280)


@pytest.fixture
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    """A server of each attempt's own: what nobody has yet, and how many are new, is looked at."""
    with loop_in(tmp_path_factory.mktemp("sharing")) as loop:
        yield loop


@pytest.fixture
def contexts(browser: Browser, loop: Loop) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """The browsers of a teacher and of a learner, who lets the tool show notices."""
    teacher, learner = browser.new_context(), browser.new_context()
    learner.grant_permissions(["notifications"], origin=loop.tool)
    with without_complaints(teacher), without_complaints(learner):
        yield teacher, learner
    teacher.close()
    learner.close()


def _came_in(context: BrowserContext, loop: Loop, person: int) -> tuple[Page, str]:
    """Launch in a window of its own; give the page, and how addresses of this launch begin."""
    page = context.new_page()
    page.goto(f"{loop.server.url}/sandbox/window?person={person}")
    expect(page.locator("body[data-role] h1")).to_be_visible()
    found = re.match(r".*/app/~[^/]+", page.url)
    assert found is not None, page.url
    return page, found[0]


def _clip(loop: Loop) -> Clip:
    lrs = loop.server.lrs
    store = lrs.store_named("default")
    given: dict[str, Any] = {
        **dict.fromkeys(Clip.__slots__, ""),
        **dict.fromkeys(("assignment", "upload", "hidden", "deleted", "purged")),
        "store_id": store.id,
        "id": uuid4(),
        "platform_id": uuid4(),
        "author": lrs.meet(store.id, {"objectType": "Agent", **loop.learner(TEACHER)}),
        "author_name": "Tom Beckett",
        "title": "Bank feeds that count twice",
        "kind": Kind.HOW_TO,
        "length": 120.0,
        "state": State.READY,
        "progress": 100,
        "source": Source.URL,
        "address": "https://videos.example.org/1.mp4",
        "visibility": Visibility.STORE,
        "telling": "{}",
        "round": 1,
        "created": 1,
        "changed": 1,
    }
    clip = Clip(**given)
    lrs.database.write(lambda c: Clips(c, lrs.database.dialect, store.id).add(clip, clip.title))
    return clip


def test_a_share_is_sent_found_and_received(
    contexts: tuple[BrowserContext, BrowserContext],
    loop: Loop,
    assert_accessible: Callable[..., None],
    screenshots: Path,
) -> None:
    learner, ours = _came_in(contexts[1], loop, LEARNER)
    teacher, theirs = _came_in(contexts[0], loop, TEACHER)

    def look(page: Page, name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert_accessible(page)
            page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)

    teacher.goto(f"{theirs}/clips/{_clip(loop).id}/share")
    look(teacher, "share-form")
    teacher.get_by_label("A word about it").fill("Look at 0:47")
    teacher.get_by_label("To be watched by").fill("2099-12-31")
    teacher.get_by_label("Important").check()
    teacher.get_by_role("button", name="Share").click()
    expect(teacher.get_by_role("heading", name="How far it got")).to_be_visible(timeout=15000)

    learner.goto(f"{ours}/inbox")
    expect(learner.locator(".bar .n")).to_have_text("1")
    expect(learner.get_by_role("heading", name="To watch")).to_be_visible()
    look(learner, "inbox")
    learner.get_by_role("link", name="How I hear of it").click()
    look(learner, "wishes")

    with learner.expect_popup() as opened:
        learner.get_by_role("link", name="Turn on in a new window").click()
    window = opened.value
    assert_accessible(window)
    window.get_by_role("button", name="Turn on").click()
    # There is no push service here, so the subscription fails; the worker is there all the same.
    expect(window.get_by_role("status")).to_contain_text("That did not work", timeout=15000)
    _deliver(window, loop)
    teacher.reload()
    expect(teacher.locator(".ladder li", has_text="received").locator("b")).to_have_text("1")
    look(teacher, "receipts")


def _deliver(window: Page, loop: Loop) -> None:
    """Hand the service worker what a push service would, and wait until it has said so."""
    lrs = loop.server.lrs
    with lrs.database.reading() as connection:
        store_id, item_id = connection.execute(
            select(inbox_items.c.store_id, inbox_items.c.id).where(
                inbox_items.c.kind == "assignment"
            )
        ).one()
    links, here = Links(lrs.settings.secret), ToItem(store_id, item_id, Channel.PUSH)
    message = {
        "title": "Bank feeds",
        "body": "Look at 0:47",
        "tag": str(item_id),
        "page": f"{loop.tool}/app/inbox/link/{links.to_item(here)}",
        "received": f"{loop.tool}/app/push/received/{links.beacon(here)}",
    }
    session = window.context.new_cdp_session(window)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(r["registrationId"] for r in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    for _ in range(200):  # up to 20 s for the browser to tell of its worker
        if registrations:
            break
        window.wait_for_timeout(100)
    with window.context.expect_event("response", lambda r: "/push/received/" in r.url) as said:
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": loop.tool, "registrationId": registrations[-1], "data": json.dumps(message)},
        )
    assert said.value.status == 204
