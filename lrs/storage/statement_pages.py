"""Pages of statements: which ones a selection finds, in the order of their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, select

from lrs.database import Dialect
from lrs.storage.hashing import index_key
from lrs.storage.index_entries import alternatives
from lrs.storage.lookup import Lookup
from lrs.storage.page_queries import Shape, walks
from lrs.storage.payloads import Payloads
from lrs.storage.rarity import rarest_first
from lrs.storage.tables import statements

_TEXTS = select(statements.c.stored, statements.c.payload).where(
    statements.c.store_id == bindparam("store"), statements.c.voided.is_(False)
)
_ASCENDING = Lookup(_TEXTS.order_by(statements.c.stored), statements.c.stored)
_DESCENDING = Lookup(_TEXTS.order_by(statements.c.stored.desc()), statements.c.stored)

_FOREVER = 2**63
_FEW = 8  # rows


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

    def sorted(self, places: Iterable[int], ends: Sequence[int]) -> list[int]:
        """Give the places that are within the bounds and not behind one of the ends."""
        if self.ascending:
            last = min(ends, default=_FOREVER)
            return sorted(place for place in places if self._holds(place) and place <= last)
        first = max(ends, default=0)
        found = [place for place in places if self._holds(place) and place >= first]
        return sorted(found, reverse=True)

    def _holds(self, place: int) -> bool:
        """Say whether a place is within the bounds."""
        return (
            (self.since is None or place > self.since)
            and (self.until is None or place <= self.until)
            and (self.before is None or place < self.before)
        )

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
        keys: list[Sequence[int]] = [alternatives(self._store_id, *one) for one in selection.filed]
        if len(keys) > 1:
            keys = rarest_first(self._connection, self._store_id, keys, selection.ascending)
        found: list[tuple[int, bytes]] = []
        # Where filters are looked up, a row costs as many look-ups as it has places: begin with few.
        at_once = _FEW if len(keys) > 1 else max(limit, _FEW)
        more = True
        while more and len(found) < limit:
            places, more = self._places(selection, keys, at_once)
            at_once = min(at_once * 8, max(limit, _FEW))
            missing = limit - len(found)
            found += self._texts(places[:missing], selection.ascending)
            more = more or len(places) > missing
            if places:
                selection = selection.beyond(places[:missing][-1])
        return found[:limit]

    def _places(
        self, selection: Selection, keys: Sequence[Sequence[int]], at_once: int
    ) -> tuple[list[int], bool]:
        """Give the next places that match in so many rows, and whether there may be more behind."""
        query = walks(self._dialect, _shape(selection, keys))
        rows = self._connection.execute(query, self._values(selection, keys, at_once))
        places: set[int] = set()
        ends = []  # how far the walks have come that are not at their end
        for _, walk in groupby(rows, itemgetter(0)):
            walked = [_distant(stored, matches) for _, stored, matches in walk]
            places.update(place for row in walked for place in row)
            if len(walked) == at_once:
                ends.append(max(walked[-1]) if selection.ascending else min(walked[-1]))
        return selection.sorted(places, ends), bool(ends)

    def _values(
        self, selection: Selection, keys: Sequence[Sequence[int]], limit: int
    ) -> dict[str, Any]:
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
        return {name: value for name, value in values.items() if value is not None}

    def _texts(self, places: Sequence[int], ascending: bool) -> list[tuple[int, bytes]]:
        """Read the statements at these places; voided ones are left out."""
        query = _ASCENDING if ascending else _DESCENDING
        rows = query.rows(self._connection, self._dialect, self._store_id, places)
        return [(stored, self._payloads.text(stored, payload)) for stored, payload in rows]


def _distant(stored: int, matches: str) -> list[int]:
    """Read the places of a row of `walks`."""
    return [stored + int(distance) for distance in matches.split(",")]


def _shape(selection: Selection, keys: Sequence[Sequence[int]]) -> Shape:
    return Shape(
        tuple(len(either) for either in keys),
        selection.since is not None,
        selection.until is not None,
        selection.before is not None,
        selection.authority is not None,
        selection.ascending,
    )
