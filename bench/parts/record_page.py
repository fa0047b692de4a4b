"""The learner's own page over HTTP: of median learners and of some with ten times as many statements.

With SIZE=large beside 10,000 others, 5,000,000 statements in all, and then the reports of that store.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bench import visitors
from bench.client import drive
from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.parts import reports
from bench.report import Line
from bench.subject import Subject
from tests.live_server import LiveServer

# Of 10,000 people with 5,000,000 statements a median learner has 500.
_LEARNERS = {500: range(24), 5_000: range(24, 30)}
_OTHERS, _OF_EACH = 10_000, 496
_GOAL = Goal(100, median=True, most=True)


def measure(subject: Subject) -> Lines:
    """Let the worker count everybody once, then look at pages that no process has seen."""
    server = subject.target.server
    assert server
    assert server.store
    whose = {size: _live(server, size) for size in _LEARNERS}
    if subject.large:
        _let_others_live(server)
    yield _counted(server)
    subject.target.analyse()
    for size, people in whose.items():
        pages = _pages(subject, server, people)
        name = f"page of {size:,} statements"
        yield _looked(subject, f"{name}, first look", pages)
        visitors.live(server.lrs, server.store, dict.fromkeys(_LEARNERS[size], 1))
        yield _looked(subject, f"{name}, one came since", pages)
        yield _looked(subject, f"{name}, again", pages)
    if subject.large:
        yield from reports.looked_at(server.lrs, server.store, _OTHERS)


def _live(server: LiveServer, size: int) -> Sequence[UUID]:
    assert server.store
    return list(
        visitors.live(server.lrs, server.store, dict.fromkeys(_LEARNERS[size], size)).values()
    )


def _let_others_live(server: LiveServer) -> None:
    assert server.store
    for number in range(1_000, 1_000 + _OTHERS):
        visitors.live(server.lrs, server.store, {number: _OF_EACH})
        if number % 100 == 0:
            print(f"\r  {number - 1_000:,} of {_OTHERS:,} people", end="", file=sys.stderr)


def _counted(server: LiveServer) -> Line:
    """Say how many statements a second are folded and counted, as after an upgrade."""
    assert server.store
    begun = time.perf_counter()
    people = server.lrs.reports.refresh(server.store)
    seconds = time.perf_counter() - begun
    return Line("people counted anew, as after an upgrade", people / seconds)


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


PART = StorePart("record_page", 62, measure, hallway_only=True)
