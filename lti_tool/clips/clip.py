"""A clip: two or three minutes that somebody recorded, or a video elsewhere. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a clip is good for; the value is what people see."""

    WIN = "win"
    OBJECTION = "objection"
    COMPETITOR = "competitor"
    HOW_TO = "how-to"
    ASK = "ask"
    STORY = "story"


class State(StrEnum):
    """How far a clip is; only a ready one can be played."""

    UPLOADING = "uploading"
    PROCESSING = "processing"
    READY = "ready"
    REFUSED = "refused"


class Source(StrEnum):
    """Where a clip plays from."""

    FILE = "file"
    YOUTUBE = "youtube"
    VIMEO = "vimeo"
    URL = "url"


class Visibility(StrEnum):
    """Who sees a clip: the course it was made in, everybody in the store, or its author alone."""

    COURSE = "course"
    STORE = "store"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip. `length` is in seconds, None while nobody knows it; `author` is a person's id.

    `address` is a key of the media storage, an id at YouTube or Vimeo, or a URL, as `source` says.
    `progress` is how much of the processing is done, in per cent. Instants are microseconds.
    """

    store_id: int
    id: UUID
    platform_id: UUID
    context_id: str
    assignment: UUID | None
    author: UUID
    author_name: str
    title: str
    kind: Kind
    length: float | None
    state: State
    problem: str
    progress: int
    source: Source
    address: str
    upload: UUID | None
    visibility: Visibility
    tags: str
    telling: str
    round: int
    created: int
    changed: int
    hidden: int | None
    hidden_reason: str
    deleted: int | None
    purged: int | None

    @property
    def is_ready(self) -> bool:
        return self.state is State.READY

    @property
    def tag_list(self) -> list[str]:
        """The tags, in the order in which they were written."""
        return [tag for tag in self.tags.split(",") if tag]
