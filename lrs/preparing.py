"""Preparing statements: everything that can be done before the transaction is done here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from lrs.access import Access, Scope
from lrs.errors import InvalidStatement, Violation
from lrs.storage.payloads import compressed
from lrs.storage.statements import StatementRow
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary
from lrs.xapi import activity_definition, filing, signature, stamping, statement, strict_json
from lrs.xapi.content import Content
from lrs.xapi.identifier import identifier
from lrs.xapi.strict_json import Elements
from lrs.xapi.version import Version

JsonStatement = dict[str, Any]


class Prepared(NamedTuple):
    """A checked statement and all that follows from it, before its place is known."""

    id: UUID
    given_id: bool
    document: JsonStatement
    payload: bytes
    filed: set[tuple[str, str]]
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
    of activities by id.
    """

    store_id: int
    authority: str
    statements: Sequence[Prepared]
    contents: Mapping[str, Content]
    actors: Mapping[str, str]
    definitions: Mapping[str, dict[str, Any]]

    @property
    def ids(self) -> list[str]:
        """Give the statements' ids as they were written, in the order of the batch."""
        return [each.document["id"] for each in self.statements]


def prepare(
    access: Access,
    batch: Sequence[Any] | Elements,
    contents: Mapping[str, Content],
    version: Version,
    dictionary: ZstdDictionary = BUILT_IN,
) -> Submission:
    """Check a batch and work out all that will be stored; raises InvalidStatement.

    All of it is done to one statement after the other, while the processor's caches still hold it.
    """
    found: list[Violation] = []
    statements: list[Prepared] = []
    said = _Said()
    for number, each in enumerate(batch):
        found += _violations(each, contents, version, f"/{number}" if len(batch) > 1 else "")
        if not found:
            statements.append(_prepared(each, access.authority, version, dictionary))
            said.add(statements[-1].document)
    if found:
        raise InvalidStatement(*found)
    _check_ids(statements)
    named = identifier(access.authority) or ""
    definitions = said.definitions if access.covers(Scope.DEFINE) else {}
    return Submission(access.store_id, named, statements, contents, said.actors, definitions)


def _violations(
    given: Any, contents: Mapping[str, Content], version: Version, pointer: str
) -> list[Violation]:
    wrong = statement.violations(given, version, pointer)
    return wrong or signature.violations(given, contents, pointer)


def _prepared(
    given: JsonStatement, authority: dict[str, Any], version: Version, dictionary: ZstdDictionary
) -> Prepared:
    statement_id = given.get("id") or str(uuid4())
    document = stamping.stamp(
        given, statement_id=statement_id, stored="", authority=authority, version=version
    )
    del document["stored"]
    if "timestamp" not in given:
        del document["timestamp"]
    text = strict_json.dumps(document)
    payload = compressed(text, timestamped="timestamp" in given, dictionary=dictionary)
    filed = filing.filed_under(document)
    return Prepared(UUID(statement_id), "id" in given, document, payload, filed, _target(document))


def _target(document: JsonStatement) -> tuple[UUID, bool] | None:
    """Give the statement that this one refers to, and whether it voids it."""
    refers_to = filing.refers_to(document)
    return (UUID(refers_to), filing.voids(document) is not None) if refers_to else None


def _check_ids(prepared: Sequence[Prepared]) -> None:
    counted = Counter([each.id for each in prepared])
    if len(counted) == len(prepared):
        return
    twice = [
        Violation(
            f"/{number}/id",
            f"{each.id} stands more than once in this batch; give each statement its own id.",
            "xAPI-Data 2.4.1",
        )
        for number, each in enumerate(prepared)
        if counted[each.id] > 1
    ]
    raise InvalidStatement(*twice)


class _Said:
    """What a batch says of actors and activities, later statements over earlier ones.

    `actors` are names by identifier: of those who act, as groups are nobody's record.
    """

    def __init__(self) -> None:
        self.actors: dict[str, str] = {}
        self.definitions: dict[str, dict[str, Any]] = {}

    def add(self, document: JsonStatement) -> None:
        self._add_actor(document["actor"])
        for activity in filing.all_activities(document):
            definition = activity.get("definition")
            if definition:
                self._add_definition(activity["id"], definition)

    def _add_actor(self, actor: dict[str, Any]) -> None:
        named = identifier(actor)
        if named is not None and actor.get("objectType") != "Group":
            self.actors[named] = actor.get("name") or self.actors.get(named, "")

    def _add_definition(self, activity: str, definition: dict[str, Any]) -> None:
        known = self.definitions.get(activity)
        if known is None:
            self.definitions[activity] = definition
        elif known != definition:
            self.definitions[activity] = activity_definition.merge(known, definition)
