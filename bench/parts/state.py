"""State documents."""

from dataclasses import replace

from bench.goal import PEER, Goal
from bench.part import Lines, StorePart
from bench.report import Peers
from bench.subject import Subject


def measure(subject: Subject) -> Lines:
    subject.target.catch_up()
    puts, gets = subject.requests.states(2000)
    put = subject.load("state PUT, 8 clients", puts, 8)
    got = subject.load("state GET, 8 clients", gets[: put.through], 8)
    for line, peer in ((put, 205), (got, 308)):
        yield replace(line, peers=Peers(None, peer), goals=(Goal(10, of=PEER),))


PART = StorePart("state", 130, measure)
