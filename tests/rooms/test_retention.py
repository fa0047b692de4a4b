"""Retention: what is older than its limit is counted first, goes by night, and leaves the record whole."""

import time

import pytest
from sqlalchemy import select

import wsgi
from lrs import Lrs, Store
from lti_tool.clips.storage import Clips
from lti_tool.clips.watching.tables import viewings, watch_sessions
from lti_tool.retention.letting_go import LettingGo
from tests.http.browser import PASSWORD, Browser
from tests.lti.tool import Clock
from tests.rooms.clips_to_watch import batch, clip_of, send, watched
from tests.rooms.conftest import Launch

PAGE = "/console/retention"
DAY = 24 * 3600


@pytest.fixture
def desk(lrs: Lrs, store: Store, hallway: wsgi.Hallway) -> Browser:
    lrs.create_administrator(store, "kay@example.org", PASSWORD)
    browser = Browser(wsgi.create_app(hallway).test_client(), lrs, store, "kay@example.org")
    assert browser.sign_in().status_code == 303
    return browser


def limits(talk: str = "", clip: str = "", watching: str = "") -> dict[str, str]:
    return {"talk_days": talk, "clip_days": clip, "watching_days": watching}


def night(lrs: Lrs, clock: Clock, days: int) -> None:
    """Let the worker look at three in the morning, so many days from now."""
    today = int(time.time()) // DAY * DAY
    clock.ahead = today + days * DAY + 3 * 3600 - time.time()
    LettingGo(lrs, clock).run()


def test_a_dry_run_counts_and_changes_nothing(
    learner: Launch, desk: Browser, lrs: Lrs, clock: Clock
) -> None:
    ada = learner("ada")
    old, new = clip_of(ada), clip_of(ada, created=time.time_ns() // 1000)
    send(learner("bob"), new, batch(*watched(0, 10)))
    shown = desk.post(f"{PAGE}/dry-run", PAGE, **limits(clip="30", watching="30")).text
    assert "This would go: 0 posts, 1 clip, 0 viewings" in shown
    assert ada.get(f"/app/clips/{old.id}").status_code == 200
    assert "Nothing yet." in desk.get(PAGE).text
    night(lrs, clock, 1)
    with lrs.database.reading() as connection:
        kept = Clips(connection, lrs.database.dialect, old.store_id)
        assert kept.find(old.id) is not None


def test_clips_and_the_detail_of_watching_go_by_night_and_statements_stay(
    learner: Launch, desk: Browser, lrs: Lrs, store: Store, clock: Clock
) -> None:
    ada, bob = learner("ada"), learner("bob")
    now = time.time_ns() // 1000
    old, new = clip_of(ada), clip_of(ada, created=now)
    send(bob, new, batch(*watched(0, 10)))
    before = [s["id"] for s in bob.statements()]
    answer = desk.post(PAGE, PAGE, **limits(clip="30", watching="7"))
    assert answer.status_code == 303
    night(lrs, clock, 8)
    night(lrs, clock, 8)  # once a night is enough
    database = lrs.database
    with database.reading() as connection:
        kept = Clips(connection, database.dialect, store.id)
        assert kept.find(old.id) is None
        assert kept.find(new.id) is not None
        assert [event["what"] for event in kept.events(old.id)] == ["aged"]
        assert connection.scalars(select(viewings.c.segments)).all() == ["[]"]
        assert connection.execute(select(watch_sessions)).all() == []
        assert connection.scalars(select(viewings.c.completed)).all() == [True]
    assert [s["id"] for s in bob.statements()] == before
    page = desk.get(PAGE).text
    assert page.count("1 clips, the detail of 1 viewings") == 1
    assert "clip: 30" in page


def test_how_long_words_are_kept_is_one_rule_in_both_places(desk: Browser) -> None:
    desk.post(PAGE, PAGE, **limits(talk="90"))
    assert 'value="90"' in desk.get("/console/talk").text
    desk.post(PAGE, PAGE, **limits())
    assert 'value="90"' not in desk.get("/console/talk").text


@pytest.mark.parametrize("wrong", ["0", "-1", "soon", "99999"])
def test_what_is_no_number_of_days_is_refused(desk: Browser, wrong: str) -> None:
    answer = desk.post(PAGE, PAGE, **limits(clip=wrong))
    assert answer.status_code == 400
    assert f"“{wrong}” is no number of days" in answer.text
