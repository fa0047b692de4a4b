"""What keeping records and reports up to date costs the write path: with a worker that follows, and without."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.server import CHECKOUT
from bench.subject import REST, Subject
from tests.live_server import LiveServer

_STATEMENTS, _TURNS = 10_000, 2
_ALONE = "500 a request, no worker"
_FOLLOWED = "500 a request, a worker that follows without a pause"


def measure(subject: Subject) -> Lines:
    """Write by turns; the last turn of each counts. Workers follow once a minute, here all the time."""
    server = subject.target.server
    assert server
    for turn in range(_TURNS):
        seed = REST + 1_000_003 * (turn + 1)
        alone = subject.load(_ALONE, _batches(subject, seed), 2, 500)
        with _following(server):
            followed = subject.load(_FOLLOWED, _batches(subject, seed + 1), 2, 500)
    yield alone
    yield replace(followed, goals=(Goal(0.8, of=_ALONE),))


def _batches(subject: Subject, seed: int) -> list[bytes]:
    return subject.requests.writes(_STATEMENTS, 500, seed)


@contextmanager
def _following(server: LiveServer) -> Iterator[None]:
    """Let a process of its own follow the store, as a worker is one."""
    assert server.store
    command = [sys.executable, "-m", "bench.following", server.store.name]
    with subprocess.Popen(
        command, env=server.environment, cwd=CHECKOUT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        yield
        process.terminate()


PART = StorePart("projecting", 66, measure, hallway_only=True)
