"""An empty Flask answer behind the same gunicorn."""

from pathlib import Path

from bench.part import Lines, MachinePart
from bench.server import empty
from bench.subject import SINGLES, Subject


def measure(folder: Path) -> Lines:
    with empty(folder) as target:
        subject = Subject(target, folder, 0, large=False)
        requests = subject.requests.writes(16_000, 1, SINGLES)
        for clients in (8, 32):
            yield subject.load(f"empty Flask POST, {clients} clients", requests, clients)


PART = MachinePart("empty", 20, measure)
