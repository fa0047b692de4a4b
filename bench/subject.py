"""The record store under test, as a part of the bench sees it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.client import Outcome, drive
from bench.report import Line, Note, Peers
from bench.requests import Requests
from bench.server import Target, hallway

FILL, SINGLES, FIFTIES, MORE, REST = 1, 2, 3, 5, 10  # seeds
_STEP = 50_000  # statements that are made, and then sent, at a time


@dataclass
class Subject:
    """A target with requests to it, a folder of the part's own, and how many statements it has.

    No load takes much longer than so many seconds, but for filling the store.
    """

    target: Target
    folder: Path
    size: int
    large: bool
    seconds: float = inf
    held: int = field(default=0, init=False)

    @property
    def requests(self) -> Requests:
        return Requests(self.target.path, self.target.headers)

    @property
    def kind(self) -> str:
        """Name the database, nothing for another record store."""
        return self.target.kind

    def plain(self, told: Line | Note) -> Line | Note:
        """Give a line of another record store without Hallway's goals."""
        if self.kind or isinstance(told, Note):
            return told
        return replace(told, peers=Peers(), goals=())

    def load(
        self, name: str, requests: Sequence[bytes], clients: int, per_request: int = 1
    ) -> Line:
        """Drive one kind of work; its rate counts statements where a request carries several."""
        return self._load(name, requests, clients, per_request, self.seconds)

    def _load(
        self, name: str, requests: Sequence[bytes], clients: int, per_request: int, seconds: float
    ) -> Line:
        used = self.target.cpu()
        outcome: Outcome = drive(self.target.address, requests, clients, seconds)
        return Line.of(name, outcome, per_request, self.target.cpu() - used)

    def fill(self) -> Line | None:
        """Store the statements that all parts read, unless they are there; gives how fast it went."""
        if self.held:
            return None
        self.held = self.size
        batches = self.requests.writes(self.size, 500, FILL)
        return self._load("500 a request, 2 clients", batches, 2, 500, inf)

    @contextmanager
    def apart(self) -> Iterator["Subject"]:
        """Give one with a Hallway and a database of its own, as what is large would change all other figures.

        It has no worker: that would count millions for reports, for an hour. Another record store stays.
        """
        if not self.kind:
            yield self
            return
        with TemporaryDirectory(dir=self.folder) as name:
            folder = Path(name)
            with hallway(self.kind, folder, worker=False) as target:
                yield replace(self, target=target, folder=folder)

    def grow(self, size: int) -> None:
        """Fill the store up to a size, and say now and then how far that is."""
        self.fill()
        while self.held < size:
            some = min(_STEP, size - self.held)
            batches = self.requests.writes(some, 500, REST + self.held)
            outcome = drive(self.target.address, batches, 2)
            assert not outcome.refused, outcome.statuses
            self.held += some
            rate = outcome.rate * 500
            print(f"  {self.held:,} of {size:,} statements, {rate:,.0f} a second", file=sys.stderr)
