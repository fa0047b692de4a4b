"""An ask, its answers and their reviews. Pure; instants are microseconds since the epoch."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that needs its answer by a day; `zone` is the time zone in which that day was said.

    `course_id` is none for one that everybody in the store sees; the launch in which it was asked stays known.
    `first_answer` is when somebody else first answered, `accepted` the answer that helped and `told` the statement
    that says so. `reminded` is when others were asked to help; `purged` when its words were let go; `hidden` when a moderator hid it.
    """

    id: UUID
    platform_id: UUID
    deployment_id: str
    context_id: str
    course_id: UUID | None
    title: str
    details: str
    clip_id: UUID | None
    needed_by: int
    zone: str
    tags: str
    author_id: UUID
    author_name: str
    answers: int
    first_answer: int | None
    accepted: UUID | None
    told: UUID | None
    turns: int
    edits: int
    reminded: int | None
    created: int
    purged: int | None
    deleted: int | None
    hidden: int | None = None

    @property
    def tag_list(self) -> list[str]:
        """The tags, in the order in which they were written."""
        return [tag for tag in self.tags.split(",") if tag]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered, in words or with a clip; `stars` is the sum of its `reviews`."""

    id: UUID
    ask_id: UUID
    author_id: UUID
    author_name: str
    text: str
    clip_id: UUID | None
    reviews: int
    stars: int
    created: int
    purged: int | None
    deleted: int | None
    hidden: int | None = None

    @property
    def score(self) -> float | None:
        """The mean of its reviews, from 1 to 5."""
        return self.stars / self.reviews if self.reviews else None


class Review(NamedTuple):
    """What a peer thinks of an answer, from 1 to 5 stars; 0 is one that was taken back.

    `turn` counts how often that was said, `told` is the statement that says it.
    """

    person_id: UUID
    name: str
    stars: int
    words: str
    turn: int
    told: UUID | None
    created: int


class Written(NamedTuple):
    """What somebody wrote into the form of an ask, read and found good."""

    title: str
    details: str
    needed_by: int
    zone: str
    tags: str
    clip_id: UUID | None
    for_all: bool
