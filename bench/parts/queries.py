"""Pages of 50 statements, filtered in every way."""

from dataclasses import replace

from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Line, Peers
from bench.requests import KINDS
from bench.subject import Subject

_PEERS = {
    "agent": Peers(29, 46),
    "verb": Peers(78, 7),
    "activity": Peers(40, 40),
    "registration": Peers(None, 69),
    "window": Peers(102, 30),
}
COMBINED = ("related agent", "related activity", "agent, verb and since", "all related and since")


def measure(subject: Subject) -> Lines:
    subject.fill()
    subject.target.catch_up()
    for kind in KINDS:
        yield query(subject, kind)


def query(subject: Subject, kind: str, suffix: str = "") -> Line:
    """Measure one kind; the combined ones may take longer, and nobody has figures of peers."""
    requests = subject.requests.queries(kind, 800)
    line = subject.load(f"50 by {kind}, 8 clients{suffix}", requests, 8)
    if kind in COMBINED:
        return replace(line, goals=(Goal(50, late=True, most=True),))
    goals = (Goal(10, of=PEER), Goal(20, late=True, most=True))
    return replace(line, peers=_PEERS[kind], goals=goals)


PART = StorePart("queries", 110, measure)
