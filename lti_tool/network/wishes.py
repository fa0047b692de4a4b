"""Wishes: whether others may name somebody, and whether they are asked once a week."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.network.tables import network_wishes


class Wish(NamedTuple):
    """What somebody chose; everybody begins with yes."""

    named: bool = True
    weekly: bool = True


class Wishes:
    """The wishes of the people of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def of(self, person_id: UUID) -> Wish:
        columns = network_wishes.c
        query = select(columns.named, columns.weekly).where(
            columns.store_id == self._store_id, columns.person_id == person_id
        )
        row = self._connection.execute(query).first()
        return Wish(*row) if row else Wish()

    def unwilling(self, wish: str) -> set[UUID]:
        """Give those who switched off `named` or `weekly`."""
        columns = network_wishes.c
        off = columns[wish].is_(False)
        query = select(columns.person_id).where(columns.store_id == self._store_id, off)
        return set(self._connection.scalars(query))

    def keep(self, person_id: UUID, wish: Wish, now: int) -> None:
        key = {"store_id": self._store_id, "person_id": person_id}
        values = {**wish._asdict(), "changed": now}
        add = self._dialect.insert(network_wishes).values(**key, **values)
        columns = list(network_wishes.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=columns, set_=values))
