"""What teachers may pick for a link: an event of their course that is still to come or goes on."""

from collections.abc import Sequence
from uuid import UUID

from lti_tool.network.events.event import Event
from lti_tool.network.events.storage import Events
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.services.deep_linking.offers import Choice

_KIND = "event:"


class EventOffer:
    """The next events, each with its check-in."""

    heading = "Events"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database

    def choices(self, visit: Visit) -> Sequence[Choice]:
        course = (visit.launch.platform_id, visit.launch.context_id)
        with self._database.reading() as connection:
            known = Events(connection, self._database.dialect, visit.store_id)
            found = known.seen_from(course, self._rooms.clock(), past=False)
        return [_choice(event) for event in found]

    def find(self, store_id: int, about: str) -> Choice | None:
        try:
            event_id = UUID(about.removeprefix(_KIND))
        except ValueError:
            return None
        with self._database.reading() as connection:
            event = Events(connection, self._database.dialect, store_id).find(event_id)
        return _choice(event) if event and about.startswith(_KIND) else None


def _choice(event: Event) -> Choice:
    place = f", {event.place}" if event.place else ""
    page = f"/app/network/events/{event.id}"
    return Choice(f"{_KIND}{event.id}", event.title, f"{event.when}{place}", page)
