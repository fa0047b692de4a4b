"""Statements by the batch, and what they take on disk."""

from dataclasses import replace

import orjson

from bench import corpus
from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Line, Peers
from bench.subject import FIFTIES, FILL, MORE, Subject

_RAW = {"sqlite": "raw SQLite", "postgresql": "raw PostgreSQL"}
_PEERS = Peers(8500, 200)


def measure(subject: Subject) -> Lines:
    before = subject.target.size()
    # Apart, and so first: what the filled store has to count would be counted beside it.
    following = _next(subject) if subject.kind else None
    filled = subject.fill()
    if filled:
        yield _compared(filled, f"{_RAW.get(subject.kind)}, 500 rows a transaction")
        yield following or _next(subject)
    if filled and subject.kind:
        yield _disk(subject, before)
    fifties = subject.requests.writes(10_000, 50, FIFTIES)
    line = subject.load("50 a request, 8 clients", fifties, 8, 50)
    yield replace(line, peers=Peers(3470, 190))


def _next(subject: Subject) -> Line:
    """Go on where 20,000 statements are stored: these came in a second, to workers that knew nobody yet."""
    with subject.apart() as own:
        own.fill()
        more = own.requests.writes(20_000, 500, MORE)
        line = own.load("the next 20,000 so", more, 2, 500)
    return _compared(line, f"{_RAW.get(subject.kind)}, the next 20,000 so")


def _compared(line: Line, raw: str) -> Line:
    return replace(line, peers=_PEERS, goals=(Goal(1 / 3, of=raw), Goal(3, of=PEER)))


def _disk(subject: Subject, before: int) -> Line:
    """Compare what the statements take, indexes included, with their own JSON."""
    sent = sum(len(orjson.dumps(each)) for each in corpus.statements(subject.held, FILL))
    share = (subject.target.size() - before) / sent
    return Line("bytes on disk for each byte of JSON", share, goals=(Goal(0.8, most=True),))


PART = StorePart("batches", 10, measure)
