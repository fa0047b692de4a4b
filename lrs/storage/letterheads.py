"""Letterheads: what a store's transcripts show of its organisation besides the name."""

from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    select,
)

from lrs.database import metadata

letterheads = Table(
    "letterheads",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("signatory", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("logo", LargeBinary, nullable=False),
    Column("logo_type", String(8), nullable=False),
)


class KeptLetterhead(NamedTuple):
    """Who signs, how they are reached, and a picture: svg, png or jpg, empty without one."""

    signatory: str = ""
    contact: str = ""
    logo: bytes = b""
    logo_type: str = ""


class Letterheads:
    """The letterhead of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def get(self) -> KeptLetterhead:
        table = letterheads.c
        query = select(table.signatory, table.contact, table.logo, table.logo_type)
        row = self._connection.execute(query.where(table.store_id == self._store_id)).first()
        return KeptLetterhead(*row) if row else KeptLetterhead()

    def set(self, kept: KeptLetterhead) -> None:
        self._connection.execute(
            delete(letterheads).where(letterheads.c.store_id == self._store_id)
        )
        values = {"store_id": self._store_id, **kept._asdict()}
        self._connection.execute(letterheads.insert().values(values))
