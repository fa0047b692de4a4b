"""Pages of statements: which ones a selection finds, in the order of their places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row

from lrs.database import Dialect
from lrs.storage.hashing import index_key
from lrs.storage.index_entries import alternatives
from lrs.storage.page_queries import Shape, page_query
from lrs.storage.payloads import Payloads
from lrs.storage.rarity import rarest_first


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements to page through: all of `filed`, stored after `since` and up to `until`.

    `before` is the place where an earlier page ended.
    """

    filed: Sequence[tuple[str, str]] = ()
    since: int | None = None
    until: int | None = None
    before: int | None = None
    authority: str | None = None
    ascending: bool = False

    def beyond(self, place: int) -> "Selection":
        """Give what follows the statement at this place."""
        return replace(self, since=place) if self.ascending else replace(self, before=place)


class Pages:
    """Pages of the statements of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._payloads = Payloads(connection, store_id)

    def page(self, selection: Selection, limit: int) -> list[tuple[int, bytes]]:
        """Give (stored, JSON) of up to `limit` statements in the order asked for.

        A statement that matches in several ways (itself and by what it refers to) comes once.
        """
        keys: list[Sequence[int]] = [
            alternatives(self._store_id, *pair) for pair in selection.filed
        ]
        if len(keys) > 1:
            keys = rarest_first(self._connection, self._store_id, keys, selection.ascending)
        found: dict[int, bytes] = {}
        while len(found) < limit:
            rows = self._rows(selection, keys, limit)
            found.update((row.stored, row.payload) for row in rows)
            if len(rows) < limit:
                break
            selection = selection.beyond(rows[-1].stored)
        first = list(found.items())[:limit]
        return [(stored, self._payloads.text(stored, payload)) for stored, payload in first]

    def _rows(
        self, selection: Selection, keys: Sequence[Sequence[int]], limit: int
    ) -> Sequence[Row[int, bytes]]:
        values: dict[str, Any] = {
            "store": self._store_id,
            "since": selection.since,
            "until": selection.until,
            "before": selection.before,
            "limit": limit,
        }
        for number, either in enumerate(keys):
            values |= {f"key_{number}_{n}": key for n, key in enumerate(either)}
        if selection.authority is not None:
            values["authority"] = index_key(self._store_id, "authority", selection.authority)
        given = {name: value for name, value in values.items() if value is not None}
        query = page_query(self._dialect, _shape(selection, keys))
        return self._connection.execute(query, given).all()


def _shape(selection: Selection, keys: Sequence[Sequence[int]]) -> Shape:
    return Shape(
        tuple(len(either) for either in keys),
        selection.since is not None,
        selection.until is not None,
        selection.before is not None,
        selection.authority is not None,
        selection.ascending,
    )
