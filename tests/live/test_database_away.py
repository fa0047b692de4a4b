"""PostgreSQL stops under load: 503 with Retry-After, and all goes on by itself when it is back."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.live.processes import wait_until
from tests.live.stoppable_postgresql import StoppablePostgresql, stoppable_postgresql
from tests.live.writers import Promises, Target, check, writing
from tests.live_server import LiveServer


@pytest.fixture
def postgresql() -> Iterator[StoppablePostgresql]:
    with stoppable_postgresql() as server:
        yield server


def test_a_stopped_database_is_a_503_and_loses_nothing(
    postgresql: StoppablePostgresql, start_server: Callable[[str], LiveServer]
) -> None:
    server = start_server(postgresql.url).with_new_store()
    target, promises = Target(server), Promises()
    with writing(target, promises):
        for _ in range(2):
            before = len(promises.acknowledged)
            wait_until(lambda n=before: len(promises.acknowledged) > n + 20, 30, "writing went on")
            postgresql.stop()
            refused = promises.statuses.get(503, 0)
            wait_until(lambda n=refused: promises.statuses.get(503, 0) > n + 16, 30, "it said 503")
            _reading_says_503(target)
            time.sleep(0.5)
            postgresql.start()
        before = len(promises.acknowledged)
        wait_until(lambda: len(promises.acknowledged) > before + 20, 30, "writing went on")
    assert set(promises.statuses) == {200, 503}
    assert promises.retry_after == {"2"}
    assert promises.broken == 0
    check(target, promises)


def _reading_says_503(target: Target) -> None:
    connection = target.connect()
    connection.request("GET", "/xapi/statements", headers=target.headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert (answer.status, answer.getheader("Retry-After")) == (503, "2")
