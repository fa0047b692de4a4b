"""Documents: State, Activity Profile and Agent Profile, with optimistic concurrency."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from lrs.access import Access, Scope
from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidRequest, NotFound, NotPermitted, Violation
from lrs.storage.documents import Collection, Document, Documents
from lrs.xapi import document, precondition

_SCOPES = {
    "state": Scope.STATE,
    "activity_profile": Scope.PROFILE,
    "agent_profile": Scope.PROFILE,
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document is: its collection, its registration (State only) and its own id."""

    collection: Collection
    registration: UUID | None
    id: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a write asks of the document that is there (xAPI-Communication 3.1)."""

    if_match: str | None
    if_none_match: str | None
    required: bool
    strict: bool

    @property
    def given(self) -> bool:
        return self.if_match is not None or self.if_none_match is not None


def get(database: Database, access: Access, address: Address) -> Document:
    """Raise NotFound, NotPermitted."""
    _may_read(access, address.collection)
    with database.asking() as connection:
        found = _documents(database, connection, access, address.collection).get(
            address.id, address.registration
        )
    if found is None:
        raise NotFound(f"There is no document with the id {address.id} here.")
    return found


def ids(
    database: Database,
    access: Access,
    collection: Collection,
    registration: UUID | None,
    since: int | None,
) -> Sequence[str]:
    """Give the ids of a collection's documents; raises NotPermitted."""
    _may_read(access, collection)
    with database.asking() as connection:
        kept = _documents(database, connection, access, collection)
        return kept.ids(registration, since)


def write(
    database: Database,
    access: Access,
    address: Address,
    content: tuple[bytes, str],
    method: str,
    conditions: Conditions,
) -> str:
    """Put a document, or POST to merge into what is there; gives the new ETag.

    `content` is (bytes, content type). Raises PreconditionFailed, DocumentConflict, InvalidRequest
    when JSON is merged with something else, NotPermitted.
    """
    _may_write(access, address.collection)
    document.check(*content)

    def work(connection: Connection) -> str:
        kept = _documents(database, connection, access, address.collection)
        old = kept.take(address.id, address.registration)
        _check(method, conditions, old)
        if old is None and method == "PUT" and conditions.strict and not conditions.given:
            _refuse_unguarded(kept)
        new, content_type = content
        if method == "POST" and old is not None:
            new = document.merge(old.content, old.content_type, new, content_type)
        etag = document.etag(new)
        made = Document(new, content_type, etag, now())
        kept.put(address.id, address.registration, made, guarded=conditions.given)
        return etag

    return database.write(work)


def remove(database: Database, access: Access, address: Address, conditions: Conditions) -> None:
    """Remove a document, or nothing when there is none; raises PreconditionFailed, NotPermitted."""
    _may_write(access, address.collection)

    def work(connection: Connection) -> None:
        kept = _documents(database, connection, access, address.collection)
        _check("DELETE", conditions, kept.take(address.id, address.registration))
        kept.remove(address.id, address.registration)

    database.write(work)


def remove_all(
    database: Database, access: Access, collection: Collection, registration: UUID | None
) -> None:
    """Remove all State documents of an activity and agent; raises NotPermitted."""
    _may_write(access, collection)
    database.write(
        lambda connection: _documents(database, connection, access, collection).remove_all(
            registration
        )
    )


def _check(method: str, conditions: Conditions, old: Document | None) -> None:
    precondition.check(
        method,
        conditions.if_match,
        conditions.if_none_match,
        old.etag if old else None,
        required=conditions.required,
    )


def _refuse_unguarded(kept: Documents) -> None:
    """Refuse a blind PUT of a new profile beside ones that are written with preconditions (ADR 8)."""
    if kept.are_guarded():
        raise InvalidRequest(
            Violation(
                "If-None-Match",
                "The profiles here are written with preconditions; send If-None-Match: * to create "
                "another one.",
                "xAPI-Communication 3.1",
            )
        )


def _documents(
    database: Database, connection: Connection, access: Access, collection: Collection
) -> Documents:
    return Documents(connection, database.dialect, access.store_id, collection)


def _may_read(access: Access, collection: Collection) -> None:
    scope = _SCOPES[collection.resource]
    if not access.covers(scope, Scope.ALL_READ):
        raise NotPermitted(f"This key may not read here (scope {scope}).")


def _may_write(access: Access, collection: Collection) -> None:
    scope = _SCOPES[collection.resource]
    if not access.covers(scope):
        raise NotPermitted(f"This key may not write here (scope {scope}).")
