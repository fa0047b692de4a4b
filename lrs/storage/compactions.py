"""How far the nightly compaction of one store has come."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lrs.storage.merging import Place
from lrs.storage.tables import compactions


class Progress(NamedTuple):
    """Payloads are done up to the place `stored` with one dictionary, index rows up to `merged`.

    `day` is the last one on which everything was done, "" for never.
    """

    day: str = ""
    dictionary: int = 0
    stored: int = 0
    merged: Place | None = None


class Compactions:
    """The progress of one store, kept so that work goes on where it was left."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def progress(self) -> Progress:
        c = compactions.c
        query = select(c.day, c.dictionary, c.stored, c.key, c.began)
        row = self._connection.execute(query.where(c.store_id == self._store_id)).first()
        if row is None:
            return Progress()
        merged = None if row.key is None else (row.key, row.began)
        return Progress(row.day, row.dictionary, row.stored, merged)

    def keep(self, progress: Progress) -> None:
        key, began = progress.merged or (None, None)
        values = {**progress._asdict(), "key": key, "began": began}
        del values["merged"]
        insert = self._dialect.insert(compactions).values(store_id=self._store_id, **values)
        self._connection.execute(
            insert.on_conflict_do_update(index_elements=["store_id"], set_=values)
        )
