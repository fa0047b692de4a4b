"""Pure: a notice, as rooms hand it over and as it lies in an inbox."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from lti_tool.notifications.kinds import Mail

_ITEMS = UUID("5d1b0a5e-6f0a-4c5e-9f39-0d2c1f7a4b11")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened for a person.

    `page` begins with /app/; `by` is a name for people; `about` is a stable key: the same kind about the
    same thing is one notice. `words` are a message, `due` the instant by which something is to be done.
    `mail` is the latest at which mail goes out whatever the person prefers, except never; `trace` names
    what was kept by Inbox.keep_trace.
    """

    person_id: UUID
    kind: str
    title: str
    page: str
    by: str
    about: str
    words: str = ""
    important: bool = False
    due: int | None = None
    mail: Mail | None = None
    trace: UUID | None = None

    @property
    def id(self) -> UUID:
        """The id of its place in the inbox."""
        return item_id(self.person_id, self.kind, self.about)


def item_id(person_id: UUID, kind: str, about: str) -> UUID:
    return uuid5(_ITEMS, f"{person_id} {kind} {about}")


@dataclass(frozen=True, slots=True)
class Item:
    """A notice as it lies in an inbox."""

    id: UUID
    person_id: UUID
    kind: str
    about: str
    title: str
    page: str
    by: str
    words: str
    important: bool
    due: int | None
    trace_id: UUID | None
    created: int
    changed: int
    read: int | None
    done: int | None
    received: int | None
    opened: int | None
    opened_by: str
