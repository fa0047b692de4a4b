"""What members see of connections: what each tells of them and keeps, and how they pause it for themselves."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from connectors.connector import Files, Hook
from connectors.desk import Desk
from connectors.registry import CONNECTORS
from connectors.storage import Connection, State

_WORDS_KEPT = "Your words are kept with it."
_WORDS_NOT_KEPT = "Not your words: only how long they are, their language and a fingerprint."
_NOBODY = "Nobody is named: it counts for the organisation, and for no record."


class MemberSource(NamedTuple):
    """A connection as its members see it."""

    id: UUID
    name: str
    system: str
    notice: str
    keeps: Sequence[str]
    working: bool
    paused: bool


class MemberSources:
    """The connections of all stores, for their members."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, store_id: int, person_id: UUID) -> list[MemberSource]:
        found, _ = self._desk.all(store_id)
        paused = self._desk.paused_by(store_id, person_id)
        return [self._shown(each, each.id in paused) for each in found if each.kind in CONNECTORS]

    def pause(self, store_id: int, person_id: UUID, source_id: UUID, *, paused: bool) -> None:
        """Raise NotFound for a source of another store."""
        self._desk.pause_source(self._desk.find(store_id, source_id), person_id, paused=paused)

    def pause_all(self, store_id: int, person_id: UUID, *, paused: bool) -> None:
        self._desk.pause_person(store_id, person_id, paused=paused)

    def all_paused(self, store_id: int, person_id: UUID) -> bool:
        return person_id in self._desk.paused(store_id)

    def _shown(self, connection: Connection, paused: bool) -> MemberSource:
        kind = CONNECTORS[connection.kind]
        return MemberSource(
            connection.id,
            connection.name,
            kind.title,
            kind.notice,
            self._keeps(connection),
            connection.state is State.ACTIVE,
            paused,
        )

    def _keeps(self, connection: Connection) -> list[str]:
        kind = CONNECTORS[connection.kind]
        said = [_NOBODY] if connection.aggregate else []
        if "keep_text" in kind.schema().fields:
            kept = self._desk.settings(connection).get("keep_text")
            said.append(_WORDS_KEPT if kept else _WORDS_NOT_KEPT)
        if isinstance(kind, Hook | Files) and connection.raw_days:
            days = "1 day" if connection.raw_days == 1 else f"{connection.raw_days} days"
            said.append(f"What it sent is kept encrypted for {days}, and then thrown away.")
        return said
