"""The worker that hallway serve brings along."""

import os
import time
from pathlib import Path

import pytest

import wsgi
from lrs.exports import Order
from lrs.settings import Settings
from lrs.storage.jobs import State
from lrs.transcripts.period import Period
from tests.live.processes import children, kill, wait_until, web_workers
from tests.live_server import LiveServer, start


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_worker_that_died_is_started_again(live_server: LiveServer) -> None:
    wait_until(lambda: _companions(live_server), 10, "the companion ran")
    [dead] = _companions(live_server)
    kill(dead)
    wait_until(lambda: _companions(live_server) not in ([], [dead]), 20, "it was started again")


def test_the_worker_makes_room_for_who_answers_requests(tmp_path: Path) -> None:
    server = start(tmp_path, f"sqlite:///{tmp_path}/hallway.db", HALLWAY_WORKER_NICE="7")
    try:
        wait_until(lambda: _companions(server), 10, "the companion ran")
        [companion] = _companions(server)
        behind = min(_niceness(server.process.pid) + 7, 19)
        wait_until(lambda: _niceness(companion) == behind, 20, "it stepped back")
    finally:
        server.stop()


def _niceness(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def _companions(server: LiveServer) -> list[int]:
    return sorted(set(children(server.process.pid)) - set(web_workers(server)))


def test_an_export_that_one_process_orders_is_written_by_the_servers_worker(
    live_server: LiveServer,
) -> None:
    assert live_server.store
    exports, store_id = live_server.lrs.exports, live_server.store.id
    job = exports.order(store_id, Order("csv", Period()), "test")
    deadline = time.monotonic() + 30
    while exports.one(store_id, job.id).state is not State.DONE and time.monotonic() < deadline:
        time.sleep(0.1)
    _, file = exports.file(store_id, job.id)
    assert b"".join(file.content).startswith(b"\xef\xbb\xbfrecord_id,")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_worker_knows_every_errand_that_a_page_may_send(settings: Settings) -> None:
    for_pages, for_worker = wsgi.build(settings), wsgi.build(settings)
    wsgi.create_app(for_pages)
    wsgi.commands(for_worker)
    assert for_pages.lrs.queue.errands <= for_worker.lrs.queue.errands
    for hallway in (for_pages, for_worker):
        hallway.database.close()
