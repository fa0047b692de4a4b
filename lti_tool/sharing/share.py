"""Pure: a share, and what is shared."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class State(StrEnum):
    """Whether a share waits for its time, was sent, or was stopped before."""

    WAITING = "waiting"
    SENT = "sent"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that can be shared: `page` begins with /app/, `thing` is its activity as JSON.

    `is_open` says that the whole store sees it, so that it can be sent beyond the course.
    """

    kind: str
    id: UUID
    title: str
    page: str
    thing: dict[str, Any]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One thing that somebody sends to many; see tables.py."""

    id: UUID
    kind: str
    about_id: UUID
    title: str
    page: str
    telling: str
    platform_id: UUID
    deployment_id: str
    context_id: str
    sender: UUID
    sender_name: str
    audience: str
    audience_name: str
    message: str
    important: bool
    must_by: int | None
    mail: str
    send_at: int
    state: str
    lease: int
    round: int
    people: int
    created: int
    sent: int | None
    reminded: int | None

    @property
    def about(self) -> str:
        """What the notices of this share are about."""
        return f"share {self.id}"

    @property
    def notice_kind(self) -> str:
        return "assignment" if self.must_by else "share"
