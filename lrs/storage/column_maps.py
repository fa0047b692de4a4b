"""The column maps that one store made its own, as YAML."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Connection, String, Table, Text, delete, select

from lrs.database import metadata, store_key

column_maps = Table(
    "column_maps",
    metadata,
    store_key(),
    Column("name", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("changed", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class KeptMap:
    """A map as somebody wrote it; `changed` in microseconds."""

    name: str
    text: str
    by: str
    changed: int


class KeptMaps:
    """The maps of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def all(self) -> list[KeptMap]:
        table = column_maps.c
        query = select(table.name, table.text, table.by, table.changed)
        rows = query.where(table.store_id == self._store_id).order_by(table.name)
        return [KeptMap(*row) for row in self._connection.execute(rows)]

    def put(self, kept: KeptMap) -> None:
        self.remove(kept.name)
        values = {name: getattr(kept, name) for name in KeptMap.__slots__}
        self._connection.execute(column_maps.insert().values(store_id=self._store_id, **values))

    def remove(self, name: str) -> bool:
        """Say whether there was such a map."""
        mine = (column_maps.c.store_id == self._store_id, column_maps.c.name == name)
        return self._connection.execute(delete(column_maps).where(*mine)).rowcount == 1
