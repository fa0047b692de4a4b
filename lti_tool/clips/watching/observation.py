"""Pure: what the player saw: one act of the viewer, and a batch of them as the page sends it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lti_tool.clips.watching.segments import Segment

LAST = 1_000_000  # the number of the end that Hallway adds to a session that nobody ended


class Act(StrEnum):
    """What happened. WATCHING tells only that more was played, and is no statement."""

    INITIALIZED = "initialized"
    PLAYED = "played"
    PAUSED = "paused"
    SEEKED = "seeked"
    INTERACTED = "interacted"
    WATCHING = "watching"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the player stood. Sizes are pixels such as 640x360, 0x0 unknown; `language` is that of the captions."""

    volume: float = 1.0
    speed: float = 1.0
    captions: bool = False
    language: str = ""
    full_screen: bool = False
    screen_size: str = "0x0"
    playback_size: str = "0x0"


@dataclass(frozen=True, slots=True)
class Observation:
    """One act. `at` is when by the viewer's clock, in milliseconds; `time` where in the clip, in seconds.

    `number` counts them within a session; `watched` is what was played since the one before;
    `origin` is where a seek came from.
    """

    number: int
    act: Act
    at: int
    time: float
    settings: Settings
    watched: Segment | None = None
    origin: float = 0.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Observations of one session; `sent` is when by the viewer's clock, `length` the clip's in seconds.

    `opened` is the code with which our page said when it was made, "" where there was none.
    """

    session: UUID
    sent: int
    length: float
    observations: tuple[Observation, ...]
    opened: str = ""
