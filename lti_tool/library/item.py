"""Pure: what stands in the library beside clips: a webinar, a seminar, something self-paced, a document."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from lrs.web import Moments
from lti_tool.clips.clip import Visibility
from lti_tool.launch.clock import MINUTE

_EARLY = 15 * MINUTE  # before the beginning, for those who come in early


class Kind(StrEnum):
    """What it is; the value is what people see."""

    WEBINAR = "webinar"
    SEMINAR = "seminar"
    SELF_PACED = "self-paced"
    DOCUMENT = "document"

    @property
    def is_scheduled(self) -> bool:
        """Say whether people come to it at a time."""
        return self in {Kind.WEBINAR, Kind.SEMINAR}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the library. `address` is where it is elsewhere, `file` the id of one that lies here.

    `starts` is in microseconds, None for what has no time of its own; `minutes` is how long it takes, None where
    nobody said. `zone` is the IANA time zone of its form. `telling` is JSON text: who told of it, and around what.
    """

    store_id: int
    id: UUID
    platform_id: UUID
    context_id: str
    author: UUID
    author_name: str
    kind: Kind
    title: str
    about: str
    presenter: str
    place: str
    address: str
    file: UUID | None
    file_name: str
    file_size: int
    starts: int | None
    zone: str
    minutes: int | None
    visibility: Visibility
    telling: str
    round: int
    created: int
    changed: int
    hidden: int | None
    hidden_reason: str
    deleted: int | None
    purged: int | None

    @property
    def can_be_opened(self) -> bool:
        return bool(self.address or self.file)

    @property
    def ends(self) -> int | None:
        return None if self.starts is None else self.starts + (self.minutes or 0) * MINUTE

    @property
    def at(self) -> Moments:
        """Its own clock and calendar."""
        return Moments(ZoneInfo(self.zone).key)

    @property
    def when(self) -> str:
        """Print 9 April 2026, 09:00 to 10:00 (Amsterdam); "" for what has no time of its own."""
        if self.starts is None or self.ends is None:
            return ""
        start, end = self.at.local(self.starts), self.at.local(self.ends)
        until = f" to {end:%H:%M}" if self.minutes else ""
        return f"{self.at.date(self.starts)}, {start:%H:%M}{until} ({self.at.place})"

    def has_begun(self, now: int) -> bool:
        return self.starts is None or self.starts <= now

    def goes_on(self, now: int) -> bool:
        """Say whether people can join it now."""
        if self.starts is None or self.ends is None:
            return False
        return self.starts - _EARLY <= now <= self.ends


@dataclass(frozen=True, slots=True)
class Use:
    """What one person did with an item: instants, None for never; `minutes` is what they say that it took.

    `rounds` counts how often they said that it is done.
    """

    item_id: UUID
    person_id: UUID
    opened: int | None = None
    joined: int | None = None
    done: int | None = None
    minutes: int | None = None
    rounds: int = 0
