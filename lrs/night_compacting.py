"""Compacting by night: a little every minute, store after store, going on where it was left."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lrs.clock import now
from lrs.compacting import dictionary_of, merge_next, recompress_next
from lrs.database import Database
from lrs.queue import Queue
from lrs.storage.compactions import Compactions, Progress
from lrs.storage.stores import Store

ERRAND = "compact"
NEVER = -1

_HOURS = 6  # what isn't done until then is done in the next night
_SECONDS = 20.0  # of each minute: the rest is for those who work by night


class NightCompacting:
    """The errand of the worker. Running it twice at once does no harm: rows only get smaller."""

    def __init__(
        self,
        database: Database,
        queue: Queue,
        stores: Callable[[], list[Store]],
        hour: int,
    ) -> None:
        self._database = database
        self._stores = stores
        self._hour = hour
        queue.learn(ERRAND, self.run)

    def run(self, at: int | None = None, seconds: float = _SECONDS) -> None:
        """Work on the stores where it is night now, for so many seconds; `at` is an instant."""
        if self._hour == NEVER:
            return
        moment = datetime.fromtimestamp((now() if at is None else at) / 1_000_000, UTC)
        end = time.monotonic() + seconds
        for store in self._stores():
            night = self._night(moment.astimezone(ZoneInfo(store.time_zone)))
            if night and self._progress(store.id).day != night:
                self._go_on(store.id, night, end)
                if time.monotonic() > end:
                    return

    def _night(self, here: datetime) -> str:
        """Name the night that it is, "" by day."""
        into = (here.hour - self._hour) % 24
        if into >= _HOURS:
            return ""
        return (
            datetime.fromtimestamp(here.timestamp() - into * 3600, here.tzinfo).date().isoformat()
        )

    def _go_on(self, store_id: int, night: str, end: float) -> None:
        """Do at least one step, and the next ones until it is time."""
        progress = self._progress(store_id)
        dictionary = dictionary_of(self._database, store_id, learn=False)
        if progress.dictionary != dictionary.id:
            progress = progress._replace(dictionary=dictionary.id, stored=0)
        while done := recompress_next(self._database, store_id, progress.stored, dictionary):
            progress = self._kept(store_id, progress._replace(stored=done.last))
            if time.monotonic() > end:
                return
        self._merge(store_id, night, progress, end)

    def _merge(self, store_id: int, night: str, progress: Progress, end: float) -> None:
        while done := merge_next(self._database, store_id, progress.merged):
            progress = self._kept(store_id, progress._replace(merged=done.last))
            if time.monotonic() > end:
                return
        self._kept(store_id, progress._replace(day=night, merged=None))
        self._database.keep_house()

    def _progress(self, store_id: int) -> Progress:
        with self._database.reading() as connection:
            return Compactions(connection, self._database.dialect, store_id).progress()

    def _kept(self, store_id: int, progress: Progress) -> Progress:
        dialect = self._database.dialect
        self._database.write(lambda sql: Compactions(sql, dialect, store_id).keep(progress))
        return progress
