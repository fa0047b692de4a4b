"""Projections of records as they are kept: a row for each person, made from statements and made again at will."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

import zstandard
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    select,
)

from lrs.database import Dialect, StatementId, metadata, store_key
from lrs.storage.chunks import chunks

# `place` is that of the newest statement of the store at that time; `ground` says by which code and
# rules and for which identifiers it was made: it holds for no other ones.
record_projections = Table(
    "record_projections",
    metadata,
    store_key(),
    Column("person_id", StatementId, primary_key=True),
    Column("ground", String(64), nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
_LEVEL = 3


class Kept(NamedTuple):
    """A projection as compressed JSON, on which ground it was made, and how far the statements went then."""

    ground: str
    place: int
    content: bytes

    @staticmethod
    def packed(ground: str, place: int, json: bytes) -> "Kept":
        return Kept(ground, place, zstandard.compress(json, _LEVEL))

    def unpacked(self) -> bytes:
        return zstandard.decompress(self.content)


class RecordProjections:
    """The projections of one store, by the ids under which people are known."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def of(self, person_id: UUID, ground: str) -> Kept | None:
        """Give the projection of somebody if it was made on this ground."""
        row = record_projections.c
        query = select(row.place, row.content).where(
            self._mine, row.person_id == person_id, row.ground == ground
        )
        found = self._connection.execute(query).first()
        if found is None:
            return None
        return Kept(ground, found.place, found.content)

    def put(self, dialect: Dialect, kept: Mapping[UUID, Kept]) -> None:
        """Keep these in the place of those that there are."""
        add = dialect.insert(record_projections)
        names = ("ground", "place", "content")
        change = add.on_conflict_do_update(
            index_elements=list(record_projections.primary_key.columns),
            set_={name: add.excluded[name] for name in names},
        )
        values = [
            {"store_id": self._store_id, "person_id": person, **each._asdict()}
            for person, each in kept.items()
        ]
        if values:
            self._connection.execute(change, values)

    def remove(self, people: Collection[UUID]) -> None:
        for some in chunks(people):
            whose = record_projections.c.person_id.in_(some)
            self._connection.execute(delete(record_projections).where(self._mine, whose))

    @property
    def _mine(self) -> ColumnElement[bool]:
        return record_projections.c.store_id == self._store_id
