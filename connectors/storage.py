"""Connections of one store, with what they brought and what could not be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, delete, func, select, update
from sqlalchemy import Connection as Sql

from connectors.tables import (
    connections,
    dead_letters,
    deliveries,
    event_parts,
    paused_connections,
    paused_people,
)
from lrs.database import Dialect


class State(StrEnum):
    """Whether a connection works."""

    ACTIVE = "active"
    PAUSED = "paused"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection as it is kept; `settings` and `destination` are sealed."""

    store_id: int
    id: UUID
    kind: str
    name: str
    settings: bytes
    destination: bytes
    state: State
    cursor: str
    reason: str
    failures: int
    aggregate: bool
    raw_days: int
    created: int
    created_by: str
    claimed: int
    next_run: int
    last_run: int | None
    last_event: int | None
    told: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery as it is kept; `content` is sealed, `due` None when its work is done."""

    store_id: int
    connection_id: UUID
    id: UUID
    content: bytes
    received: int
    tries: int
    due: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a whole as it is kept; `content` is sealed."""

    store_id: int
    connection_id: UUID
    id: UUID
    whole: str
    content: bytes
    received: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that could not be told; `content` is sealed."""

    store_id: int
    connection_id: UUID
    id: UUID
    event_id: str
    kind: str
    content: bytes
    reason: str
    buried: int


class Connections:
    """The connections of one store."""

    def __init__(self, sql: Sql, dialect: Dialect, store_id: int) -> None:
        self._sql = sql
        self._dialect = dialect
        self._store_id = store_id
        self._mine = connections.c.store_id == store_id

    def add(self, connection: Connection) -> None:
        self._sql.execute(connections.insert().values(_values(connection)))

    def all(self) -> list[Connection]:
        query = _connection_query().where(self._mine).order_by(connections.c.name)
        return [_connection(row) for row in self._sql.execute(query)]

    def find(self, connection_id: UUID) -> Connection | None:
        query = _connection_query().where(self._mine, connections.c.id == connection_id)
        row = self._sql.execute(query).first()
        return _connection(row) if row else None

    def change(self, connection_id: UUID, **values: object) -> None:
        mine = update(connections).where(self._mine, connections.c.id == connection_id)
        self._sql.execute(mine.values(values))

    def count_told(self, connection_id: UUID, number: int) -> None:
        mine = update(connections).where(self._mine, connections.c.id == connection_id)
        self._sql.execute(mine.values(told=connections.c.told + number))

    def claim(self, connection_id: UUID, now: int, until: int) -> bool:
        """Take it for this worker alone; False when another has it."""
        free = update(connections).where(
            self._mine, connections.c.id == connection_id, connections.c.claimed <= now
        )
        return self._sql.execute(free.values(claimed=until)).rowcount == 1

    def remove(self, connection_id: UUID) -> None:
        """Forget a connection with its deliveries and dead letters; its statements stay."""
        for table in (deliveries, event_parts, dead_letters, paused_connections):
            self._sql.execute(
                delete(table).where(
                    table.c.store_id == self._store_id, table.c.connection_id == connection_id
                )
            )
        self._sql.execute(delete(connections).where(self._mine, connections.c.id == connection_id))

    def bury(self, letters: Iterable[DeadLetter]) -> None:
        """Keep dead letters; one that is there already gets the newer reason."""
        for letter in letters:
            self.exhume(letter.connection_id, letter.id)
            self._sql.execute(dead_letters.insert().values(_values(letter)))

    def exhume(self, connection_id: UUID, letter_id: UUID) -> None:
        self._sql.execute(
            delete(dead_letters).where(
                dead_letters.c.store_id == self._store_id,
                dead_letters.c.connection_id == connection_id,
                dead_letters.c.id == letter_id,
            )
        )

    def dead_letters(self, connection_id: UUID, offset: int, limit: int) -> list[DeadLetter]:
        query = (
            select(*(dead_letters.c[name] for name in DeadLetter.__slots__))
            .where(
                dead_letters.c.store_id == self._store_id,
                dead_letters.c.connection_id == connection_id,
            )
            .order_by(dead_letters.c.buried.desc(), dead_letters.c.id)
        )
        found = self._sql.execute(query.offset(offset).limit(limit))
        return [DeadLetter(*row) for row in found]

    def count_dead(self) -> dict[UUID, int]:
        query = (
            select(dead_letters.c.connection_id, func.count())
            .where(dead_letters.c.store_id == self._store_id)
            .group_by(dead_letters.c.connection_id)
        )
        return {row[0]: row[1] for row in self._sql.execute(query)}

    def keep(self, delivery: Kept) -> None:
        self._sql.execute(deliveries.insert().values(_values(delivery)))

    def keep_pieces(self, pieces: Sequence[Piece]) -> None:
        """Keep parts; one that is there already comes anew."""
        for piece in pieces:
            self._sql.execute(delete(event_parts).where(*_is(event_parts, piece)))
            self._sql.execute(event_parts.insert().values(_values(piece)))

    def pieces(self, connection_id: UUID, whole: str) -> Sequence[bytes]:
        query = select(event_parts.c.content).where(
            event_parts.c.store_id == self._store_id,
            event_parts.c.connection_id == connection_id,
            event_parts.c.whole == whole,
        )
        return list(self._sql.scalars(query))

    def settle(self, delivery: Kept, **values: object) -> None:
        """Note what became of a delivery."""
        self._sql.execute(update(deliveries).where(*_is(deliveries, delivery)).values(values))

    def settle_all(self, kept: Sequence[Kept]) -> None:
        """Note that the work of deliveries of one connection is done."""
        done = update(deliveries).where(
            deliveries.c.store_id == self._store_id,
            deliveries.c.connection_id == kept[0].connection_id,
            deliveries.c.id.in_([each.id for each in kept]),
        )
        self._sql.execute(done.values(due=None, reason=""))

    def pause(self, person_id: UUID, since: int | None) -> None:
        """Tell nothing about a person from now on, or, with None, tell again."""
        mine = (paused_people.c.store_id == self._store_id) & (
            paused_people.c.person_id == person_id
        )
        self._sql.execute(delete(paused_people).where(mine))
        if since is not None:
            row = {"store_id": self._store_id, "person_id": person_id, "since": since}
            self._sql.execute(paused_people.insert().values(row))

    def pause_at(self, connection_id: UUID, person_id: UUID, since: int | None) -> None:
        """Let one connection tell nothing about a person, or, with None, tell again."""
        here = {"store_id": self._store_id, "connection_id": connection_id, "person_id": person_id}
        mine = [paused_connections.c[name] == value for name, value in here.items()]
        self._sql.execute(delete(paused_connections).where(*mine))
        if since is not None:
            self._sql.execute(paused_connections.insert().values({**here, "since": since}))

    def paused_at(self, connection_id: UUID) -> Sequence[UUID]:
        query = select(paused_connections.c.person_id).where(
            paused_connections.c.store_id == self._store_id,
            paused_connections.c.connection_id == connection_id,
        )
        return list(self._sql.scalars(query))

    def paused_by(self, person_id: UUID) -> set[UUID]:
        """Give the connections that a person paused."""
        query = select(paused_connections.c.connection_id).where(
            paused_connections.c.store_id == self._store_id,
            paused_connections.c.person_id == person_id,
        )
        return set(self._sql.scalars(query))

    def paused(self) -> Sequence[UUID]:
        query = select(paused_people.c.person_id).where(paused_people.c.store_id == self._store_id)
        return list(self._sql.scalars(query))


class Waiting:
    """What waits in one store."""

    def __init__(self, sql: Sql, store_id: int) -> None:
        self._sql = sql
        self._store_id = store_id

    def due(self, now: int) -> list[Connection]:
        query = _connection_query().where(
            connections.c.store_id == self._store_id,
            connections.c.state == State.ACTIVE,
            connections.c.next_run <= now,
        )
        return [_connection(row) for row in self._sql.execute(query)]

    def deliveries(self, now: int, limit: int) -> list[Kept]:
        query = (
            select(*(deliveries.c[name] for name in Kept.__slots__))
            .where(deliveries.c.store_id == self._store_id, deliveries.c.due <= now)
            .order_by(deliveries.c.due, deliveries.c.connection_id)
            .limit(limit)
        )
        return [Kept(*row) for row in self._sql.execute(query)]

    def last_deliveries(self, connection_id: UUID, limit: int) -> list[Kept]:
        """Give what a connection brought last, newest first."""
        query = (
            select(*(deliveries.c[name] for name in Kept.__slots__))
            .where(
                deliveries.c.store_id == self._store_id,
                deliveries.c.connection_id == connection_id,
            )
            .order_by(deliveries.c.received.desc(), deliveries.c.id)
        )
        return [Kept(*row) for row in self._sql.execute(query.limit(limit))]

    def forget(self, connection: Connection, before: int) -> None:
        """Throw away the raw deliveries whose work was done, and parts, whose days are over."""
        old = delete(deliveries).where(
            deliveries.c.store_id == self._store_id,
            deliveries.c.connection_id == connection.id,
            deliveries.c.due.is_(None),
            deliveries.c.received < before,
        )
        self._sql.execute(old)
        parts = delete(event_parts).where(
            event_parts.c.store_id == self._store_id,
            event_parts.c.connection_id == connection.id,
            event_parts.c.received < before,
        )
        self._sql.execute(parts)


def called(sql: Sql, connection_id: UUID) -> Connection | None:
    """Find the connection of a webhook: its id is the only thing that the call brings, and it says which store."""
    row = sql.execute(_connection_query().where(connections.c.id == connection_id)).first()
    return _connection(row) if row else None


def _connection_query() -> Select[Any]:
    return select(*(connections.c[name] for name in Connection.__slots__))


def _connection(row: Row[Any]) -> Connection:
    values = row._asdict()
    return Connection(**{**values, "state": State(values["state"])})


def _is(table: Table, kept: Kept | Piece) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.store_id == kept.store_id,
        table.c.connection_id == kept.connection_id,
        table.c.id == kept.id,
    )


def _values(kept: Connection | Kept | Piece | DeadLetter) -> dict[str, object]:
    return {name: getattr(kept, name) for name in type(kept).__slots__}
