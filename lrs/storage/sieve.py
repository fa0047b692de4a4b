"""A sieve: of places that one filter found, those that another filter holds of too."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from lrs.database import Dialect
from lrs.storage.sieve_queries import kept, near
from lrs.storage.walking import Filters, Keys, by_key, named

_FEW = 8  # rows

Row = Any  # (number of the key, stored, later)


class Sieves:
    """Keeps the places that stand under at least one key of each of some filters.

    Where a filter has few rows near the places, these are read. Where it has many, each place is
    looked up: from then on for all places, as neighbours are alike, and for all such filters in one query.
    What is `likely` to hold of nearly all places is looked up as well, and last. All places have these `letters`.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        store_id: int,
        filters: Filters,
        likely: Filters,
        letters: str,
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        near_rows = dialect.near_rows
        self._few = [Sieve(connection, store_id, keys, near_rows, letters) for keys in filters]
        self._many = [*likely]

    def __bool__(self) -> bool:
        return bool(self._few or self._many)

    def kept(self, found: Collection[int]) -> Collection[int]:
        """Give those of some places, in any order, that are kept."""
        many = tuple(self._many)
        for sieve in tuple(self._few):
            near, rest = sieve.divided(found)
            if rest:
                near = [*near, *self._looked_up([sieve.keys], rest)]
                self._few.remove(sieve)
                self._many.insert(0, sieve.keys)
            found = near
        return self._looked_up(many, found)

    def _looked_up(self, filters: Filters, found: Collection[int]) -> Collection[int]:
        if not found or not filters:
            return found
        query = kept(self._dialect, tuple(map(len, filters)))
        values = {"store": self._store_id, **named("own", filters)}
        answer = query.ask(self._connection, **values, places=list(found))
        return [place for (place,) in answer.rows()]


class Sieve:
    """One filter, while it has few rows near the places that were asked for: `near_rows` for each."""

    def __init__(
        self,
        connection: Connection,
        store_id: int,
        keys: Keys,
        near_rows: float,
        letters: str,
    ) -> None:
        self.keys = keys
        self._connection = connection
        self._near_rows = near_rows
        self._letters = letters
        self._values: dict[str, Any] = {"store": store_id, **named("own", [keys])}
        if letters:
            self._values["letters"] = f"%{letters}%"

    def divided(self, found: Collection[int]) -> tuple[Collection[int], Collection[int]]:
        """Give those of some places that are kept, and those that are too far away to know."""
        if not found:
            return found, ()
        held, since = self._near(found)
        rest = [place for place in found if place < since and place not in held]
        return held, rest

    def _near(self, found: Collection[int]) -> tuple[set[int], int]:
        """Read the rows near the places, the newest first; give what they hold, and since when."""
        most = max(_FEW, int(self._near_rows * len(found)))
        query = near(len(self.keys), lettered=bool(self._letters))
        values = {**self._values, "since": min(found) - 1, "until": max(found), "limit": most}
        held: set[int] = set()
        since = 0
        for number, rows in by_key(query.ask(self._connection, **values)):
            if number < len(self.keys):
                held |= _held(found, list(rows))
            else:
                since = max(since, next(rows)[1])
        return held, since


def _held(found: Collection[int], rows: Sequence[Row]) -> set[int]:
    """Give the places that stand in these rows, without reading all others in them."""
    sought = set(found)
    held = sought.intersection([stored for _, stored, _ in rows])
    shared = [(stored, later) for _, stored, later in reversed(rows) if later]
    held.update(_behind(sought - held, shared))
    return held


def _behind(found: Collection[int], rows: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Give the places that stand in rising rows, but not as the first."""
    begins = [stored for stored, _ in rows]
    for place in found:
        number = bisect_right(begins, place) - 1
        if number >= 0 and f",{place - begins[number]}," in f"{rows[number][1]},":
            yield place
