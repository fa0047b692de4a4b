"""The learner's own page over HTTP: of median learners and of some with ten times as many statements."""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bench import visitors
from bench.client import drive
from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Line
from bench.subject import Subject
from tests.live_server import LiveServer

# Of 10,000 people with 5,000,000 statements a median learner has 500.
_LEARNERS = {500: range(24), 5_000: range(24, 30)}
_GOAL = Goal(100, median=True, most=True)


def looked_at(subject: Subject, suffix: str = "") -> Lines:
    """Let them come in, count everybody once, then look at pages that no process has seen."""
    server = subject.target.server
    assert server
    assert server.store
    whose = {size: _live(server, size) for size in _LEARNERS}
    yield _counted(server, suffix)
    subject.target.analyse()
    for size, people in whose.items():
        pages = _pages(subject, server, people)
        name = f"page of {size:,} statements{suffix}"
        yield _looked(subject, f"{name}, first look", pages)
        visitors.live(server.lrs, server.store, dict.fromkeys(_LEARNERS[size], 1))
        yield _looked(subject, f"{name}, one came since", pages)
        yield _looked(subject, f"{name}, again", pages)


def _live(server: LiveServer, size: int) -> Sequence[UUID]:
    assert server.store
    return list(
        visitors.live(server.lrs, server.store, dict.fromkeys(_LEARNERS[size], size)).values()
    )


def _counted(server: LiveServer, suffix: str) -> Line:
    """Say how many people a second are folded and counted, as after an upgrade."""
    assert server.store
    begun = time.perf_counter()
    people = server.lrs.reports.rebuild(server.store, _said)
    seconds = time.perf_counter() - begun
    print(file=sys.stderr)
    return Line(f"people counted anew{suffix}, as after an upgrade", people / seconds)


def _said(done: int, everybody: int) -> None:
    print(f"\r  {done:,} of {everybody:,} people counted", end="", file=sys.stderr)


def _pages(subject: Subject, server: LiveServer, people: Sequence[UUID]) -> list[bytes]:
    assert server.store
    host, port = subject.target.address
    return [
        f"GET /app/record HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        for token in visitors.tokens(server.lrs, server.store, people)
    ]


def _looked(subject: Subject, name: str, pages: Sequence[bytes]) -> Line:
    """Look at each once, one after the other."""
    used = subject.target.cpu()
    outcome = drive(subject.target.address, pages, 1)
    line = Line.of(name, outcome, cpu=subject.target.cpu() - used)
    return replace(line, goals=(_GOAL,))


PART = StorePart("record_page", 310, looked_at, hallway_only=True)
