"""A Citus that runs can't be slowed: the bench takes the one that is named for it, or says that there is none."""

from pathlib import Path

import pytest

from bench.parts import slow_disk
from bench.server import Target, _postgresql
from bench.subject import Subject
from tests.postgresql import citus

USUAL, SLOW = "postgresql://usual/postgres", "postgresql://slow/postgres"


@pytest.fixture(autouse=True)
def usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLWAY_TEST_CITUS_URL", USUAL)
    monkeypatch.delenv("HALLWAY_TEST_SLOW_CITUS_URL", raising=False)


def test_without_slow_disks_none_are_measured(tmp_path: Path) -> None:
    target = Target("http://127.0.0.1:9/xapi/", "key", "secret", database=f"{USUAL}/bench")
    [note] = slow_disk.measure(Subject(target, tmp_path, 0, large=False))
    assert "left out" in note.text


def test_what_is_preloaded_stands_on_the_slow_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLWAY_TEST_SLOW_CITUS_URL", SLOW)
    monkeypatch.setattr(citus, "fresh_database", lambda server, name: f"{name} at {server}")
    with _postgresql({"LD_PRELOAD": "slow.so"}) as slow, _postgresql({}) as fast:
        assert (slow, fast) == (f"slow at {SLOW}", f"bench at {USUAL}")
