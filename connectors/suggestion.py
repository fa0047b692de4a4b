"""Something to watch or read that a connected system suggests to everybody of a store."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

CLIP, READING = "clip", "reading"


class Suggestion(NamedTuple):
    """What a connector suggests; `about` names it for good in its system, `published` is in seconds."""

    about: str
    kind: str
    title: str
    link: str
    summary: str
    published: int | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as it is kept, from which connection, and what one person did with it. In microseconds."""

    id: UUID
    connection_id: UUID
    source: str
    kind: str
    title: str
    link: str
    summary: str
    published: int
    opened: int | None
    dismissed: int | None
