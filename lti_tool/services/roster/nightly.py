"""Nightly: the people of courses in use are asked for again while everybody sleeps."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lrs import Lrs, Store
from lti_tool.launch.clock import HOUR, MINUTE, SECOND, Clock
from lti_tool.services.roster.fetching import RosterDesk

ERRAND = "nightly-rosters"
_DAY = 24 * HOUR
_IN_USE = 30 * _DAY
_BY_NIGHT, _BY_DAY = 20 * HOUR, 2 * _DAY  # how old a list is that is asked for again
_LAST_HOUR = 5
_PAUSE = 10 * MINUTE


class Nightly:
    """Asks once a night for each course that was opened within thirty days.

    Where no worker runs by night, a list that is two days old is asked for by day.
    """

    def __init__(self, lrs: Lrs, desk: RosterDesk, clock: Clock) -> None:
        self._lrs = lrs
        self._desk = desk
        self._clock = clock
        self._looked = 0

    def run(self) -> None:
        """Look whose time has come, every few minutes."""
        now = self._clock()
        if now - self._looked < _PAUSE:
            return
        self._looked = now
        for store in self._lrs.stores():
            age = _BY_NIGHT if is_night(store, now) else _BY_DAY
            self._desk.ask_again(store.id, now - _IN_USE, now - age)


def is_night(store: Store, now: int) -> bool:
    """Say whether it is between midnight and early morning where the organisation is."""
    there = datetime.fromtimestamp(now / SECOND, UTC).astimezone(ZoneInfo(store.time_zone))
    return there.hour < _LAST_HOUR
