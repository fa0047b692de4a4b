"""Files that one process makes and any other hands out: in pieces in the database, whole nowhere."""

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    select,
)

from lrs.database import metadata

# Pieces are counted from 0.
file_pieces = Table(
    "file_pieces",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("name", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


class Files:
    """The files of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def put(self, name: str, number: int, piece: bytes) -> None:
        """Keep one piece; the first one replaces whatever had this name."""
        if number == 0:
            self.remove(name)
        values = {"store_id": self._store_id, "name": name, "number": number}
        values |= {"size": len(piece), "content": piece}
        self._connection.execute(file_pieces.insert().values(values))

    def sizes(self, name: str) -> Sequence[int]:
        """Give the sizes of all pieces in bytes, in order; no file, no sizes."""
        query = select(file_pieces.c.size).where(self._named(name)).order_by(file_pieces.c.number)
        return list(self._connection.scalars(query))

    def piece(self, name: str, number: int) -> bytes | None:
        query = select(file_pieces.c.content)
        return self._connection.scalar(
            query.where(self._named(name), file_pieces.c.number == number)
        )

    def remove(self, name: str) -> None:
        self._connection.execute(delete(file_pieces).where(self._named(name)))

    def _named(self, name: str) -> ColumnElement[bool]:
        return (file_pieces.c.store_id == self._store_id) & (file_pieces.c.name == name)
