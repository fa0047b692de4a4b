"""The learner's page and the reports beside 10,000 others with 5,000,000 statements; only with SIZE=large."""

import sys

from bench import visitors
from bench.part import Lines, StorePart
from bench.parts import record_page, reports
from bench.subject import Subject
from tests.live_server import LiveServer

_OTHERS, _OF_EACH = 10_000, 496
_FIRST = 1_000  # those who are looked at have lower numbers


def measure(subject: Subject) -> Lines:
    with subject.apart() as alone:
        server = alone.target.server
        assert server
        assert server.store
        _let_others_live(server)
        yield from record_page.looked_at(alone, f", {_OTHERS:,} others")
        yield from reports.looked_at(server.lrs, server.store, _OTHERS, visitors.LAST_DAY)


def _let_others_live(server: LiveServer) -> None:
    assert server.store
    for number in range(_FIRST, _FIRST + _OTHERS):
        visitors.live(server.lrs, server.store, {number: _OF_EACH})
        if number % 100 == 99:
            print(f"\r  {number - _FIRST + 1:,} of {_OTHERS:,} people", end="", file=sys.stderr)
    print(file=sys.stderr)


PART = StorePart("many_learners", 910, measure, hallway_only=True, large_only=True)
