"""A line in front of the database: what arrives during a commit is stored by the next one (ADR 9).

A commit waits for the disk. Who comes in the meantime lines up; the first of them then stores
what all of them brought, in one transaction, and each is answered after that commit. Who is there
is looked up when the transaction has begun, so those come along who came while another process
was writing.
"""

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection

from lrs.database import Database
from lrs.errors import LrsError, TemporarilyUnavailable

Item = TypeVar("Item")
Made = TypeVar("Made")


class Work(Protocol[Item, Made]):
    """What is done with the items of a line."""

    def order(self, connection: Connection, first: Item) -> None:
        """Wait for the turn of this process, where there is one to wait for."""

    def fits(self, taken: Sequence[Item], following: Item) -> bool:
        """Say whether one more can be stored together with some."""

    def store(self, connection: Connection, items: Sequence[Item]) -> Made:
        """Store what can be stored. May run several times, and touches nothing but the connection."""

    def again(self, item: Item, error: Exception) -> Item | None:
        """Give another try for an item that could not be stored alone, or None."""

    def committed(self, made: Made) -> Mapping[int, Exception]:
        """Learn what the transaction brought home, and give the refusals by the items' numbers."""


class Place(Generic[Item]):
    """A place in the line; `done` once the item is stored or refused. Who takes it has to settle it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.done = False
        self.refusal: Exception | None = None
        self._call = threading.Lock()
        self._call.acquire()

    def wait(self) -> None:
        """Sleep until somebody calls."""
        self._call.acquire()

    def call(self) -> None:
        """Wake the thread that waits: it is done, or it is the first in line."""
        self._call.release()


class CommitLine(Generic[Item, Made]):
    """One line of a process."""

    def __init__(self, database: Database, work: Work[Item, Made]) -> None:
        self._database = database
        self._work = work
        self._line: deque[Place[Item]] = deque()
        self._door = threading.Lock()
        self._storing = False  # whether somebody is; who comes then waits to be called

    def enter(self, item: Item) -> Place[Item]:
        """Take a place. Nobody behind it is stored before it is settled: do so at once."""
        place = Place(item)
        with self._door:
            self._line.append(place)
            first, self._storing = not self._storing, True
        if first:
            place.call()
        return place

    def settle(self, place: Place[Item]) -> None:
        """Return once the item is safe on disk; raises what refuses it."""
        place.wait()
        if not place.done:
            self._store_first()
        if place.refusal is not None:
            raise place.refusal

    def _store_first(self) -> None:
        """Store what stands at the front of the line, then call the next one and those who are done."""
        mine = self._line[0]
        places: list[Place[Item]] = []
        try:
            self._store(places)
        finally:
            left = [each for each in places or self._take(places) if not each.done]
            _refuse(left, TemporarilyUnavailable("The server stops; nothing was acknowledged."))
            with self._door:
                self._storing = bool(self._line)
                if self._line:
                    self._line[0].call()
            for place in places:
                if place is not mine:
                    place.call()

    def _next(self) -> list[Place[Item]]:
        """Take from the front of the line those that are stored together."""
        with self._door:
            taken = [self._line.popleft()]
            items = [taken[0].item]
            while self._line and self._work.fits(items, self._line[0].item):
                taken.append(self._line.popleft())
                items.append(taken[-1].item)
            return taken

    def _take(self, places: list[Place[Item]]) -> list[Place[Item]]:
        places += self._next()
        return places

    def _store(self, places: list[Place[Item]]) -> None:
        """Store places; an empty list takes those of the line when it is their turn."""
        try:
            self._together(places)
        except Exception as error:  # noqa: BLE001 (each gets its own answer, below)
            if len(places or self._take(places)) == 1:
                self._store_again(places[0], error)
            elif isinstance(error, LrsError):
                _refuse(places, error)
            else:
                # One of them is to blame; alone, each shows whether it is the one.
                for place in places:
                    self._store([place])

    def _store_again(self, place: Place[Item], error: Exception) -> None:
        again = self._work.again(place.item, error)
        if again is None:
            _refuse([place], error)
        else:
            place.item = again
            self._store([place])

    def _together(self, places: list[Place[Item]]) -> None:
        def work(connection: Connection) -> Made:
            # Whoever came while this process waited for its turn comes along.
            self._work.order(connection, (places or self._line)[0].item)
            some = [each.item for each in places or self._take(places)]
            return self._work.store(connection, some)

        refusals = self._work.committed(self._database.write(work))
        for number, place in enumerate(places):
            place.refusal = refusals.get(number)
            place.done = True


def _refuse(places: Sequence[Place[Item]], error: Exception) -> None:
    for place in places:
        place.refusal = error
        place.done = True
