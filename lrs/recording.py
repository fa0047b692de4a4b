"""Recording statements: prepare everything first, then one transaction that only speaks SQL."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from lrs.access import Access, Scope
from lrs.database import Database
from lrs.errors import InvalidStatement, NotPermitted, StatementConflict, Violation
from lrs.storage.activities import Activities
from lrs.storage.people import People
from lrs.storage.statement_references import StatementReferences
from lrs.storage.statements import Attachments, StatementRow, Statements
from lrs.xapi import activity_definition, filing, signature, stamping, statement, strict_json
from lrs.xapi.equivalence import equivalent
from lrs.xapi.identifier import identifier
from lrs.xapi.version import Version

JsonStatement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A checked statement and all that follows from it, before its place is known."""

    id: UUID
    given_id: bool
    document: JsonStatement
    text: bytes
    filed: set[tuple[str, str]]
    target: tuple[UUID, bool] | None

    def row(self, stored: int, authority: str, voided: bool) -> StatementRow:
        payload = self._placed(stamping.format_instant(stored).encode())
        return StatementRow(self.id, stored, authority, payload, self.filed, voided)

    def _placed(self, instant: bytes) -> bytes:
        """Add what only the place decides to the text; the rest of it was made beforehand."""
        timestamp = b"" if "timestamp" in self.document else b',"timestamp":"' + instant + b'"'
        return self.text[:-1] + timestamp + b',"stored":"' + instant + b'"}'


def record(
    database: Database,
    access: Access,
    batch: Sequence[Any],
    contents: Mapping[str, bytes],
    version: Version,
) -> list[str]:
    """Store a batch whole or not at all, and give the ids in the order of the batch.

    `contents` are the bytes of attachments by SHA-2. A statement that is there already is left as
    it is. Raises NotPermitted, InvalidStatement with every violation of every statement, and
    StatementConflict when another statement has an id of the batch.
    """
    if not access.covers(Scope.STATEMENTS_WRITE):
        raise NotPermitted("This key may not write statements (scope statements/write).")
    _check(batch, contents, version)
    prepared = [_prepare(each, access.authority, version) for each in batch]
    _check_ids(prepared)
    if prepared:
        append = _Append(database, access, prepared, contents)
        database.write(append)
    return [each.document["id"] for each in prepared]


def _check(batch: Sequence[Any], contents: Mapping[str, bytes], version: Version) -> None:
    found: list[Violation] = []
    for number, each in enumerate(batch):
        pointer = f"/{number}" if len(batch) > 1 else ""
        wrong = statement.violations(each, version, pointer)
        found += wrong or signature.violations(each, contents, pointer)
    if found:
        raise InvalidStatement(*found)


def _prepare(given: JsonStatement, authority: dict[str, Any], version: Version) -> Prepared:
    statement_id = given.get("id") or str(uuid4())
    document = stamping.stamp(
        given, statement_id=statement_id, stored="", authority=authority, version=version
    )
    for decided_by_place in {"stored", "timestamp"} - ({"timestamp"} & given.keys()):
        del document[decided_by_place]
    text = strict_json.dumps(document)
    filed = filing.filed_under(document)
    return Prepared(UUID(statement_id), "id" in given, document, text, filed, _target(document))


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


class _Append:
    """One transaction's work; it may run again when the database asks for it."""

    def __init__(
        self,
        database: Database,
        access: Access,
        prepared: Sequence[Prepared],
        contents: Mapping[str, bytes],
    ) -> None:
        self._dialect = database.dialect
        self._access = access
        self._prepared = prepared
        self._contents = contents
        self._actors = _actors(prepared)
        self._definitions = _definitions(prepared) if access.covers(Scope.DEFINE) else {}

    def __call__(self, connection: Connection) -> None:
        self._dialect.order_appends(connection, self._access.store_id)
        statements = Statements(connection, self._dialect, self._access.store_id)
        fresh = self._fresh(statements)
        if fresh:
            last = statements.last_stored()
            self._write(connection, statements, fresh, last)

    def _fresh(self, statements: Statements) -> list[Prepared]:
        """Leave out what is stored already; raises StatementConflict when it differs."""
        known = statements.payloads([each.id for each in self._prepared if each.given_id])
        for each in self._prepared:
            if each.id in known and not equivalent(
                strict_json.loads(known[each.id]), each.document
            ):
                raise StatementConflict(
                    f"Another statement with the id {each.id} is stored; statements never change. "
                    "Send this one with an id of its own (xAPI-Data 2.4.1)."
                )
        return [each for each in self._prepared if each.id not in known]

    def _write(
        self, connection: Connection, statements: Statements, fresh: list[Prepared], last: int
    ) -> None:
        store_id, dialect = self._access.store_id, self._dialect
        now = dialect.now(connection)
        first = max(now, last + 1)
        placed = dict(enumerate(fresh, first))
        references = StatementReferences(connection, dialect, store_id)
        voided = references.voided_before([each.id for each in fresh])
        authority = identifier(self._access.authority) or ""
        statements.append(
            [
                each.row(stored, authority, each.id in voided and not _is_voider(each))
                for stored, each in placed.items()
            ]
        )
        references.add({stored: each.target for stored, each in placed.items() if each.target})
        references.inherit(placed.keys())
        Attachments(connection, dialect, store_id).keep(self._contents)
        Activities(connection, dialect, store_id).learn(self._definitions)
        People(connection, dialect, store_id).meet(self._actors, now)


def _is_voider(prepared: Prepared) -> bool:
    return prepared.target is not None and prepared.target[1]


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
        for activity, definition in filing.activities(each.document).items():
            if definition:
                found[activity] = activity_definition.merge(found.get(activity, {}), definition)
    return found
