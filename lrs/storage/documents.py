"""State, Activity Profile and Agent Profile documents of one store."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select

from lrs.database import Dialect
from lrs.storage.hashing import document_key
from lrs.storage.tables import documents


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents that belong together: a resource, and the activity and agent it hangs on."""

    resource: str
    activity: str | None
    agent: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was sent. `updated` in microseconds since the epoch; `etag` is quoted."""

    content: bytes
    content_type: str
    etag: str
    updated: int


class Documents:
    """The documents of one collection in one store."""

    def __init__(
        self, connection: Connection, dialect: Dialect, store_id: int, collection: Collection
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._names = (collection.resource, collection.activity, collection.agent)
        self._collection = document_key(store_id, *self._names)

    def get(self, document_id: str, registration: UUID | None) -> Document | None:
        columns = (documents.c[name] for name in Document.__slots__)
        query = select(*columns).where(self._is(document_id, registration))
        row = self._connection.execute(query).first()
        return None if row is None else Document(*row)

    def take(self, document_id: str, registration: UUID | None) -> Document | None:
        """Get a document to change it: whoever else wants to waits until this transaction ends."""
        self._dialect.take_turns(self._connection, self._key(document_id, registration))
        return self.get(document_id, registration)

    def are_guarded(self) -> bool:
        """Say whether any document of this collection was written with a precondition."""
        query = select(documents.c.id).where(*self._all(None), documents.c.guarded.is_(True))
        return self._connection.execute(query.limit(1)).first() is not None

    def put(
        self, document_id: str, registration: UUID | None, document: Document, *, guarded: bool
    ) -> None:
        values = {name: getattr(document, name) for name in Document.__slots__}
        values["guarded"] = guarded
        names = {
            "store_id": self._store_id,
            "key": self._key(document_id, registration),
            "collection": self._collection,
            "registration": registration,
            "id": document_id,
        }
        insert = self._dialect.insert(documents).values(**names, **values)
        same = [documents.c.store_id, documents.c.key]
        self._connection.execute(insert.on_conflict_do_update(index_elements=same, set_=values))

    def remove(self, document_id: str, registration: UUID | None) -> None:
        self._connection.execute(delete(documents).where(self._is(document_id, registration)))

    def remove_all(self, registration: UUID | None) -> None:
        self._connection.execute(delete(documents).where(*self._all(registration)))

    def ids(self, registration: UUID | None, since: int | None) -> Sequence[str]:
        """Give the ids of all documents, or of those changed after `since`."""
        query = select(documents.c.id).where(*self._all(registration)).order_by(documents.c.id)
        if since is not None:
            query = query.where(documents.c.updated > since)
        return list(dict.fromkeys(self._connection.scalars(query)))

    def _key(self, document_id: str, registration: UUID | None) -> bytes:
        number = str(registration) if registration else None
        return document_key(self._store_id, *self._names, number, document_id)

    def _is(self, document_id: str, registration: UUID | None) -> ColumnElement[bool]:
        key = self._key(document_id, registration)
        return (documents.c.store_id == self._store_id) & (documents.c.key == key)

    def _all(self, registration: UUID | None) -> list[ColumnElement[bool]]:
        """Without a registration all documents are meant, with one only its own."""
        conditions = [
            documents.c.store_id == self._store_id,
            documents.c.collection == self._collection,
        ]
        if registration is not None:
            conditions.append(documents.c.registration == registration)
        return conditions
