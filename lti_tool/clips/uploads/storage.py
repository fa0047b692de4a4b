"""Uploads as they are kept, bound to one store."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, update

from lti_tool.clips.tables import clips, uploads


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: so many bytes are here, of `length` when that is known. Only its sender may go on."""

    store_id: int
    id: UUID
    person_id: UUID
    metadata: str
    offset: int
    length: int | None
    created: int
    expires: int

    @property
    def is_complete(self) -> bool:
        return self.offset == self.length

    @property
    def folder(self) -> str:
        """Where its pieces lie, each named by its place in the file."""
        return f"uploads/{self.store_id}/{self.id}"


class Uploads:
    """The uploads of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, upload: Upload) -> None:
        values = {name: getattr(upload, name) for name in Upload.__slots__}
        self._connection.execute(uploads.insert().values(values))

    def find(self, upload_id: UUID) -> Upload | None:
        row = self._connection.execute(_QUERY.where(*self._is(upload_id))).first()
        return Upload(*row) if row else None

    def advance(self, old: Upload, new: Upload) -> bool:
        """Go on from where `old` was; False when somebody else did, or it is gone."""
        values = {"offset": new.offset, "length": new.length, "expires": new.expires}
        change = update(uploads).where(*self._is(old.id), uploads.c.offset == old.offset)
        return self._connection.execute(change.values(values)).rowcount == 1

    def remove(self, upload_id: UUID) -> bool:
        gone = delete(uploads).where(*self._is(upload_id))
        return self._connection.execute(gone).rowcount == 1

    def expired(self, now: int) -> Sequence[Upload]:
        """Give those whose time is over and that no clip waits for."""
        mine = uploads.c.store_id == self._store_id
        wanted = select(clips.c.id).where(
            clips.c.store_id == self._store_id,
            clips.c.upload == uploads.c.id,
            clips.c.deleted.is_(None),
        )
        query = _QUERY.where(mine, uploads.c.expires <= now, ~wanted.exists())
        return [Upload(*row) for row in self._connection.execute(query.limit(100))]

    def _is(self, upload_id: UUID) -> tuple[ColumnElement[bool], ...]:
        return (uploads.c.store_id == self._store_id, uploads.c.id == upload_id)


_QUERY = select(*(uploads.c[name] for name in Upload.__slots__))
