"""Purging: the files of what was deleted and not brought back are thrown away."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection

from lrs import Lrs
from lrs.database import Dialect
from lti_tool.clips.laying import folder_of
from lti_tool.clips.media.place import Place
from lti_tool.launch.clock import HOUR, Clock

REGRET = HOUR  # so long what was deleted can be brought back


class Kept(Protocol):
    """Rows that outlive their files, of one store."""

    def to_purge(self, before: int, /) -> Sequence[UUID]:
        """Give those that were deleted before, and whose files are still there."""

    def purge(self, one: UUID, now: int, /) -> None:
        """Note that its file is gone, and forget what was said with it."""


class Purging:
    """Throws away files, and then the words beside them; `of` gives the rows of a store."""

    def __init__(
        self, lrs: Lrs, place: Place, clock: Clock, of: Callable[[Connection, Dialect, int], Kept]
    ) -> None:
        self._lrs = lrs
        self._place = place
        self._clock = clock
        self._of = of

    def run(self) -> None:
        for store in self._lrs.stores():
            self._purge(store.id)

    def _purge(self, store_id: int) -> None:
        database, now = self._lrs.database, self._clock()
        with database.reading() as connection:
            over = self._of(connection, database.dialect, store_id).to_purge(now - REGRET)
        for one in over:
            self._place.remove(folder_of(store_id, one))

        def work(connection: Connection) -> None:
            for one in over:
                self._of(connection, database.dialect, store_id).purge(one, now)

        if over:
            database.write(work)
