"""A client fast enough not to be what is measured: prepared bytes over kept connections, own processes."""

import multiprocessing
import selectors
import socket
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from statistics import quantiles

_PROCESSES = 2


@dataclass(frozen=True)
class Outcome:
    """What a load came to: seconds for all of it, and for each answer."""

    seconds: float
    latencies: list[float]
    statuses: Counter[int]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, percent: int) -> float:
        """Give milliseconds."""
        return quantiles(self.latencies, n=100)[percent - 1] * 1000

    @property
    def refused(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 300)


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


def drive(address: tuple[str, int], requests: Sequence[bytes], connections: int) -> Outcome:
    """Send all requests over so many connections at once, each answered before the next is sent."""
    processes = min(_PROCESSES, connections)
    context = multiprocessing.get_context("fork")
    start = context.Barrier(processes)
    pipes = []
    for number in range(processes):
        mine = requests[number::processes]
        lines = len(range(number, connections, processes))
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(address, mine, lines, start, theirs))
        worker.start()
        theirs.close()
        pipes.append((ours, worker))
    return _together([_received(pipe, worker) for pipe, worker in pipes])


def _received(pipe: Pipe, worker: multiprocessing.process.BaseProcess) -> tuple:
    result = pipe.recv()
    worker.join()
    return result


def _together(results: list[tuple[float, float, list[float], Counter[int]]]) -> Outcome:
    seconds = max(end for _, end, _, _ in results) - min(begin for begin, _, _, _ in results)
    latencies = [each for _, _, some, _ in results for each in some]
    statuses: Counter[int] = Counter()
    for _, _, _, some in results:
        statuses += some
    return Outcome(seconds, latencies, statuses)


def _work(
    address: tuple[str, int], requests: Sequence[bytes], connections: int, start: object, pipe: Pipe
) -> None:
    lines = [_Line(socket.create_connection(address, timeout=120)) for _ in range(connections)]
    for line in lines:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    start.wait()  # type: ignore[attr-defined]
    begin = time.monotonic()
    latencies, statuses = _exchange(lines, requests)
    pipe.send((begin, time.monotonic(), latencies, statuses))


def _exchange(lines: list[_Line], requests: Sequence[bytes]) -> tuple[list[float], Counter[int]]:
    waiting = iter(requests)
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    with selectors.DefaultSelector() as selector:
        for line, request in zip(lines, waiting, strict=False):
            selector.register(line.sock, selectors.EVENT_READ, line)
            line.send(request)
        while len(latencies) < len(requests):
            for ready, _ in selector.select(timeout=120):
                status = ready.data.status()
                if status:
                    latencies.append(time.monotonic() - ready.data.sent)
                    statuses[status] += 1
                    following = next(waiting, None)
                    if following is not None:
                        ready.data.send(following)
    return latencies, statuses
