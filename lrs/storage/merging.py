"""Index rows of one store merged: what came one by one takes a row for many, as what came in batches does."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, tuple_, update

from lrs.storage.index_entries import DAY, MOST, later, places
from lrs.storage.tables import statement_index as index

_ONE_KEY = (index.c.store_id == bindparam("its_store"), index.c.key == bindparam("its_key"))
_LENGTHEN = (
    update(index)
    .where(*_ONE_KEY, index.c.stored == bindparam("first"))
    .values(later=bindparam("others"), letters=bindparam("their_letters"))
)
_REMOVE = delete(index).where(
    *_ONE_KEY, index.c.stored > bindparam("first"), index.c.stored <= bindparam("last")
)

Place = tuple[int, int]  # key, stored


class _Row(NamedTuple):
    key: int
    stored: int
    later: str
    letters: str


class Merged(NamedTuple):
    """How many rows were looked at, where the last one stands, and how many are gone."""

    seen: int
    last: Place
    gone: int


class Merging:
    """Merges rows while others read and append: new places are always behind all that is there."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def next(self, after: Place | None, limit: int) -> Merged | None:
        """Merge the rows behind this one; None behind the last."""
        rows = self._after(after, limit)
        if not rows:
            return None
        groups = [group for group in _groups(rows) if len(group) > 1]
        if groups:
            self._connection.execute(_LENGTHEN, [self._merged(group) for group in groups])
            self._connection.execute(_REMOVE, [self._extent(group) for group in groups])
        gone = sum(len(group) - 1 for group in groups)
        return Merged(len(rows), (rows[-1].key, rows[-1].stored), gone)

    def _after(self, after: Place | None, limit: int) -> list[_Row]:
        query = select(index.c.key, index.c.stored, index.c.later, index.c.letters).where(
            index.c.store_id == self._store_id
        )
        if after is not None:
            query = query.where(tuple_(index.c.key, index.c.stored) > after)
        rows = self._connection.execute(query.order_by(index.c.key, index.c.stored).limit(limit))
        return [_Row(*row) for row in rows]

    def _merged(self, group: Sequence[_Row]) -> dict[str, object]:
        every = [place for row in group for place in places(row.stored, row.later)]
        return {**self._extent(group), "others": later(every), "their_letters": _letters(group)}

    def _extent(self, group: Sequence[_Row]) -> dict[str, object]:
        first, last = group[0], group[-1]
        values = {"its_key": first.key, "first": first.stored, "last": last.stored}
        return {"its_store": self._store_id, **values}


def _letters(group: Sequence[_Row]) -> str:
    """Give those of all places, or nothing: where one row has none, nobody could tell whose are whose."""
    return "".join(row.letters for row in group) if all(row.letters for row in group) else ""


def _groups(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Give neighbours under one key and of one day, as many as may share a row."""
    for _, neighbours in groupby(rows, lambda row: (row.key, row.stored // DAY)):
        group: list[_Row] = []
        held = 0
        for row in neighbours:
            count = 1 + row.later.count(",")
            if group and held + count > MOST:
                yield group
                group, held = [], 0
            group.append(row)
            held += count
        yield group
