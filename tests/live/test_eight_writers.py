"""Eight writers about the same people and activities, and one who follows the store."""

import threading
import time
from urllib.parse import quote

from tests.live.writers import Promises, Target, check, everything, get, pages, writing
from tests.live_server import LiveServer


def test_batches_about_the_same_people_and_activities_all_arrive(server: LiveServer) -> None:
    target, promises = Target(server), Promises()
    with writing(target, promises, size=20):
        time.sleep(4)
    assert set(promises.statuses) == {200}
    assert (promises.broken, promises.open) == (0, set())
    check(target, promises)


def test_who_follows_consistent_through_misses_nothing(server: LiveServer) -> None:
    target, promises, stop = Target(server), Promises(), threading.Event()
    seen: list[str] = []

    def follow() -> None:
        """Read up to what the store calls consistent, then from there on, as a poller does."""
        since = "2000-01-01T00:00:00Z"
        while True:
            last_round = stop.is_set()
            _, through = get(target, "/xapi/statements?limit=1")
            window = f"since={quote(since)}&until={quote(through)}"
            for page in pages(target, f"/xapi/statements?limit=100&ascending=true&{window}"):
                seen.extend(str(each["id"]) for each in page)
            since = through
            if last_round:
                return

    follower = threading.Thread(target=follow)
    with writing(target, promises):
        follower.start()
        time.sleep(4)
    time.sleep(0.2)
    stop.set()
    follower.join(60)
    assert not follower.is_alive()
    assert seen == everything(target)
    assert len(seen) > 100
