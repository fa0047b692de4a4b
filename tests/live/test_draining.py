"""SIGTERM: what was begun is answered, then the server goes."""

import threading
import time
from contextlib import closing

from tests.live.processes import web_workers
from tests.live.standstill import nobody_writes
from tests.live.writers import Promises, Target, a_large_batch, everything, post
from tests.live_server import LiveServer


def test_requests_that_are_being_worked_on_are_answered_first(server: LiveServer) -> None:
    target, promises = Target(server), Promises()
    threads = [threading.Thread(target=_write, args=(target, promises)) for _ in range(4)]
    with nobody_writes(server):
        for thread in threads:
            thread.start()
        time.sleep(4)  # nobody outside sees when all are read; a busy machine takes that long
        server.process.terminate()
        time.sleep(0.5)
        assert promises.statuses == {}
        assert server.process.poll() is None
    for thread in threads:
        thread.join(60)
    assert promises.statuses == {200: 4}
    assert server.process.wait(40) == 0
    assert sum(map(len, promises.acknowledged)) == 4_000


def _write(target: Target, promises: Promises) -> None:
    batch = a_large_batch(1000)
    with closing(target.connect()) as connection:
        ids = tuple(str(each["id"]) for each in batch)
        promises.answered(ids, *post(connection, target, batch))


def test_a_server_without_requests_goes_at_once(server: LiveServer) -> None:
    target = Target(server)
    assert everything(target) == []
    idle = target.connect()
    idle.request("GET", "/xapi/statements", headers=target.headers)
    idle.getresponse().read()
    workers = web_workers(server)
    server.process.terminate()
    assert server.process.wait(40) == 0
    # Who doesn't go is killed when patience ends, and says nothing.
    gone = server.log.read_text()
    assert workers
    assert all(f"Worker exiting (pid: {pid})" in gone for pid in workers)
    idle.close()
