"""SIGTERM: what was begun is answered, then the server goes."""

import threading
import time
from contextlib import closing

from tests.live.writers import Promises, Target, a_large_batch, everything, post
from tests.live_server import LiveServer


def test_requests_that_are_being_worked_on_are_answered_first(server: LiveServer) -> None:
    target, promises = Target(server), Promises()
    batches = [a_large_batch(4000) for _ in range(4)]
    ready = threading.Barrier(5)

    def write(number: int) -> None:
        with closing(target.connect()) as connection:
            connection.connect()
            ready.wait()
            ids = tuple(str(each["id"]) for each in batches[number])
            promises.answered(ids, *post(connection, target, batches[number]))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    ready.wait()
    time.sleep(0.5)
    assert promises.statuses == {}, "they were answered already; the test proves nothing"
    server.process.terminate()
    for thread in threads:
        thread.join(60)
    assert promises.statuses == {200: 4}
    assert server.process.wait(40) == 0
    assert sum(map(len, promises.acknowledged)) == 16_000


def test_a_server_without_requests_goes_at_once(server: LiveServer) -> None:
    target = Target(server)
    assert everything(target) == []
    idle = target.connect()
    idle.request("GET", "/xapi/statements", headers=target.headers)
    idle.getresponse().read()
    began = time.monotonic()
    server.process.terminate()
    assert server.process.wait(40) == 0
    assert time.monotonic() - began < 15
    idle.close()
