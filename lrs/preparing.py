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
    batch: Sequence[Any],
    contents: Mapping[str, Content],
    version: Version,
    dictionary: ZstdDictionary = BUILT_IN,
) -> Submission:
    """Check a batch and work out all that will be stored; raises InvalidStatement."""
    _check(batch, contents, version)
    statements = [_prepared(each, access.authority, version, dictionary) for each in batch]
    _check_ids(statements)
    return Submission(
        access.store_id,
        identifier(access.authority) or "",
        statements,
        contents,
        _actors(statements),
        _definitions(statements) if access.covers(Scope.DEFINE) else {},
    )


def _check(batch: Sequence[Any], contents: Mapping[str, Content], version: Version) -> None:
    found: list[Violation] = []
    for number, each in enumerate(batch):
        pointer = f"/{number}" if len(batch) > 1 else ""
        wrong = statement.violations(each, version, pointer)
        found += wrong or signature.violations(each, contents, pointer)
    if found:
        raise InvalidStatement(*found)


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
    counted = Counter(each.id for each in prepared)
    twice = [
        Violation(
            f"/{number}/id",
            f"{each.id} stands more than once in this batch; give each statement its own id.",
            "xAPI-Data 2.4.1",
        )
        for number, each in enumerate(prepared)
        if counted[each.id] > 1
    ]
    if twice:
        raise InvalidStatement(*twice)


def _actors(prepared: Sequence[Prepared]) -> dict[str, str]:
    """Give the identifiers of those who act, with their names; groups are nobody's record."""
    names: dict[str, str] = {}
    for each in prepared:
        actor = each.document["actor"]
        named = identifier(actor)
        if named is not None and actor.get("objectType") != "Group":
            names[named] = actor.get("name") or names.get(named, "")
    return names


def _definitions(prepared: Sequence[Prepared]) -> dict[str, dict[str, Any]]:
    """Give what the batch says of each activity, later statements over earlier ones."""
    found: dict[str, dict[str, Any]] = {}
    for each in prepared:
        for activity in filing.all_activities(each.document):
            definition = activity.get("definition")
            if definition:
                known = found.get(activity["id"])
                if known is None:
                    found[activity["id"]] = definition
                elif known != definition:
                    found[activity["id"]] = activity_definition.merge(known, definition)
    return found
