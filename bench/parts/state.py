"""State documents."""

from dataclasses import replace

from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Peers
from bench.subject import Subject


def measure(subject: Subject) -> Lines:
    puts, gets = subject.requests.states(2000)
    for name, requests, peer in (("PUT", puts, 205), ("GET", gets, 308)):
        line = subject.load(f"state {name}, 8 clients", requests, 8)
        yield replace(line, peers=Peers(None, peer), goals=(Goal(10, of=PEER),))


PART = StorePart("state", 130, measure)
