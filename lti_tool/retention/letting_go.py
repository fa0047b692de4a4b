"""Letting go: once a night, for each store, what is older than its limit; statements stay."""

from sqlalchemy import Connection

from lrs import Lrs, Store
from lrs.web import Moments
from lti_tool.launch.clock import Clock
from lti_tool.retention.limits import Limits
from lti_tool.retention.storage import Retention

_NIGHT = 2  # the hour of the store's own clock from which on it may begin
_BY = "Hallway, by night"


class LettingGo:
    """The errand of the worker. Words of the talk have an errand of their own (lti_tool.talk.forgetting)."""

    def __init__(self, lrs: Lrs, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._clock = clock

    def run(self) -> None:
        for store in self._lrs.stores():
            here = Moments(store.time_zone).local(self._clock())
            if here.hour >= _NIGHT:
                self._look(store, here.date().isoformat())

    def _look(self, store: Store, day: str) -> None:
        """Do nothing where nothing goes, or where it was done that day."""
        with self._database.reading() as connection:
            kept = Retention(connection, self._database.dialect, store.id)
            limits, last = kept.limits(), kept.last()
        if last != day and (limits.clip_days or limits.watching_days):
            self._let_go(store.id, limits, day)

    def _let_go(self, store_id: int, limits: Limits, day: str) -> None:
        """Let all of it go in small transactions, and write down how much it was."""
        now = self._clock()
        clips = viewings = 0
        if limits.clip_days:
            clips = self._clips(store_id, limits.clip_days, now)
        if limits.watching_days:
            days = limits.watching_days
            viewings = self._database.write(
                lambda c: self._kept(c, store_id).let_watching_go(days, now)
            )
        words = f"{clips} clips, the detail of {viewings} viewings"
        self._database.write(lambda c: self._done(self._kept(c, store_id), day, words, now))

    def _clips(self, store_id: int, days: int, now: int) -> int:
        total = 0
        while gone := self._database.write(
            lambda c: self._kept(c, store_id).let_clips_go(days, now)
        ):
            total += gone
        return total

    def _done(self, kept: Retention, day: str, words: str, now: int) -> None:
        kept.looked(day)
        if not words.startswith("0 clips, the detail of 0 "):
            kept.note("let go", words, _BY, now)

    def _kept(self, connection: Connection, store_id: int) -> Retention:
        return Retention(connection, self._database.dialect, store_id)
