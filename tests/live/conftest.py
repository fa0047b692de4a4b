"""Servers for tests that kill them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live_server import LiveServer, start
from tests.postgresql.shared import database_url


@pytest.fixture
def own_url(kind: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that this test alone uses."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/hallway.db"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return database_url(tmp_path_factory, f"live_own_{worker}")


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[[str], LiveServer]]:
    """Give url -> a server with two workers on that database, as often as asked."""
    started: list[LiveServer] = []

    def server(url: str) -> LiveServer:
        one = start(tmp_path, url, HALLWAY_WORKERS="2", HALLWAY_THREADS="8")
        started.append(one)
        return one

    yield server
    for one in started:
        one.stop()


@pytest.fixture
def server(own_url: str, start_server: Callable[[str], LiveServer]) -> LiveServer:
    """A server with a store and a key."""
    return start_server(own_url).with_new_store()
