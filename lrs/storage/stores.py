"""Stores: one organisation's record each."""

from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from lrs.storage.tables import stores


@dataclass(frozen=True, slots=True)
class Store:
    """One organisation's record. `time_zone` is an IANA name; `created` in microseconds."""

    id: int
    name: str
    title: str
    time_zone: str


class Stores:
    """All stores of this database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, title: str, time_zone: str, now: int) -> Store:
        added = self._connection.execute(
            stores.insert().values(name=name, title=title, time_zone=time_zone, created=now)
        )
        (store_id,) = added.inserted_primary_key or (0,)
        return Store(store_id, name, title, time_zone)

    def named(self, name: str) -> Store | None:
        return _store(self._connection.execute(_QUERY.where(stores.c.name == name)).first())

    def by_id(self, store_id: int) -> Store | None:
        return _store(self._connection.execute(_QUERY.where(stores.c.id == store_id)).first())

    def all(self) -> list[Store]:
        rows = self._connection.execute(_QUERY.order_by(stores.c.name))
        return [Store(*row) for row in rows]


_QUERY = select(stores.c.id, stores.c.name, stores.c.title, stores.c.time_zone)


def _store(row: Row[int, str, str, str] | None) -> Store | None:
    return None if row is None else Store(*row)
