"""How fast asks are answered: the median time to the first answer, with all that a reader has to know."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from lti_tool.asks.ask import Ask
from lti_tool.asks.storage import Asks
from lti_tool.asks.tables import asks
from lti_tool.launch.clock import HOUR, MINUTE
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.rules import speaker

DAYS = 90
_MOST = 2000  # asks that are looked at
DEFINITION = (
    "From asking to the first answer by somebody else, in minutes; half of the asks were answered within this time. "
    "Asks without an answer have no time: they are counted beside it. Deleted asks and answers do not count."
)


class Figures(NamedTuple):
    """The first answers of a period. `median` is in minutes, None when nothing was answered."""

    asked: int
    answered: int
    missed: int
    median: float | None
    since: int
    until: int
    asks: Sequence[Ask]

    @property
    def words(self) -> str:
        """The median as people say it: 41 minutes, 3.5 hours."""
        if self.median is None:
            return ""
        if self.median < 120:
            return f"{max(1, round(self.median))} min"
        return f"{self.median / 60:.1f} hours"


def figures(rooms: Rooms, visit: Visit) -> Figures:
    """Look at the asks of the last 90 days that this visitor may see."""
    database, now = rooms.lrs.database, rooms.clock()
    since = now - DAYS * 24 * HOUR
    with database.reading() as connection:
        kept = Asks(connection, database.dialect, visit.store_id)
        course = speaker(visit).course_id
        found = kept.page(course, 0, _MOST, asks.c.created >= since, newest=True)
    return counted(found, since, now)


def counted(found: Sequence[Ask], since: int, now: int) -> Figures:
    times = [minutes_of(ask) for ask in found]
    known = [minutes for minutes in times if minutes is not None]
    late = [ask for ask in found if is_missed(ask, now)]
    middle = median(known) if known else None
    return Figures(len(found), len(known), len(late), middle, since, now, found)


def minutes_of(ask: Ask) -> float | None:
    """Give the time to the first answer, None while there is none."""
    return None if ask.first_answer is None else (ask.first_answer - ask.created) / MINUTE


def is_missed(ask: Ask, now: int) -> bool:
    """Say whether its day came without an answer."""
    first = ask.first_answer
    return ask.needed_by <= now and (first is None or first > ask.needed_by)
