"""The office: what an administrator does with files that are handed in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import IO, Any, TypeVar
from uuid import UUID, uuid4

import orjson

from connectors.connector import Files, Handed
from connectors.desk import Desk
from connectors.imports.pieces import Pieces
from connectors.imports.storage import Fault, Import, Imports, Stage
from connectors.registry import connector
from connectors.storage import Connection
from lrs import Conflict, InvalidRequest, NotFound, Violation

Made = TypeVar("Made")
ERRAND = "imports"
MOST_FAULTS = 10_000  # are kept of one file; the others are only counted
_AGAIN = {
    Stage.FAILED: Stage.TRYING,
    Stage.STOPPED: Stage.TELLING,
    Stage.STUCK: Stage.UNDOING,
}
_NOTHING_YET = {"at": 0, "told": 0, "known": 0, "silent": 0, "faults": 0, "reason": ""}


class Office:
    """Files of all connections; the worker does what takes long (imports/work.py)."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._database = desk.lrs.database
        self._pieces = Pieces(self._database, desk.seal)

    def hand_in(
        self,
        connection: Connection,
        name: str,
        content: IO[bytes],
        by: str,
        reading: Mapping[str, Any] | None = None,
    ) -> Import:
        """Keep a file; where nobody has to say how to read it, it is tried at once. Raises InvalidRequest."""
        kind = files_of(connection)
        if not name.lower().endswith(kind.endings):
            raise _wrong(f"{kind.title} takes files that end in {', '.join(kind.endings)}.")
        new = self._new(connection, PurePath(name).name[:200], by)
        self.write(connection.store_id, lambda known: known.add(new))
        size = self._pieces.take_in(connection.store_id, new.id, content, kind.largest)
        if not size:
            self.write(connection.store_id, lambda known: known.remove(new.id))
            raise _wrong("This file is empty.")
        self._change(new, size=size)
        if reading is not None or not kind.asks:
            self.read_as(self.find(connection.store_id, new.id), reading or {})
        return self.find(connection.store_id, new.id)

    def read_as(self, made: Import, reading: Mapping[str, Any]) -> None:
        """Say how to read a file, and let it be tried anew."""
        if made.state not in (Stage.HANDED, Stage.TRIED, Stage.FAILED):
            raise Conflict(
                "Another reading is for files that have told nothing; take it back first."
            )
        text = orjson.dumps(dict(reading)).decode()
        self._begin(made, Stage.TRYING, reading=text, total=0, **_NOTHING_YET)

    def tell(self, made: Import) -> None:
        """Let what was tried be told. Raises Conflict."""
        if made.state is not Stage.TRIED:
            raise Conflict("A file is tried before it is told.")
        self._begin(made, Stage.TELLING, **_NOTHING_YET)

    def undo(self, made: Import) -> None:
        """Let what a file told be voided. Raises Conflict."""
        if made.state not in (Stage.TOLD, Stage.STOPPED):
            raise Conflict("Only what was told can be taken back.")
        total = self.read(made.store_id, lambda known: known.count_told_by(made.id))
        self._begin(made, Stage.UNDOING, at=0, total=total, reason="")

    def again(self, made: Import) -> None:
        """Go on with what failed. Raises Conflict."""
        if made.state not in _AGAIN:
            raise Conflict("This file didn't fail.")
        self._begin(made, _AGAIN[made.state], reason="")

    def remove(self, made: Import) -> None:
        """Forget a file of which nothing counts. Raises Conflict."""
        if made.busy or self.read(made.store_id, lambda known: known.count_told_by(made.id)):
            raise Conflict("What this file told still counts; take it back first.")
        self.write(made.store_id, lambda known: known.remove(made.id))

    def all(self, connection: Connection) -> list[Import]:
        return self.read(connection.store_id, lambda known: known.of_connection(connection.id))

    def find(self, store_id: int, import_id: UUID) -> Import:
        """Raise NotFound."""
        found = self.read(store_id, lambda known: known.find(import_id))
        if found is None:
            raise NotFound("There is no such file.")
        return found

    def faults(self, made: Import, limit: int = MOST_FAULTS) -> list[Fault]:
        return self.read(made.store_id, lambda known: known.faults(made.id, limit))

    @contextmanager
    def opened(self, connection: Connection, made: Import) -> Iterator[Handed]:
        """Give a file as its connector reads it."""
        with self._pieces.opened(made) as content:
            reading = orjson.loads(made.reading)
            yield Handed(made.file, content, self.desk.settings(connection), reading)

    def write(self, store_id: int, work: Callable[[Imports], Made]) -> Made:
        return self._database.write(lambda sql: work(Imports(sql, store_id)))

    def read(self, store_id: int, work: Callable[[Imports], Made]) -> Made:
        with self._database.reading() as sql:
            return work(Imports(sql, store_id))

    def _begin(self, made: Import, stage: Stage, **values: object) -> None:
        self._change(made, state=stage, claimed=0, finished=None, **values)
        self.desk.lrs.queue.send(ERRAND)

    def _change(self, made: Import, **values: object) -> None:
        self.write(made.store_id, lambda known: known.change(made.id, **values))

    def _new(self, connection: Connection, name: str, by: str) -> Import:
        return Import(
            store_id=connection.store_id,
            id=uuid4(),
            connection_id=connection.id,
            file=name,
            size=0,
            reading="{}",
            state=Stage.HANDED,
            reason="",
            at=0,
            total=0,
            told=0,
            known=0,
            silent=0,
            faults=0,
            by=by,
            created=self.desk.clock(),
            claimed=0,
            finished=None,
        )


def files_of(connection: Connection) -> Files:
    """Raise Conflict for a connection that takes no files."""
    kind = connector(connection.kind)
    if not isinstance(kind, Files):
        raise Conflict(f"{kind.title} takes no files.")
    return kind


def _wrong(message: str) -> InvalidRequest:
    return InvalidRequest(Violation("file", message, "hallway"))
