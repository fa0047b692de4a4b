"""What the bench asks of a store that takes turns with another one."""

from pathlib import Path

import pytest

from bench.part import StorePart
from bench.parts import reading, state
from bench.server import Target
from bench.subject import Subject
from tests.live_server import LiveServer


@pytest.fixture
def subject(live_server: LiveServer, tmp_path: Path) -> Subject:
    """A store with few statements, and no time for all that the bench would ask."""
    assert live_server.key
    key, secret = live_server.key.key, live_server.key.secret
    target = Target(live_server.endpoint, key, secret, server=live_server)
    return Subject(target, tmp_path, size=500, large=False, seconds=0.2)


@pytest.mark.parametrize("part", [state.PART, reading.PART], ids=lambda part: part.name)
def test_nothing_is_asked_for_that_was_not_written(part: StorePart, subject: Subject) -> None:
    assert not any(line.refused for line in part.measure(subject))


def test_a_turn_leaves_its_worker_nothing_to_count(
    subject: Subject, live_server: LiveServer
) -> None:
    assert live_server.store
    subject.fill()
    subject.target.catch_up()
    assert not live_server.lrs.reports.waits_since(live_server.store)
