"""Documents beside clips, as they are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, select

from lti_tool.clips.tables import clip_documents


@dataclass(frozen=True, slots=True)
class Document:
    """Slides, a price list, a letter: `size` is in bytes, `name` what its owner called the file."""

    id: UUID
    name: str
    media_type: str
    size: int
    created: int


class Documents:
    """The documents of one store's clips."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, clip_id: UUID, documents: Iterable[Document]) -> None:
        key = {"store_id": self._store_id, "clip_id": clip_id}
        rows = [{**key, **{n: getattr(d, n) for n in Document.__slots__}} for d in documents]
        if rows:
            self._connection.execute(clip_documents.insert(), rows)

    def of(self, clip_id: UUID) -> list[Document]:
        """Give those of a clip in the order in which they came."""
        query = _QUERY.where(
            clip_documents.c.store_id == self._store_id, clip_documents.c.clip_id == clip_id
        )
        order = (clip_documents.c.created, clip_documents.c.name, clip_documents.c.id)
        return [Document(*row) for row in self._connection.execute(query.order_by(*order))]

    def remove(self, clip_id: UUID, document_id: UUID) -> bool:
        gone = delete(clip_documents).where(
            clip_documents.c.store_id == self._store_id,
            clip_documents.c.clip_id == clip_id,
            clip_documents.c.id == document_id,
        )
        return self._connection.execute(gone).rowcount == 1


_QUERY = select(*(clip_documents.c[name] for name in Document.__slots__))
