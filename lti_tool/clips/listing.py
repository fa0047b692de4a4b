"""Lists of clips as they are kept: put together by a teacher, seen by the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from lti_tool.clips.tables import clip_list_items, clip_lists


@dataclass(frozen=True, slots=True)
class ClipList:
    """A list under a title; `author` is a person."""

    id: UUID
    platform_id: UUID
    context_id: str
    author: UUID
    title: str
    created: int


class ClipLists:
    """The lists of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, made: ClipList) -> None:
        values = {name: getattr(made, name) for name in ClipList.__slots__}
        self._connection.execute(clip_lists.insert().values(store_id=self._store_id, **values))

    def find(self, list_id: UUID) -> ClipList | None:
        row = self._connection.execute(_QUERY.where(*self._is(list_id))).first()
        return ClipList(*row) if row else None

    def of_course(self, platform_id: UUID, context_id: str) -> Sequence[ClipList]:
        query = _QUERY.where(
            clip_lists.c.store_id == self._store_id,
            clip_lists.c.platform_id == platform_id,
            clip_lists.c.context_id == context_id,
            clip_lists.c.deleted.is_(None),
        )
        rows = self._connection.execute(query.order_by(clip_lists.c.title, clip_lists.c.id))
        return [ClipList(*row) for row in rows]

    def put(self, list_id: UUID, clip_id: UUID) -> None:
        """Put a clip at the end; one that is there already moves there."""
        self.take_out(list_id, clip_id)
        last = select(func.max(clip_list_items.c.place)).where(*self._in(list_id))
        place = (self._connection.scalar(last) or 0) + 1
        row = {"list_id": list_id, "clip_id": clip_id, "place": place}
        self._connection.execute(clip_list_items.insert().values(store_id=self._store_id, **row))

    def take_out(self, list_id: UUID, clip_id: UUID) -> None:
        same = clip_list_items.c.clip_id == clip_id
        self._connection.execute(delete(clip_list_items).where(*self._in(list_id), same))

    def remove(self, list_id: UUID, now: int) -> None:
        self._connection.execute(update(clip_lists).where(*self._is(list_id)).values(deleted=now))

    def _in(self, list_id: UUID) -> tuple[ColumnElement[bool], ...]:
        return (
            clip_list_items.c.store_id == self._store_id,
            clip_list_items.c.list_id == list_id,
        )

    def _is(self, list_id: UUID) -> tuple[ColumnElement[bool], ...]:
        mine = clip_lists.c.store_id == self._store_id
        return (mine, clip_lists.c.id == list_id, clip_lists.c.deleted.is_(None))


_QUERY = select(*(clip_lists.c[name] for name in ClipList.__slots__))
