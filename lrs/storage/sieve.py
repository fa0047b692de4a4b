"""A sieve: of places that one filter found, those that another filter holds of too."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from lrs.database import Dialect
from lrs.storage.page_queries import kept
from lrs.storage.selection import Selection
from lrs.storage.walking import Keys, Row, Walker, by_key, named

_FEW = 8  # rows


class Sieve:
    """Keeps the places that stand under at least one of some keys.

    Where the keys have few rows near the places, these are read. Where they have many, each place
    is looked up: from then on for all places, as neighbours are alike.
    """

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int, keys: Keys) -> None:
        self._connection = connection
        self._walker = Walker(connection, store_id, keys, ())
        self._look_up = kept(dialect, len(keys))
        self._values = {"store": store_id, **named("own", [keys])}
        self._have_many = False

    def kept(self, found: Sequence[int]) -> Sequence[int]:
        """Give those of some places, in any order, that are kept."""
        if self._have_many or not found:
            return self._looked_up(found)
        held, since = self._near(found)
        rest = [place for place in found if place < since]
        self._have_many = bool(rest)
        return [place for place in found if place >= since and place in held] + (
            self._looked_up(rest)
        )

    def _near(self, found: Sequence[int]) -> tuple[set[int], int]:
        """Read the rows near the places, the newest first; give what they hold, and since when."""
        most = max(_FEW, len(found))
        near = Selection(since=min(found) - 1, until=max(found))
        held: set[int] = set()
        since = 0
        for _, walk in by_key(self._walker.ask(near, most)):
            rows = list(walk)
            held.update(_held(found, rows))
            since = max(since, rows[-1][1] if len(rows) == most else 0)
        return held, since

    def _looked_up(self, found: Sequence[int]) -> list[int]:
        if not found:
            return []
        answer = self._look_up.ask(self._connection, **self._values, places=found)
        return [place for (place,) in answer.rows()]


def _held(found: Iterable[int], rows: Sequence[Row]) -> Iterable[int]:
    """Give the places that stand in these rows, without reading all others in them."""
    begins = [stored for _, stored, _ in reversed(rows)]
    texts = [f",0{later}," for _, _, later in reversed(rows)]
    for place in found:
        row = bisect_right(begins, place) - 1
        if row >= 0 and f",{place - begins[row]}," in texts[row]:
            yield place
