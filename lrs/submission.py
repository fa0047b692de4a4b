"""What a request brings: statements that were checked, with all that follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from lrs.storage.index_entries import Entry
from lrs.storage.statements import StatementRow
from lrs.xapi import activity_definition, filing
from lrs.xapi.content import Content
from lrs.xapi.filing import Filed
from lrs.xapi.identifier import identifier
from lrs.xapi.told import Told

JsonStatement = dict[str, Any]


class Prepared(NamedTuple):
    """A checked statement and all that follows from it, before its place is known.

    `text` is its JSON without what its place says, and `written_id` its id in the client's case.
    """

    id: UUID
    written_id: str
    given_id: bool
    text: bytes
    payload: bytes
    filed: set[Filed]
    target: tuple[UUID, bool] | None

    @property
    def is_voider(self) -> bool:
        return self.target is not None and self.target[1]

    def row(self, stored: int, authority: str, *, voided: bool) -> StatementRow:
        return StatementRow(self.id, stored, authority, self.payload, self.filed, voided)


@dataclass(frozen=True, slots=True)
class Submission:
    """One request's statements, to be stored whole or not at all.

    `contents` are attachments' bytes by SHA-2, `actors` names by identifier, `definitions` those
    of activities by id. `entries` are the rows of the index if the first statement stood at 0 and
    the others behind it: there for batches that are worth a commit of their own, and are taken to be new.
    """

    store_id: int
    authority: str
    statements: Sequence[Prepared]
    contents: Mapping[str, Content]
    actors: Mapping[str, str]
    definitions: Mapping[str, dict[str, Any]]
    entries: Sequence[Entry] | None = None

    @property
    def ids(self) -> list[str]:
        """Give the statements' ids as they were written, in the order of the batch."""
        return [each.written_id for each in self.statements]


class Said:
    """What a batch says of actors and activities, later statements over earlier ones.

    `actors` are names by identifier: of those who act, as groups are nobody's record.
    """

    def __init__(self) -> None:
        self.actors: dict[str, str] = {}
        self.definitions: dict[str, dict[str, Any]] = {}

    def add(self, document: JsonStatement) -> None:
        """Take what a statement says."""
        actor = document["actor"]
        named = identifier(actor)
        if named is not None and actor.get("objectType") != "Group":
            self._name(named, actor.get("name", ""))
        for activity in filing.all_activities(document):
            if activity.get("definition"):
                self._define(activity["id"], activity["definition"])

    def hear(self, parts: Iterable[Told]) -> None:
        """Take what parts of a statement say."""
        for each in parts:
            if each.named:
                self._name(*each.named)
            for activity, definition in each.definitions:
                self._define(activity, definition)

    def _name(self, named: str, name: str) -> None:
        self.actors[named] = name or self.actors.get(named, "")

    def _define(self, activity: str, definition: dict[str, Any]) -> None:
        known = self.definitions.get(activity)
        if known is None:
            self.definitions[activity] = definition
        elif known is not definition and known != definition:
            self.definitions[activity] = activity_definition.merge(known, definition)
