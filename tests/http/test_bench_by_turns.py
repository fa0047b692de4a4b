"""What the bench asks of a store that takes turns with another one."""

from argparse import Namespace
from contextlib import nullcontext
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from bench.part import Lines, StorePart
from bench.parts import reading, state
from bench.report import Note
from bench.run import by_turns
from bench.server import Target
from bench.subject import Subject
from tests.live_server import LiveServer

_STATEMENTS = 500


@pytest.fixture
def target(live_server: LiveServer) -> Target:
    assert live_server.key
    key, secret = live_server.key.key, live_server.key.secret
    return Target(live_server.endpoint, key, secret, server=live_server)


@pytest.mark.parametrize("part", [state.PART, reading.PART], ids=lambda part: part.name)
def test_nothing_is_asked_for_that_was_not_written(
    part: StorePart, target: Target, tmp_path: Path
) -> None:
    in_a_hurry = Subject(target, tmp_path, _STATEMENTS, large=False, seconds=0.2)
    assert not any(line.refused for line in part.measure(in_a_hurry))


def test_no_turn_leaves_the_next_one_something_to_count(
    target: Target, live_server: LiveServer, tmp_path: Path
) -> None:
    def measure(subject: Subject) -> Lines:
        assert live_server.store
        yield Note(str(live_server.lrs.reports.waits_since(live_server.store)))
        subject.fill()

    part = StorePart("writing", 10, measure)
    asked = Namespace(statements=_STATEMENTS, large=False, seconds=inf)
    both = [(name, nullcontext(target)) for name in ("one", "other")]
    said = by_turns([part], both, asked, tmp_path)
    assert said["other"] == [Note("None")]


def test_what_is_large_fills_a_store_of_its_own(
    target: Target, live_server: LiveServer, tmp_path: Path
) -> None:
    subject = Subject(replace(target, database="sqlite:///"), tmp_path, _STATEMENTS, large=True)
    with subject.apart() as alone:
        assert alone.fill()
        assert _waits(alone.target.server)
    assert not _waits(live_server)


def _waits(server: LiveServer | None) -> bool:
    assert server
    assert server.store
    return server.lrs.reports.waits_since(server.store) is not None
