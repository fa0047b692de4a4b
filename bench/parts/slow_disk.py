"""The same on a disk whose fsync takes 2 ms: requests have to share commits."""

import tempfile
from dataclasses import replace
from pathlib import Path

from bench.goal import Goal
from bench.part import Lines, StorePart
from bench.report import Note
from bench.server import hallway
from bench.slow_disk import NoCompiler, library
from bench.subject import SINGLES, Subject
from tests.postgresql import citus


def measure(subject: Subject) -> Lines:
    if subject.kind == "postgresql" and citus.given() and not citus.given(slow=True):
        yield Note("No Citus on slow disks is named, so the slow disk is left out.")
        return
    # PostgreSQL runs as another user, who may not look into the bench's own folder.
    with tempfile.TemporaryDirectory(prefix="hallway-slow-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            preload = library(folder)
        except NoCompiler as error:
            yield Note(str(error))
            return
        with hallway(subject.kind, folder, preload) as target:
            yield from _singles(Subject(target, folder, 0, large=False))


def _singles(slow: Subject) -> Lines:
    """One client shows that the disk is slow, many that it doesn't matter; eight before them, as with `singles`."""
    requests = slow.requests.writes(10_000, 1, SINGLES)
    yield slow.load("fsync of 2 ms: one a request, 1 client", requests[:500], 1)
    yield slow.load("fsync of 2 ms: one a request, 8 clients", requests[500:2_500], 8)
    line = slow.load("fsync of 2 ms: one a request, 32 clients", requests[2_500:], 32)
    yield replace(line, goals=(Goal(2000),))


# First of all, while the worker of the other server has nothing to count.
PART = StorePart("slow_disk", 5, measure, hallway_only=True)
