"""A client fast enough not to be what is measured: prepared bytes over kept connections, own processes."""

import multiprocessing
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from math import inf
from multiprocessing.connection import Connection as Pipe
from statistics import quantiles
from typing import NamedTuple

_PROCESSES = 2


@dataclass(frozen=True)
class Outcome:
    """What a load came to: seconds for all of it, and for each answer; `cpu` is the client's own.

    `through` says how many of the first requests were all answered.
    """

    seconds: float
    latencies: list[float]
    statuses: Counter[int]
    cpu: float
    through: int = 0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    @property
    def accepted(self) -> float:
        """Requests a second that were not refused."""
        return (len(self.latencies) - self.refused) / self.seconds

    def percentile(self, percent: int) -> float:
        """Give milliseconds."""
        if len(self.latencies) < 2:
            return self.latencies[0] * 1000
        return quantiles(self.latencies, n=100)[percent - 1] * 1000

    @property
    def refused(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 300)


class _Result(NamedTuple):
    """What one process of the client saw."""

    begin: float
    end: float
    latencies: list[float]
    statuses: Counter[int]
    cpu: float


@dataclass
class _Line:
    """One kept connection and what it has read of the answer it waits for."""

    sock: socket.socket
    sent: float = 0.0
    read: bytearray = field(default_factory=bytearray)

    def send(self, request: bytes) -> None:
        self.read.clear()
        self.sent = time.monotonic()
        self.sock.sendall(request)

    def status(self) -> int:
        """Read what has come; give the status once the answer is whole, else 0."""
        piece = self.sock.recv(1 << 18)
        if not piece:
            raise ConnectionError("The server closed a kept connection.")
        self.read += piece
        head = self.read.find(b"\r\n\r\n")
        if head < 0:
            return 0
        headers = bytes(self.read[:head]).lower()
        start = headers.find(b"content-length:")
        length = int(headers[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
        return int(headers[9:12]) if len(self.read) >= head + 4 + length else 0


def drive(
    address: tuple[str, int], requests: Sequence[bytes], connections: int, seconds: float = inf
) -> Outcome:
    """Send requests over so many connections at once, each answered before the next is sent.

    After so many seconds no more are sent, and those that are under way are waited for.
    """
    processes = min(_PROCESSES, connections)
    context = multiprocessing.get_context("fork")
    start = context.Barrier(processes)
    pipes = []
    for number in range(processes):
        mine = requests[number::processes]
        lines = len(range(number, connections, processes))
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(address, mine, lines, seconds, start, theirs))
        worker.start()
        theirs.close()
        pipes.append((ours, worker))
    return _together([_received(pipe, worker) for pipe, worker in pipes])


def _received(pipe: Pipe, worker: multiprocessing.process.BaseProcess) -> _Result:
    result: _Result = pipe.recv()
    worker.join()
    return result


def _together(results: list[_Result]) -> Outcome:
    seconds = max(each.end for each in results) - min(each.begin for each in results)
    latencies = [late for each in results for late in each.latencies]
    statuses: Counter[int] = Counter()
    for each in results:
        statuses += each.statuses
    through = min(len(each.latencies) for each in results) * len(results)
    return Outcome(seconds, latencies, statuses, sum(each.cpu for each in results), through)


def _work(
    address: tuple[str, int],
    requests: Sequence[bytes],
    connections: int,
    seconds: float,
    start: object,
    pipe: Pipe,
) -> None:
    lines = [_Line(socket.create_connection(address, timeout=120)) for _ in range(connections)]
    for line in lines:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    start.wait()  # type: ignore[attr-defined]
    begin, used = time.monotonic(), time.process_time()
    latencies, statuses = _exchange(lines, _until(begin + seconds, requests))
    used = time.process_time() - used
    pipe.send(_Result(begin, time.monotonic(), latencies, statuses, used))


def _until(end: float, requests: Sequence[bytes]) -> Iterator[bytes]:
    return takewhile(lambda _: time.monotonic() < end, requests)


def _exchange(lines: list[_Line], waiting: Iterator[bytes]) -> tuple[list[float], Counter[int]]:
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    with selectors.DefaultSelector() as selector:
        for line, request in zip(lines, waiting, strict=False):
            selector.register(line.sock, selectors.EVENT_READ, line)
            line.send(request)
        while selector.get_map():
            for ready, _ in selector.select(timeout=120):
                status = ready.data.status()
                if status:
                    latencies.append(time.monotonic() - ready.data.sent)
                    statuses[status] += 1
                    following = next(waiting, None)
                    if following is None:
                        selector.unregister(ready.fileobj)
                    else:
                        ready.data.send(following)
    return latencies, statuses
