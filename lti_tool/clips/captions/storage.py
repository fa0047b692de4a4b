"""Captions as they are kept, one WebVTT text for each language of a clip."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select

from lrs.database import Dialect
from lti_tool.clips.tables import clip_captions


@dataclass(frozen=True, slots=True)
class Caption:
    """The captions of a clip in one language (BCP 47); `words` is their text alone."""

    language: str
    vtt: str
    words: str
    changed: int
    changed_by: str


class Captions:
    """The captions of one store's clips."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def of(self, clip_id: UUID) -> list[Caption]:
        query = _QUERY.where(*self._is(clip_id)).order_by(clip_captions.c.language)
        return [Caption(*row) for row in self._connection.execute(query)]

    def find(self, clip_id: UUID, language: str) -> Caption | None:
        same = clip_captions.c.language == language
        row = self._connection.execute(_QUERY.where(*self._is(clip_id), same)).first()
        return Caption(*row) if row else None

    def keep(self, clip_id: UUID, caption: Caption) -> None:
        values = {name: getattr(caption, name) for name in Caption.__slots__}
        key = {"store_id": self._store_id, "clip_id": clip_id}
        add = self._dialect.insert(clip_captions).values(**key, **values)
        columns = list(clip_captions.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=columns, set_=values))

    def remove(self, clip_id: UUID, language: str) -> bool:
        same = clip_captions.c.language == language
        gone = delete(clip_captions).where(*self._is(clip_id), same)
        return self._connection.execute(gone).rowcount == 1

    def _is(self, clip_id: UUID) -> tuple[ColumnElement[bool], ...]:
        return (
            clip_captions.c.store_id == self._store_id,
            clip_captions.c.clip_id == clip_id,
        )


_QUERY = select(*(clip_captions.c[name] for name in Caption.__slots__))
