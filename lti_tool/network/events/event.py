"""Pure: an event, and somebody's part in it."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from lrs.telling import Json, activity, timestamp
from lrs.vocabulary import EVENT
from lrs.web import Moments
from lti_tool.launch.clock import HOUR, SECOND
from lti_tool.notifications.moments import moment

_AROUND = 2 * HOUR  # before the beginning and after the end, for those who queue at the door


@dataclass(frozen=True, slots=True)
class Event:
    """Something to which people come; `zone` is the IANA time zone of its place."""

    id: UUID
    title: str
    place: str
    starts: int
    ends: int
    zone: str
    platform_id: UUID
    context_id: str
    maker: UUID
    created: int
    asked: int | None
    gone: int | None

    @property
    def seconds(self) -> int:
        return (self.ends - self.starts) // SECOND

    @property
    def at(self) -> Moments:
        """Its own clock and calendar."""
        return Moments(ZoneInfo(self.zone).key)

    @property
    def when(self) -> str:
        """Print 9 April 2026, 09:00 to 17:30 (Amsterdam)."""
        start, end = self.at.local(self.starts), self.at.local(self.ends)
        until = f"{end:%H:%M}" if start.date() == end.date() else self.at.time(self.ends)
        return f"{self.at.date(self.starts)}, {start:%H:%M} to {until} ({self.at.place})"

    def is_open(self, now: int) -> bool:
        """Say whether people can check in, and scan each other."""
        return self.starts - _AROUND <= now <= self.ends + _AROUND

    def activity(self, base_url: str) -> Json:
        starts = {"http://id.tincanapi.com/extension/planned-start-time": _written(self.starts)}
        place = {"http://id.tincanapi.com/extension/location": self.place} if self.place else {}
        iri = f"{base_url}/network/events/{self.id}"
        return activity(iri, EVENT, self.title, extensions={**starts, **place})


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody's part in an event; `rounds` counts how often they registered."""

    event_id: UUID
    person_id: UUID
    name: str
    badge: str
    registered: int | None
    came: int | None
    came_by: str
    rounds: int


def _written(instant: int) -> str:
    return timestamp(moment(instant))
