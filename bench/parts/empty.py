"""An empty Flask answer behind the same gunicorn: with its own worker of threads, and with Hallway's."""

from pathlib import Path

from bench.part import Lines, MachinePart
from bench.server import empty
from bench.subject import SINGLES, Subject


def measure(folder: Path) -> Lines:
    for name, plain in (("empty Flask POST", ("plain",)), ("the same, Hallway's worker", ())):
        with empty(folder, *plain) as target:
            subject = Subject(target, folder, 0, large=False)
            requests = subject.requests.writes(16_000, 1, SINGLES)
            for clients in (8, 32):
                yield subject.load(f"{name}, {clients} clients", requests, clients)


PART = MachinePart("empty", 20, measure)
