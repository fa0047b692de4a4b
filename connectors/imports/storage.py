"""Handed-in files of one store: how far each is, its pieces, its faults, and what it told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy import Connection as Sql

from connectors.imports.tables import import_faults, import_pieces, imported_events, imports
from lrs.database import Dialect


class Stage(StrEnum):
    """How far a file is; three are the worker's, and each of them fails in its own way."""

    HANDED = "handed in"
    TRYING = "trying"
    TRIED = "tried"
    TELLING = "telling"
    TOLD = "told"
    UNDOING = "taking back"
    UNDONE = "taken back"
    FAILED = "not readable"
    STOPPED = "stopped"
    STUCK = "stuck"


WORKING = (Stage.TRYING, Stage.TELLING, Stage.UNDOING)


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was handed in.

    Of `total` events `at` are worked through: `told`, `known` before, `silent` (nothing to tell), or `faults`.
    """

    store_id: int
    id: UUID
    connection_id: UUID
    file: str
    size: int
    reading: str
    state: Stage
    reason: str
    at: int
    total: int
    told: int
    known: int
    silent: int
    faults: int
    by: str
    created: int
    claimed: int
    finished: int | None

    @property
    def busy(self) -> bool:
        return self.state in WORKING

    @property
    def percent(self) -> int:
        return min(100, 100 * self.at // self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of a file."""

    place: int
    message: str


@dataclass(frozen=True, slots=True)
class Imported:
    """An event that a file told, the `times`-th time since it was taken back."""

    id: UUID
    import_id: UUID
    times: int
    statements: tuple[str, ...]
    undone: bool


class Imports:
    """The files of one store."""

    def __init__(self, sql: Sql, store_id: int) -> None:
        self._sql = sql
        self._store_id = store_id

    def add(self, made: Import) -> None:
        self._sql.execute(imports.insert().values({n: getattr(made, n) for n in Import.__slots__}))

    def change(self, import_id: UUID, **values: object) -> None:
        mine = update(imports).where(*self._of(imports, id=import_id))
        self._sql.execute(mine.values(values))

    def claim(self, import_id: UUID, now: int, until: int) -> bool:
        """Take it for this worker alone; False when another has it."""
        free = update(imports).where(*self._of(imports, id=import_id), imports.c.claimed <= now)
        return self._sql.execute(free.values(claimed=until)).rowcount == 1

    def find(self, import_id: UUID) -> Import | None:
        found = self._select(*self._of(imports, id=import_id))
        return found[0] if found else None

    def of_connection(self, connection_id: UUID) -> list[Import]:
        """Give them newest first."""
        return self._select(*self._of(imports, connection_id=connection_id))

    def waiting(self, now: int) -> list[Import]:
        """Give those on which a worker should be and none is, oldest first."""
        mine = imports.c.store_id == self._store_id
        found = self._select(mine, imports.c.state.in_(WORKING), imports.c.claimed <= now)
        return found[::-1]

    def put(self, import_id: UUID, number: int, content: bytes) -> None:
        row = {"store_id": self._store_id, "import_id": import_id, "number": number}
        self._sql.execute(import_pieces.insert().values({**row, "content": content}))

    def piece(self, import_id: UUID, number: int) -> bytes | None:
        here = self._of(import_pieces, import_id=import_id, number=number)
        found: bytes | None = self._sql.scalar(select(import_pieces.c.content).where(*here))
        return found

    def forget_file(self, import_id: UUID) -> None:
        self._sql.execute(
            delete(import_pieces).where(*self._of(import_pieces, import_id=import_id))
        )

    def forget_files(self, connection_id: UUID, before: int) -> None:
        """Throw away the files of this connection that were handed in before, but no file in work."""
        old = select(imports.c.id).where(
            *self._of(imports, connection_id=connection_id),
            imports.c.created < before,
            imports.c.state.not_in(WORKING),
        )
        mine = import_pieces.c.store_id == self._store_id
        self._sql.execute(delete(import_pieces).where(mine, import_pieces.c.import_id.in_(old)))

    def remove(self, import_id: UUID) -> None:
        """Forget a file that told nothing which still counts."""
        self.forget_file(import_id)
        self.clear_faults(import_id)
        self._sql.execute(delete(imports).where(*self._of(imports, id=import_id)))

    def remove_all(self, connection_id: UUID) -> None:
        """Forget the files of a connection, and what they told."""
        for each in self.of_connection(connection_id):
            self.remove(each.id)
        of = self._of(imported_events, connection_id=connection_id)
        self._sql.execute(delete(imported_events).where(*of))

    def clear_faults(self, import_id: UUID) -> None:
        self._sql.execute(
            delete(import_faults).where(*self._of(import_faults, import_id=import_id))
        )

    def fault(self, import_id: UUID, faults: Collection[Fault]) -> None:
        """Note faults; one place keeps its first."""
        if not faults:
            return
        here = self._of(import_faults, import_id=import_id)
        places = {each.place: each.message for each in reversed(list(faults))}
        query = select(import_faults.c.place).where(*here, import_faults.c.place.in_(places))
        for place in set(places) - set(self._sql.scalars(query)):
            row = {"store_id": self._store_id, "import_id": import_id, "place": place}
            self._sql.execute(import_faults.insert().values({**row, "message": places[place]}))

    def faults(self, import_id: UUID, limit: int) -> list[Fault]:
        here = self._of(import_faults, import_id=import_id)
        query = select(import_faults.c.place, import_faults.c.message).where(*here)
        rows = self._sql.execute(query.order_by(import_faults.c.place).limit(limit))
        return [Fault(*row) for row in rows]

    def known(self, connection_id: UUID, ids: Collection[UUID]) -> dict[UUID, Imported]:
        """Give what files told of these events before."""
        of = self._of(imported_events, connection_id=connection_id)
        return {each.id: each for each in self._imported(*of, imported_events.c.id.in_(ids))}

    def remember(self, dialect: Dialect, connection_id: UUID, events: Sequence[Imported]) -> None:
        """Note what a file told; what was taken back before is told by this file now."""
        if not events:
            return
        again = [each.id for each in events if each.times]
        if again:
            of = self._of(imported_events, connection_id=connection_id)
            self._sql.execute(delete(imported_events).where(*of, imported_events.c.id.in_(again)))
        dialect.append_rows(
            self._sql, imported_events, [self._row(connection_id, each) for each in events]
        )

    def _row(self, connection_id: UUID, event: Imported) -> tuple[object, ...]:
        """Give a value for every column in the table's order."""
        told = " ".join(event.statements)
        return (
            self._store_id,
            connection_id,
            event.id,
            event.import_id,
            event.times,
            told,
            event.undone,
        )

    def told_by(self, import_id: UUID, limit: int) -> list[Imported]:
        """Give some of what a file told and what still counts."""
        here = self._of(imported_events, import_id=import_id, undone=False)
        return self._imported(*here, limit=limit)

    def count_told_by(self, import_id: UUID) -> int:
        here = self._of(imported_events, import_id=import_id, undone=False)
        return self._sql.scalar(select(func.count()).select_from(imported_events).where(*here)) or 0

    def take_back(self, connection_id: UUID, ids: Collection[UUID]) -> None:
        mine = update(imported_events).where(
            *self._of(imported_events, connection_id=connection_id), imported_events.c.id.in_(ids)
        )
        self._sql.execute(mine.values(undone=True))

    def _select(self, *where: ColumnElement[bool]) -> list[Import]:
        query = select(*(imports.c[name] for name in Import.__slots__)).where(*where)
        rows = self._sql.execute(query.order_by(imports.c.created.desc(), imports.c.id))
        return [Import(**{**row._asdict(), "state": Stage(row.state)}) for row in rows]

    def _imported(self, *where: ColumnElement[bool], limit: int | None = None) -> list[Imported]:
        table = imported_events.c
        query = select(table.id, table.import_id, table.times, table.statements, table.undone)
        rows = self._sql.execute(query.where(*where).limit(limit))
        return [
            Imported(r.id, r.import_id, r.times, tuple(r.statements.split()), r.undone)
            for r in rows
        ]

    def _of(self, table: Table, **values: object) -> list[ColumnElement[bool]]:
        given = [table.c[name] == value for name, value in values.items()]
        return [table.c.store_id == self._store_id, *given]
