"""Payloads of one store made anew with another dictionary, a stretch of places at a time."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from lrs.storage.payloads import Payloads, used_by
from lrs.storage.tables import statements
from lrs.storage.zstd_dictionary import ZstdDictionary

_CHANGE = (
    update(statements)
    .where(
        statements.c.store_id == bindparam("its_store"), statements.c.stored == bindparam("place")
    )
    .values(payload=bindparam("made"))
)


class Stretch(NamedTuple):
    """What was looked at: how many payloads up to which place, and the bytes that were saved."""

    seen: int
    last: int
    saved: int


class Recompression:
    """Reads and rewrites payloads; which statement stands where never changes."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id
        self._mine = statements.c.store_id == store_id
        self._payloads = Payloads(connection, store_id)

    def sample(self, stretches: int, each: int) -> list[bytes]:
        """Give what is compressed of statements from all over the store."""
        first, last = self._connection.execute(
            select(func.min(statements.c.stored), func.max(statements.c.stored)).where(self._mine)
        ).one()
        if first is None:
            return []
        rows: list[tuple[int, bytes]] = []
        for n in range(stretches):
            start = first + (last - first) * n // stretches - 1
            rows += self._after(max([start, *(stored for stored, _ in rows[-1:])]), each)
        texts = [self._payloads.cut(*row) for row in rows]
        return [text for text in texts if text is not None]

    def next(self, after: int, limit: int, dictionary: ZstdDictionary) -> Stretch | None:
        """Rewrite what gets smaller behind this place; None behind the newest."""
        rows = self._after(after, limit)
        if not rows:
            return None
        made = [(stored, len(old), self._made(stored, old, dictionary)) for stored, old in rows]
        smaller = [(stored, before, new) for stored, before, new in made if len(new) < before]
        if smaller:
            changes = [
                {"its_store": self._store_id, "place": stored, "made": new}
                for stored, _, new in smaller
            ]
            self._connection.execute(_CHANGE, changes)
        saved = sum(before - len(new) for _, before, new in smaller)
        return Stretch(len(rows), rows[-1][0], saved)

    def _made(self, stored: int, old: bytes, dictionary: ZstdDictionary) -> bytes:
        if used_by(old) == dictionary.id:
            return old
        text = self._payloads.cut(stored, old)
        return old if text is None else dictionary.compress(text)

    def _after(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        query = (
            select(statements.c.stored, statements.c.payload)
            .where(self._mine, statements.c.stored > after)
            .order_by(statements.c.stored)
            .limit(limit)
        )
        return [(row.stored, row.payload) for row in self._connection.execute(query)]
