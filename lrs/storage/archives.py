"""Which statements of a store were taken out of it, where they lie, and how far their removal is."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    Text,
    func,
    select,
    update,
)

from lrs.database import metadata

# Everything stored before the place `before` was to go; `last` is the last one that the files hold.
archives = Table(
    "archives",
    metadata,
    Column("store_id", Integer, ForeignKey("stores.id"), primary_key=True),
    Column("before", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("folder", Text, nullable=False),
    Column("statements", BigInteger, nullable=False),
    Column("removed", BigInteger, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("finished", BigInteger),
)


@dataclass(frozen=True, slots=True)
class Archive:
    """One age-out: everything stored before the place `before`, which the files hold up to `last`.

    `statements` is how many there were, `removed` how many of them are gone. Instants in microseconds.
    """

    before: int
    last: int
    folder: str
    statements: int
    removed: int
    begun: int
    finished: int | None


class Archives:
    """The archives of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id
        self._mine = archives.c.store_id == store_id

    def add(self, archive: Archive) -> None:
        names = [field.name for field in fields(Archive)]
        values = dict(zip(names, astuple(archive), strict=True))
        self._connection.execute(archives.insert().values(store_id=self._store_id, **values))

    def all(self) -> Sequence[Archive]:
        """Give them in the order of their dates."""
        query = select(*(archives.c[field.name] for field in fields(Archive)))
        rows = self._connection.execute(query.where(self._mine).order_by(archives.c.before))
        return [Archive(*row) for row in rows]

    def before(self) -> int | None:
        """Give the place before which statements were taken out, None where none were."""
        found: int | None = self._connection.scalar(
            select(func.max(archives.c.before)).where(self._mine)
        )
        return found

    def removed(self, before: int, count: int) -> None:
        self._change(before, removed=archives.c.removed + count)

    def finish(self, before: int, now: int) -> None:
        self._change(before, finished=now)

    def _change(self, before: int, **values: object) -> None:
        change = update(archives).where(self._mine, archives.c.before == before)
        self._connection.execute(change.values(values))
