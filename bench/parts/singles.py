"""One statement a request."""

from dataclasses import replace

from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Peers
from bench.subject import SINGLES, Subject

_PEERS = {1: Peers(106, 80), 8: Peers(128, 118), 32: Peers(135, 104)}


def measure(subject: Subject) -> Lines:
    subject.fill()
    singles = subject.requests.writes(12_000, 1, SINGLES)
    for clients, part in ((1, singles[:2000]), (8, singles[2000:6000]), (32, singles[6000:])):
        line = subject.load(f"one a request, {clients} clients", part, clients)
        goals = (Goal(0.4, of=f"empty Flask POST, {clients} clients"), Goal(20, of=PEER))
        yield replace(line, peers=_PEERS[clients], goals=goals if clients == 32 else ())


PART = StorePart("singles", 20, measure)
