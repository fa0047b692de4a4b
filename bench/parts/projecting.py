"""What keeping records and reports up to date costs the write path: with a worker that follows, and without."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from operator import attrgetter

from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Line
from bench.server import CHECKOUT
from bench.subject import REST, Subject
from tests.live_server import LiveServer

_STATEMENTS, _TURNS = 25_000, 5  # some seconds each: a worker rests for as long
_ALONE = "500 a request, no worker"
_FOLLOWED = "500 a request, a worker that follows without a pause"


def measure(subject: Subject) -> Lines:
    """Write by turns; the median turn of each counts. Workers follow once a minute, here all the time."""
    server = subject.target.server
    assert server
    alone, followed = list[Line](), list[Line]()
    for turn in range(_TURNS):
        seed = REST + 1_000_003 * (turn + 1)
        alone.append(subject.load(_ALONE, _batches(subject, seed), 2, 500))
        with _following(server):
            followed.append(subject.load(_FOLLOWED, _batches(subject, seed + 1), 2, 500))
    yield _median(alone)
    yield replace(_median(followed), goals=(Goal(0.8, of=_ALONE),))


def _median(turns: list[Line]) -> Line:
    return sorted(turns, key=attrgetter("rate"))[len(turns) // 2]


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


PART = StorePart("projecting", 330, measure, hallway_only=True)
