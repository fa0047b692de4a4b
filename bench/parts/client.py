"""How fast the client itself is: without that, it could be what is measured."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.client import drive
from bench.part import Lines, MachinePart
from bench.report import Line
from bench.requests import Requests
from tests.postgresql.cluster import free_port


def measure(_folder: Path) -> Lines:
    requests = Requests("/xapi/", {}).writes(8_000, 1, seed=2)
    longest = max(map(len, requests))
    padded = [each + b" " * (longest - len(each)) for each in requests]
    with responder(longest) as address:
        outcome = drive(address, padded * 3, 32)
    yield Line.of("the client alone, 32 clients", outcome, cpu=outcome.cpu)


@contextmanager
def responder(length: int) -> Iterator[tuple[str, int]]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.responder", str(port), str(length)])
    try:
        yield _reached(("127.0.0.1", port))
    finally:
        process.terminate()
        process.wait(30)


def _reached(address: tuple[str, int]) -> tuple[str, int]:
    for _ in range(100):
        try:
            socket.create_connection(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            return address
    raise AssertionError("The responder did not start within 5 s.")


PART = MachinePart("client", 10, measure)
