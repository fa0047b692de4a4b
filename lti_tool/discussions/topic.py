"""A topic: what a discussion is about. Pure."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; its opening is the post with the same id. `gone` is when it was hidden or deleted."""

    id: UUID
    course_id: UUID | None
    title: str
    author_id: UUID
    author_name: str
    pinned: bool
    locked: bool
    replies: int
    answered: bool
    created: int
    last: int
    gone: int | None
