"""State, Activity Profile and Agent Profile documents of one store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select

from lrs.database import Dialect, Direct
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


Asked = Callable[[], Document | None]

_ONE = Direct(
    select(*(documents.c[name] for name in Document.__slots__)).where(
        documents.c.store_id == bindparam("store"), documents.c.key == bindparam("key")
    )
)
_GUARDED = Direct(
    select(documents.c.id)
    .where(
        documents.c.store_id == bindparam("store"),
        documents.c.collection == bindparam("collection"),
        documents.c.guarded.is_(True),
    )
    .limit(1)
)


@lru_cache(maxsize=16)
def _put(dialect: Dialect) -> Direct:
    """Give the INSERT of a whole row, or the change of the one that has its key."""
    insert = dialect.insert(documents)
    changed = {name: insert.excluded[name] for name in (*Document.__slots__, "guarded")}
    same = [documents.c.store_id, documents.c.key]
    return Direct(insert.on_conflict_do_update(index_elements=same, set_=changed))


class Documents:
    """The documents of one collection in one store."""

    def __init__(
        self, connection: Connection, dialect: Dialect, store_id: int, collection: Collection
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._of = collection
        self._collection = document_key(
            store_id, collection.resource, collection.activity, collection.agent
        )

    def get(self, document_id: str, registration: UUID | None) -> Document | None:
        return self._ask(document_id, registration)()

    def take(self, document_id: str, registration: UUID | None) -> Document | None:
        """Get a document to change it: whoever else wants to waits until this transaction ends."""
        return self.ask_taken(document_id, registration)()

    def ask_taken(self, document_id: str, registration: UUID | None) -> Asked:
        """Ask for that; the answer is there when it is called for."""
        self.take_turn(document_id, registration)
        return self._ask(document_id, registration)

    def take_turn(self, document_id: str, registration: UUID | None) -> None:
        """Let whoever else wants to change a document wait until this transaction ends."""
        self._dialect.take_turns(self._connection, self._key(document_id, registration))

    def _ask(self, document_id: str, registration: UUID | None) -> Asked:
        key = self._key(document_id, registration)
        answer = _ONE.ask(self._connection, store=self._store_id, key=key)

        def found() -> Document | None:
            row = answer.first()
            return None if row is None else Document(*row)

        return found

    def are_guarded(self) -> bool:
        """Say whether any document of this collection was written with a precondition."""
        mine = {"store": self._store_id, "collection": self._collection}
        return _GUARDED.ask(self._connection, **mine).first() is not None

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
        _put(self._dialect).ask(self._connection, **names, **values)

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
        return self.key_of(self._store_id, self._of, document_id, registration)

    @staticmethod
    def key_of(
        store_id: int, collection: Collection, document_id: str, registration: UUID | None
    ) -> bytes:
        """Give what stands for one document among all."""
        names = (collection.resource, collection.activity, collection.agent)
        number = str(registration) if registration else None
        return document_key(store_id, *names, number, document_id)

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
