"""Connections go to the worker that has fewest, as far as it takes them."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.workers.gthread import ThreadWorker

from lrs.serving.connection_counts import COUNTS, ConnectionCounts
from lrs.serving.server import options
from lrs.serving.together import Together
from lrs.serving.worker import Worker
from tests.conftest import settings_of

_MINE, _OTHER = 7, 8


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A listener at which a client waits."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        with socket.create_connection(server.getsockname()):
            yield server


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker with two connections, without its threads."""
    monkeypatch.setattr(Worker, "enqueue_req", lambda _, connection: connection.close())
    monkeypatch.setattr("lrs.serving.worker.time.sleep", lambda _: None)
    made = object.__new__(Worker)
    made.age, made.nr_conns, made.cfg, made._steps = _MINE, 2, SimpleNamespace(is_ssl=False), 0
    COUNTS.say(_MINE, 2)
    yield made
    COUNTS.leave(_MINE)
    COUNTS.leave(_OTHER)


def test_what_a_worker_says_is_seen_by_the_process_that_made_it() -> None:
    counts = ConnectionCounts()
    counts.say(1, 5)
    pid = os.fork()
    if not pid:
        counts.say(2, 3)
        os._exit(0)
    os.waitpid(pid, 0)
    assert counts.fewest() == 3


@pytest.mark.parametrize(("others", "then"), [(1, 2), (2, 3)])
def test_a_connection_is_left_only_to_a_worker_that_has_fewer(
    worker: Worker, listener: socket.socket, others: int, then: int
) -> None:
    COUNTS.say(_OTHER, others)
    worker.accept(listener)
    assert worker.nr_conns == then


def test_a_connection_that_the_other_worker_does_not_take_is_accepted(
    worker: Worker, listener: socket.socket
) -> None:
    COUNTS.say(_OTHER, 0)
    for _ in range(11):
        worker.accept(listener)
    assert worker.nr_conns == 3


def test_a_connection_is_left_to_a_worker_that_has_just_begun(
    worker: Worker, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ThreadWorker, "run", lambda _: None)  # it waits there for its first event
    monkeypatch.setattr(Together, "start", lambda _: None)
    other = object.__new__(Worker)
    other.age, other.wsgi = _OTHER, None
    other.run()
    worker.accept(listener)
    assert worker.nr_conns == 2


def test_nothing_is_left_to_a_worker_that_was_killed(
    worker: Worker, listener: socket.socket, tmp_path: Path
) -> None:
    COUNTS.say(_OTHER, 0)
    options(settings_of(tmp_path), "127.0.0.1", 0)["child_exit"](None, SimpleNamespace(age=_OTHER))
    worker.accept(listener)
    assert worker.nr_conns == 3
