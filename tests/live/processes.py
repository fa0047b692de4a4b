"""The processes of a running server."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.live_server import LiveServer


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True
    ).stdout
    pairs = (map(int, line.split()) for line in listed.splitlines())
    return [child for child, parent in pairs if parent == pid]


def web_workers(server: LiveServer) -> list[int]:
    """Give gunicorn's workers; the companion, which writes exports, is none of them."""
    return [pid for pid in children(server.process.pid) if b"--companion" not in _command(pid)]


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def kill_all(server: LiveServer) -> None:
    """Kill the server and all its workers at once, as a power cut would."""
    family = [server.process.pid, *children(server.process.pid)]
    os.kill(server.process.pid, signal.SIGSTOP)  # so that it starts no new ones meanwhile
    for pid in family[1:] + family[:1]:
        kill(pid)
    server.process.wait(30)


def wait_until(holds: Callable[[], object], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} within {seconds} s"
        time.sleep(0.1)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
