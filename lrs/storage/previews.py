"""Previews: accounts with which an LMS shows its teachers what a student sees. They are nobody."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from lrs.database import Dialect
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.person_tables import previews
from lrs.storage.tables import identities


class Previews:
    """The previews of one store, by their identifiers; statements about them are kept and counted nowhere."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def has(self, identifier: str) -> bool:
        named = previews.c.key == self._key(identifier)
        return self._connection.scalar(select(previews.c.key).where(self._mine, named)) is not None

    def add(self, dialect: Dialect, identifier: str, now: int) -> None:
        values = {"key": self._key(identifier), "identifier": identifier, "since": now}
        add = dialect.insert(previews).values(store_id=self._store_id, **values)
        self._connection.execute(add.on_conflict_do_nothing())

    def among(self, people_ids: Collection[UUID]) -> set[UUID]:
        """Say which of these people have an identifier of a preview."""
        found = set[UUID]()
        for chunk in chunks(list(people_ids)):
            here = identities.c.person_id.in_(chunk)
            found.update(self._connection.scalars(self.people().where(here)))
        return found

    def people(self) -> Select[tuple[UUID]]:
        """Ask for the people that statements about previews made."""
        same = and_(
            identities.c.store_id == previews.c.store_id, identities.c.key == previews.c.key
        )
        return select(identities.c.person_id).join(previews, same).where(self._mine)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return previews.c.store_id == self._store_id

    def _key(self, identifier: str) -> int:
        return index_key(self._store_id, "identity", identifier)
