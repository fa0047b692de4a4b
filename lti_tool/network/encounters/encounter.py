"""Pure: an encounter, the ways in which people talk, and how far the two sides agree."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from lrs import vocabulary as v


class Manner(StrEnum):
    """What two people did: one led, neither did, or one accompanies the other."""

    TALKED = "talked"
    MET = "met"
    MENTORED = "mentored"


VERBS = {Manner.TALKED: v.TALKED_WITH, Manner.MET: v.MET, Manner.MENTORED: v.MENTORED}


class State(StrEnum):
    """What the other side said so far."""

    SAID = "said"  # nobody is asked
    ASKED = "asked"
    CORRECTED = "corrected"  # the other side remembers it differently
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    NAMELESS = "nameless"  # the other side is not to be named


class Channel(NamedTuple):
    """A way to talk: how people say it, and the type of its activity."""

    words: str
    type: str


CHANNELS = {
    "person": Channel("in person", v.FACE_TO_FACE),
    "phone": Channel("by phone", v.PHONE_CALL),
    "video": Channel("by video", v.ONLINE_DISCUSSION),
    "email": Channel("by e-mail", v.EMAIL),
    "hallway": Channel("in the hallway", v.HALLWAY_CHAT),
}


@dataclass(frozen=True, slots=True)
class Encounter:
    """A conversation as its teller tells it. `word_id` is the statement by which the other side attests it."""

    id: UUID
    teller: UUID
    teller_name: str
    other: UUID | None
    other_name: str
    manner: str
    channel: str
    minutes: int | None
    topic: str
    happened: int
    state: str
    statement_id: UUID | None
    version: int
    event_id: UUID | None
    relation_id: UUID | None
    proposal: str
    word_id: UUID | None
    created: int
    changed: int
    gone: int | None

    @property
    def by(self) -> str:
        return CHANNELS[self.channel].words if self.channel in CHANNELS else ""

    @property
    def is_confirmed(self) -> bool:
        return self.state == State.CONFIRMED.value

    def name_beside(self, person_id: UUID | None) -> str:
        """Give the name of the side that isn't this person."""
        if self.other is not None and person_id == self.other:
            return self.teller_name or "Somebody"
        return self.other_name or "Somebody"
