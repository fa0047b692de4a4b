"""The worker's part: files are tried, told and taken back, some hundred events at a time."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection as Sql

from connectors.connector import Placed
from connectors.desk import SECOND
from connectors.errors import ConnectorError, Retriable
from connectors.event import Event
from connectors.imports.office import MOST_FAULTS, Office, files_of
from connectors.imports.sorting import Sorted, Sorter, Tally
from connectors.imports.storage import Fault, Import, Imported, Imports, Stage
from connectors.run import Runner
from connectors.storage import Connection
from connectors.telling import Dead, Told
from lrs import LrsError, TemporarilyUnavailable, telling
from lrs import vocabulary as v

Item = TypeVar("Item")
_LOG = logging.getLogger("hallway")
_CHUNK = 500
_CLAIM = 60 * SECOND
_ENDS = {
    Stage.TRYING: (Stage.TRIED, Stage.FAILED),
    Stage.TELLING: (Stage.TOLD, Stage.STOPPED),
    Stage.UNDOING: (Stage.UNDONE, Stage.STUCK),
}


class Work:
    """Does what waits; a worker that dies leaves the rest to the next one, which tells nothing twice."""

    def __init__(self, office: Office, runner: Runner) -> None:
        self._office = office
        self._desk = office.desk
        self._runner = runner
        self._sorter = Sorter(office, runner)

    def work(self) -> None:
        for store in self._desk.lrs.stores():
            for made in self._waiting(store.id):
                self.advance(made)

    def _waiting(self, store_id: int) -> Sequence[Import]:
        now = self._desk.clock()
        return self._office.read(store_id, lambda known: known.waiting(now))

    def advance(self, made: Import) -> None:
        """Do all that is to be done with a file; what goes wrong is noted at it and raised nowhere."""
        if not self._claimed(made):
            return
        connection = self._desk.find(made.store_id, made.connection_id)
        good, bad = _ENDS[made.state]
        try:
            {
                Stage.TRYING: self._try,
                Stage.TELLING: self._tell,
                Stage.UNDOING: self._undo,
            }[made.state](connection, made)
        except (Retriable, TemporarilyUnavailable) as error:
            later = self._desk.clock() + _CLAIM
            self._change(made, reason=str(error), claimed=later)
        except (ConnectorError, LrsError) as error:
            _LOG.warning("Import %s: %s", made.id, error)
            self._change(made, state=bad, reason=str(error), finished=self._desk.clock(), claimed=0)
        else:
            self._change(made, state=good, reason="", finished=self._desk.clock(), claimed=0)

    def _try(self, connection: Connection, made: Import) -> None:
        """Count what telling would do; nothing is told. Begins anew when it was interrupted."""
        self._office.write(made.store_id, lambda known: known.clear_faults(made.id))
        tally = Tally()
        seen: set[UUID] = set()
        for chunk in self._chunks(connection, made, 0):
            found = self._sorter.sort(connection, made, chunk, seen)
            tally.add(len(chunk), len(found.told), found)
            kept = found.faults if tally.faults <= MOST_FAULTS else []
            self._noted(made, tally, kept)
        self._change(made, total=tally.at)

    def _noted(self, made: Import, tally: Tally, faults: Sequence[Fault]) -> None:
        self._office.write(made.store_id, lambda known: self._note(known, made, tally, faults))

    def _tell(self, connection: Connection, made: Import) -> None:
        tally = Tally(made.at, made.told, made.known, made.silent, made.faults)
        seen: set[UUID] = set()
        for chunk in self._chunks(connection, made, made.at):
            found = self._sorter.sort(connection, made, chunk, seen)
            tally = self._delivered(connection, made, found, tally, len(chunk))

    def _delivered(
        self, connection: Connection, made: Import, found: Sorted, before: Tally, size: int
    ) -> Tally:
        """Tell a chunk; what it told, how far the file is and the statements are one transaction."""
        after = before

        def note(sql: Sql, dead: Sequence[Dead]) -> None:
            nonlocal after
            refused = {each.event.id for each in dead}
            told = [
                e
                for t, e in zip(found.told, found.remember, strict=True)
                if t.event.id not in refused
            ]
            faults = [*found.faults, *(Fault(found.places[d.event.id], d.reason) for d in dead)]
            after = Tally(before.at, before.told, before.known, before.silent, before.faults)
            after.add(size, len(told), found._replace(faults=faults))
            known = Imports(sql, made.store_id)
            known.remember(self._desk.lrs.database.dialect, connection.id, told)
            self._note(known, made, after, faults if after.faults <= MOST_FAULTS else [])
            self._desk.at(sql, made.store_id).count_told(connection.id, len(told))

        self._runner.target(connection).deliver(found.told, [], note)
        return after

    def _note(self, known: Imports, made: Import, tally: Tally, faults: Sequence[Fault]) -> None:
        known.fault(made.id, faults)
        known.change(
            made.id,
            at=tally.at,
            told=tally.told,
            known=tally.known,
            silent=tally.silent,
            faults=tally.faults,
            claimed=self._desk.clock() + _CLAIM,
        )

    def _undo(self, connection: Connection, made: Import) -> None:
        at = made.at
        while events := self._office.read(
            made.store_id, lambda known: known.told_by(made.id, _CHUNK)
        ):
            at += len(events)
            self._taken_back(connection, made, events, at)

    def _taken_back(
        self, connection: Connection, made: Import, events: Sequence[Imported], at: int
    ) -> None:
        """Void what these events told; that they are taken back is in the same transaction."""

        def note(sql: Sql, dead: Sequence[Dead]) -> None:  # noqa: ARG001 (what can't be voided is void)
            known = Imports(sql, made.store_id)
            known.take_back(connection.id, [each.id for each in events])
            known.change(made.id, at=at, claimed=self._desk.clock() + _CLAIM)

        voided = [self._voiding(connection, each) for each in events]
        self._runner.target(connection).deliver(voided, [], note)

    def _voiding(self, connection: Connection, told: Imported) -> Told:
        iri = self._desk.origin(connection).iri
        actor = {"objectType": "Agent", "account": {"homePage": iri, "name": "connector"}}
        when = datetime.fromtimestamp(self._desk.clock() / SECOND, UTC)
        return Told(
            Event(str(told.id), "taken back", {}),
            [
                telling.statement(
                    iri, f"taken back/{each}", when, actor, v.VOIDED, telling.reference(each)
                )
                for each in told.statements
            ],
        )

    def _chunks(
        self, connection: Connection, made: Import, done: int
    ) -> Iterator[Sequence[Placed]]:
        with self._office.opened(connection, made) as handed:
            yield from _batched(islice(files_of(connection).placed(handed), done, None))

    def _claimed(self, made: Import) -> bool:
        now = self._desk.clock()
        return self._office.write(
            made.store_id, lambda known: known.claim(made.id, now, now + _CLAIM)
        )

    def _change(self, made: Import, **values: object) -> None:
        self._office.write(made.store_id, lambda known: known.change(made.id, **values))


def _batched(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    walked = iter(items)
    while chunk := list(islice(walked, _CHUNK)):
        yield chunk
