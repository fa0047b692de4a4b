"""Sorting a chunk of a file: what is to be told, what was told before, and what can't be."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from connectors.connector import Placed
from connectors.event import Event
from connectors.imports.office import Office
from connectors.imports.storage import Fault, Import, Imported
from connectors.run import Runner, letter_id
from connectors.storage import Connection
from connectors.telling import Told


class Sorted(NamedTuple):
    """A chunk of a file: what is to be told and remembered, what is wrong, and what needs nothing."""

    told: list[Told]
    remember: list[Imported]
    faults: list[Fault]
    known: int
    silent: int
    places: dict[str, int]


class Sorter:
    """Knows what files told before, and what came another way."""

    def __init__(self, office: Office, runner: Runner) -> None:
        self._office = office
        self._runner = runner
        self._lrs = office.desk.lrs

    def sort(
        self, connection: Connection, made: Import, chunk: Sequence[Placed], seen: set[UUID]
    ) -> Sorted:
        """Say what is to be told of a chunk: nothing twice, and anew what was taken back."""
        keys = [letter_id(connection.id, each.event) for each in chunk]
        before = self._office.read(made.store_id, lambda known: known.known(connection.id, keys))
        fresh: dict[str, tuple[Placed, Imported]] = {}
        for key, placed in zip(keys, chunk, strict=True):
            was = before.get(key)
            if key not in seen and (was is None or was.undone):
                times = was.times + 1 if was else 0
                event = _anew(placed.event, times)
                fresh[event.id] = (placed, Imported(key, made.id, times, (), False))
            seen.add(key)
        told, dead = self._runner.telling(connection).tell(
            [_anew(placed.event, told.times) for placed, told in fresh.values()]
        )
        places = {name: placed.place for name, (placed, _) in fresh.items()}
        speaking = [each for each in told if each.statements]
        new = self._not_told(connection, speaking)
        return Sorted(
            new,
            [_remembered(fresh[each.event.id][1], each) for each in new],
            [Fault(places[each.event.id], each.reason) for each in dead],
            len(chunk) - len(fresh) + len(speaking) - len(new),
            len(told) - len(speaking),
            places,
        )

    def _not_told(self, connection: Connection, told: Sequence[Told]) -> list[Told]:
        """Leave out what came another way, if anything did: the ids say that it is the same event."""
        if connection.last_event is None:
            return list(told)
        ids = [UUID(s["id"]) for each in told for s in each.statements]
        there = self._lrs.known(connection.store_id, ids)
        return [e for e in told if not all(UUID(s["id"]) in there for s in e.statements)]


def _anew(event: Event, times: int) -> Event:
    """Name an event that was taken back so that it can be told once more under other ids."""
    return Event(f"{event.id}#{times}", event.kind, event.body) if times else event


def _remembered(known: Imported, told: Told) -> Imported:
    ids = tuple(each["id"] for each in told.statements)
    return Imported(known.id, known.import_id, known.times, ids, False)


class Tally:
    """What a file came to so far."""

    def __init__(
        self, at: int = 0, told: int = 0, known: int = 0, silent: int = 0, faults: int = 0
    ) -> None:
        self.at, self.told, self.known, self.silent, self.faults = at, told, known, silent, faults

    def add(self, size: int, told: int, found: Sorted) -> None:
        self.at += size
        self.told += told
        self.known += found.known
        self.silent += found.silent
        self.faults += len(found.faults)
