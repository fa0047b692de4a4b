"""The worker that hallway serve brings along."""

import time

from lrs.exports import Order
from lrs.storage.jobs import State
from lrs.transcripts.period import Period
from tests.live_server import LiveServer


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
