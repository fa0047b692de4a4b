"""Documents: State, Activity Profile and Agent Profile, with optimistic concurrency."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from lrs.access import Access, Scope
from lrs.database import Database
from lrs.errors import NotFound, NotPermitted
from lrs.storage.documents import Collection, Document, Documents
from lrs.xapi import precondition

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


def remove(database: Database, access: Access, address: Address, conditions: Conditions) -> None:
    """Remove a document, or nothing when there is none; raises PreconditionFailed, NotPermitted."""
    may_write(access, address.collection)

    def work(connection: Connection) -> None:
        kept = _documents(database, connection, access, address.collection)
        check("DELETE", conditions, kept.take(address.id, address.registration))
        kept.remove(address.id, address.registration)

    database.write(work)


def remove_all(
    database: Database, access: Access, collection: Collection, registration: UUID | None
) -> None:
    """Remove all State documents of an activity and agent; raises NotPermitted."""
    may_write(access, collection)
    database.write(
        lambda connection: _documents(database, connection, access, collection).remove_all(
            registration
        )
    )


def check(method: str, conditions: Conditions, old: Document | None) -> None:
    """Raise PreconditionFailed, DocumentConflict (xAPI-Communication 3.1)."""
    precondition.check(
        method,
        conditions.if_match,
        conditions.if_none_match,
        old.etag if old else None,
        required=conditions.required,
    )


def _documents(
    database: Database, connection: Connection, access: Access, collection: Collection
) -> Documents:
    return Documents(connection, database.dialect, access.store_id, collection)


def _may_read(access: Access, collection: Collection) -> None:
    scope = _SCOPES[collection.resource]
    if not access.covers(scope, Scope.ALL_READ):
        raise NotPermitted(f"This key may not read here (scope {scope}).")


def may_write(access: Access, collection: Collection) -> None:
    """Raise NotPermitted."""
    scope = _SCOPES[collection.resource]
    if not access.covers(scope):
        raise NotPermitted(f"This key may not write here (scope {scope}).")
