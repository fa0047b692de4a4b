"""What this room needs of whoever connects systems; wsgi.py brings them together."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class Source(Protocol):
    """A connected system as its members see it; `keeps` are sentences."""

    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...

    @property
    def system(self) -> str: ...

    @property
    def notice(self) -> str: ...

    @property
    def keeps(self) -> Sequence[str]: ...

    @property
    def working(self) -> bool: ...

    @property
    def paused(self) -> bool: ...


class Sources(Protocol):
    """The connected systems of each store."""

    def of(self, store_id: int, person_id: UUID) -> Sequence[Source]:
        """Give all of them, and which this person paused."""

    def pause(self, store_id: int, person_id: UUID, source_id: UUID, *, paused: bool) -> None:
        """Let one tell nothing about a person from now on, or tell again. Raises NotFound."""

    def pause_all(self, store_id: int, person_id: UUID, *, paused: bool) -> None:
        """Let none tell anything about a person, those that come later included, or let all tell again."""

    def all_paused(self, store_id: int, person_id: UUID) -> bool: ...
