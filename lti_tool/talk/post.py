"""What is said, and where: posts and the places that they are about. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """What people talk about: a clip, a discussion, an ask.

    `activity` is as statements name it, `page` begins with /app/, `owner` made it, `length` is in seconds.
    `course_id` is the course whose teachers answer for it; `is_open` says that the whole store sees it.
    """

    kind: str
    id: UUID
    title: str
    activity: Mapping[str, Any]
    page: str
    owner: UUID | None
    course_id: UUID | None
    is_open: bool
    length: float | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One comment, reply or opening as it is kept; instants are microseconds."""

    id: UUID
    place_kind: str
    place_id: UUID
    course_id: UUID | None
    thread_id: UUID
    parent_id: UUID | None
    author_id: UUID
    author_name: str
    text: str
    second: float | None
    statement_id: UUID
    replies: int
    likes: int
    created: int
    last: int
    edited: int | None
    accepted: int | None
    hidden: int | None
    deleted: int | None
    purged: int | None

    @property
    def is_head(self) -> bool:
        return self.id == self.thread_id

    @property
    def is_opening(self) -> bool:
        return self.id == self.place_id

    @property
    def is_there(self) -> bool:
        return self.hidden is None and self.deleted is None


class Named(NamedTuple):
    """Somebody whom a text names, and the name that it uses."""

    person_id: UUID
    name: str


class Said(NamedTuple):
    """What somebody wrote, read and found good."""

    text: str
    second: float | None
    named: tuple[Named, ...]
