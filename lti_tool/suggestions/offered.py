"""What this room needs of whoever brings suggestions; wsgi.py brings them together."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection


class Suggested(Protocol):
    """Something to watch (`kind` clip) or to read; instants in microseconds, None for never."""

    @property
    def id(self) -> UUID: ...

    @property
    def source(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def link(self) -> str: ...

    @property
    def summary(self) -> str: ...

    @property
    def published(self) -> int: ...

    @property
    def opened(self) -> int | None: ...


class Suggestions(Protocol):
    """The suggestions of each store."""

    def of(self, store_id: int, person_id: UUID, *, dismissed: bool = False) -> Sequence[Suggested]:
        """Give what was published lately, newest first: what this person didn't dismiss, or did."""

    def find(self, store_id: int, person_id: UUID, suggestion_id: UUID) -> Suggested:
        """Raise NotFound."""

    def opened(self, sql: Connection, store_id: int, person_id: UUID, suggestion_id: UUID) -> None:
        """Note that a person opened one; only SQL."""

    def dismiss(self, store_id: int, person_id: UUID, suggestion_id: UUID, *, undo: bool) -> None:
        """Raise NotFound."""
