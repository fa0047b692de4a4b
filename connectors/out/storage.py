"""The outlets of one store, and what goes out by them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, select, update

from connectors.out.outlet import Fate, Kind, Message, Outlet
from connectors.out.tables import messages, outlets
from connectors.storage import State


class Outlets:
    """The outlets of one store."""

    def __init__(self, sql: Connection, store_id: int) -> None:
        self._sql = sql
        self._store_id = store_id
        self._mine = outlets.c.store_id == store_id

    def add(self, outlet: Outlet) -> None:
        self._sql.execute(outlets.insert().values(_values(outlet)))

    def all(self) -> list[Outlet]:
        query = _query().where(self._mine).order_by(outlets.c.name, outlets.c.id)
        return [_outlet(row) for row in self._sql.execute(query)]

    def find(self, outlet_id: UUID) -> Outlet | None:
        row = self._sql.execute(_query().where(self._mine, outlets.c.id == outlet_id)).first()
        return _outlet(row) if row else None

    def due(self, now: int) -> list[Outlet]:
        active = (outlets.c.state == State.ACTIVE, outlets.c.next_run <= now)
        return [_outlet(row) for row in self._sql.execute(_query().where(self._mine, *active))]

    def change(self, outlet_id: UUID, **values: object) -> None:
        mine = update(outlets).where(self._mine, outlets.c.id == outlet_id)
        self._sql.execute(mine.values(values))

    def count_sent(self, outlet_id: UUID, number: int, now: int) -> None:
        mine = update(outlets).where(self._mine, outlets.c.id == outlet_id)
        self._sql.execute(mine.values(sent=outlets.c.sent + number, last_sent=now))

    def claim(self, outlet_id: UUID, now: int, until: int) -> bool:
        """Take it for this worker alone; False when another has it."""
        free = (outlets.c.id == outlet_id, outlets.c.claimed <= now)
        taken = update(outlets).where(self._mine, *free).values(claimed=until)
        return self._sql.execute(taken).rowcount == 1

    def remove(self, outlet_id: UUID) -> None:
        of = (messages.c.store_id == self._store_id, messages.c.outlet_id == outlet_id)
        self._sql.execute(delete(messages).where(*of))
        self._sql.execute(delete(outlets).where(self._mine, outlets.c.id == outlet_id))


class Messages:
    """What goes out by one outlet."""

    def __init__(self, sql: Connection, outlet: Outlet) -> None:
        self._sql = sql
        self._of = (messages.c.store_id == outlet.store_id, messages.c.outlet_id == outlet.id)

    def add(self, made: Iterable[Message]) -> None:
        """Keep messages; one whose id is there already was made before."""
        new = {each.id: each for each in made}
        for known in self._sql.scalars(self._select(messages.c.id, messages.c.id.in_(new))):
            del new[known]
        if new:
            self._sql.execute(messages.insert(), [_values(each) for each in new.values()])

    def due(self, now: int, limit: int) -> list[Message]:
        waiting = (messages.c.fate == Fate.WAITING, messages.c.due <= now)
        query = self._query(*waiting).order_by(messages.c.due, messages.c.made, messages.c.id)
        return self._found(query.limit(limit))

    def latest(self, limit: int) -> list[Message]:
        """Give the last ones, newest first."""
        return self._found(
            self._query().order_by(messages.c.made.desc(), messages.c.id).limit(limit)
        )

    def with_fate(self, fate: Fate, limit: int) -> list[Message]:
        query = self._query(messages.c.fate == fate).order_by(messages.c.made.desc(), messages.c.id)
        return self._found(query.limit(limit))

    def find(self, message_id: UUID) -> Message | None:
        found = self._found(self._query(messages.c.id == message_id))
        return found[0] if found else None

    def count(self, fate: Fate) -> int:
        return self._sql.scalar(self._select(func.count(), messages.c.fate == fate)) or 0

    def change(self, message_id: UUID, **values: object) -> None:
        mine = update(messages).where(*self._of, messages.c.id == message_id)
        self._sql.execute(mine.values(values))

    def remove(self, message_id: UUID) -> None:
        self._sql.execute(delete(messages).where(*self._of, messages.c.id == message_id))

    def forget(self, before: int) -> None:
        """Throw away what was delivered before this instant."""
        old = (messages.c.fate == Fate.DELIVERED, messages.c.made < before)
        self._sql.execute(delete(messages).where(*self._of, *old))

    def _select(self, what: Any, *where: ColumnElement[bool]) -> Select[Any]:
        return select(what).select_from(messages).where(*self._of, *where)

    def _query(self, *where: ColumnElement[bool]) -> Select[Any]:
        columns = (messages.c[name] for name in Message.__slots__)
        return select(*columns).where(*self._of, *where)

    def _found(self, query: Select[Any]) -> list[Message]:
        rows = [row._asdict() for row in self._sql.execute(query)]
        return [Message(**{**row, "fate": Fate(row["fate"])}) for row in rows]


def _query() -> Select[Any]:
    return select(*(outlets.c[name] for name in Outlet.__slots__))


def _outlet(row: Row[Any]) -> Outlet:
    values = row._asdict()
    return Outlet(**{**values, "state": State(values["state"]), "kind": Kind(values["kind"])})


def _values(kept: Outlet | Message) -> dict[str, object]:
    return {name: getattr(kept, name) for name in type(kept).__slots__}
