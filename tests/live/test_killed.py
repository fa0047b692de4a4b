"""Killed with -9 at any moment under load: nothing acknowledged is missing, twice or there by half."""

import random
import time
from collections.abc import Callable

from tests.live.processes import kill, kill_all, wait_until, web_workers
from tests.live.writers import Promises, Target, check, everything, writing
from tests.live_server import LiveServer


def test_workers_killed_under_load_lose_nothing(server: LiveServer) -> None:
    target, promises, luck = Target(server), Promises(), random.Random(7)
    with writing(target, promises):
        for _ in range(6):
            time.sleep(luck.uniform(0.3, 0.8))
            kill(luck.choice(web_workers(server)))
            wait_until(lambda: len(web_workers(server)) == 2, 30, "a new worker came")
        before = len(promises.acknowledged)
        wait_until(lambda: len(promises.acknowledged) > before, 30, "writing went on")
    assert promises.broken > 0, "no request was cut off; the test proves nothing"
    assert set(promises.statuses) <= {200, 503}
    check(target, promises)


def test_a_killed_server_loses_nothing(
    own_url: str, server: LiveServer, start_server: Callable[[str], LiveServer]
) -> None:
    target, promises, luck = Target(server), Promises(), random.Random(8)
    running = server
    for number in range(3):
        with writing(target, promises, seed=number):
            before = len(promises.acknowledged)
            wait_until(lambda n=before: len(promises.acknowledged) > n + 20, 30, "writing began")
            time.sleep(luck.uniform(0, 0.5))
            kill_all(running)
        running = start_server(own_url)
        target.moved_to(running)
        check(target, promises)
    assert promises.open, "no request was cut off; the test proves nothing"
    assert everything(target)
