"""What teachers may pick for a link: the queue of asks, or one ask, where an answer earns the score."""

from collections.abc import Sequence

from lti_tool.asks.ask import Ask
from lti_tool.asks.finding import iri_of
from lti_tool.asks.rules import uuid_in
from lti_tool.asks.storage import Asks
from lti_tool.asks.tables import asks
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.services.deep_linking.offers import Choice
from lti_tool.services.grades.rules import Rule, Task
from lti_tool.talk.rules import speaker

_KIND, _QUEUE = "ask:", "asks"
_MOST = 50
_POINTS = 10.0


class AskOffer:
    """The queue, and the asks of a course that are open."""

    heading = "Asks"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def choices(self, visit: Visit) -> Sequence[Choice]:
        with self._database.reading() as connection:
            kept = Asks(connection, self._database.dialect, visit.store_id)
            still = asks.c.needed_by > self._rooms.clock()
            found = kept.page(speaker(visit).course_id, 0, _MOST, still)
        return [_queue(), *(self._choice(ask) for ask in found)]

    def find(self, store_id: int, about: str) -> Choice | None:
        if about == _QUEUE:
            return _queue()
        ask_id = uuid_in(about.removeprefix(_KIND)) if about.startswith(_KIND) else None
        if ask_id is None:
            return None
        with self._database.reading() as connection:
            ask = Asks(connection, self._database.dialect, store_id).find(ask_id)
        return self._choice(ask) if ask is not None and ask.deleted is None else None

    def _choice(self, ask: Ask) -> Choice:
        rule = Rule(Task.POST, iri_of(self._rooms, ask.id), enough=1, points=_POINTS)
        said = "1 answer" if ask.answers == 1 else f"{ask.answers} answers"
        words = f"An ask by {ask.author_name or 'somebody'} with {said}"
        return Choice(f"{_KIND}{ask.id}", ask.title, words, f"/app/asks/{ask.id}", rule)


def _queue() -> Choice:
    words = "What people of the course ask, the nearest deadline first."
    return Choice(_QUEUE, "Asks", words, "/app/asks")
