"""The disk is full: 503 with Retry-After, reading goes on, and writing too as soon as there is room."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.processes import wait_until, web_workers
from tests.live.writers import Promises, Target, check, everything, writing
from tests.live_server import LiveServer

_MEBIBYTE = 1024 * 1024


def test_a_file_that_may_not_grow_is_a_503_and_loses_nothing(
    tmp_path: Path, start_server: Callable[[str], LiveServer]
) -> None:
    """A limit on the workers' files stands for the full disk; nobody needs to be root for it."""
    server = start_server(f"sqlite:///{tmp_path}/hallway.db").with_new_store()
    target, promises = Target(server), Promises()
    largest = max(path.stat().st_size for path in tmp_path.glob("hallway.db*"))
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in web_workers(server)}
    with writing(target, promises):
        wait_until(lambda: len(promises.acknowledged) > 20, 30, "writing began")
        for pid, (_, hard) in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest // 2, hard))
        _full(target, promises)
        before = len(promises.acknowledged)
        for pid, limit in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)
        _room_again(promises, before)
    check(target, promises)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    options = f"size={24 * _MEBIBYTE}"
    mount = ["mount", "-t", "tmpfs", "-o", options, "hallway-test", str(folder)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk; the test above stands in for this one")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_is_a_503_and_loses_nothing(
    small_disk: Path, start_server: Callable[[str], LiveServer]
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * 18 * _MEBIBYTE)
    server = start_server(f"sqlite:///{small_disk}/hallway.db").with_new_store()
    target, promises = Target(server), Promises()
    with writing(target, promises, size=50):
        _full(target, promises)
        before = len(promises.acknowledged)
        ballast.unlink()
        _room_again(promises, before)
    check(target, promises)


def _full(target: Target, promises: Promises) -> None:
    refused = promises.statuses.get(503, 0)
    wait_until(lambda: promises.statuses.get(503, 0) > refused + 30, 60, "it said 503")
    assert everything(target), "what is stored can be read"


def _room_again(promises: Promises, before: int) -> None:
    wait_until(lambda: len(promises.acknowledged) > before + 3, 30, "writing went on")
    assert set(promises.statuses) == {200, 503}
    assert promises.retry_after == {"2"}
    assert promises.broken == 0
