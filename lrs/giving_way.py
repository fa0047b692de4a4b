"""Giving way: long work that can wait rests while many statements come in."""

import time
from collections.abc import Callable

from lrs import following
from lrs.database import Database
from lrs.storage.statement_places import StatementPlaces

_MANY = 100  # statements a second; fewer leave the machine time enough
_RESTS = 9  # times as long as what was done before: a tenth of the time is always the work's own
_LONGEST_REST = 5.0  # seconds


class GivingWay:
    """Looks, after each piece of work, how many statements a store took, and rests when they were many.

    Nothing is held while it rests: no transaction, so that the log of a SQLite file can begin anew.
    """

    def __init__(
        self,
        database: Database,
        store_id: int,
        for_seconds: float = 30.0,
        rest: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Rest `for_seconds` altogether; after that the work may go on another time."""
        self._database = database
        self._store_id = store_id
        self._left = for_seconds
        self._rest = rest
        self._clock = clock
        self._place = self._newest()
        self._looked = self._began = clock()
        self.is_busy = True  # until it is seen that it isn't

    def goes_on(self) -> bool:
        """Rest in proportion to what was done since the last rest, if need be; say whether to go on then."""
        now = self._clock()
        self.is_busy = self._came() > _MANY * (now - self._looked)
        self._looked = now
        if self.is_busy:
            rest = min(_RESTS * (now - self._began), _LONGEST_REST)
            self._left -= rest
            self._rest(rest)
        self._began = self._clock()
        return self._left > 0

    def _came(self) -> int:
        """Count what was stored since it was counted before."""
        before, self._place = self._place, self._newest()
        with self._database.reading() as connection:
            return StatementPlaces(connection, self._store_id).count(before, self._place)

    def _newest(self) -> int:
        return following.newest(self._database, self._store_id)
