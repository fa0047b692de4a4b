"""Clips as they are kept, bound to one store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, delete, select, update

from lrs.database import Dialect
from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.tables import clip_events, clip_tags, clips


class Clips:
    """The clips of one store; who may see them is decided elsewhere (rules.py)."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, clip_id: UUID, *, deleted: bool = False) -> Clip | None:
        """Give one, deleted ones only when asked for."""
        there = clips.c.deleted.is_not(None) if deleted else clips.c.deleted.is_(None)
        row = self._connection.execute(
            QUERY.where(self._mine, there, clips.c.id == clip_id)
        ).first()
        return read(row) if row else None

    def add(self, clip: Clip, search: str) -> None:
        values = {name: getattr(clip, name) for name in Clip.__slots__}
        self._connection.execute(clips.insert().values(search=search, **values))
        self._keep_tags(clip.id, clip.tag_list)

    def change(self, clip_id: UUID, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Change one where the conditions hold; say whether they did."""
        named = update(clips).where(self._mine, clips.c.id == clip_id, *conditions)
        changed = self._connection.execute(named.values(**values)).rowcount == 1
        if changed and "tags" in values:
            self._keep_tags(clip_id, str(values["tags"]).split(","))
        return changed

    def note(self, clip_id: UUID, what: str, by: UUID | None, at: int, words: str = "") -> None:
        """Write down what happened to a clip, for good."""
        event = {"clip_id": clip_id, "what": what, "by": by, "at": at, "words": words}
        self._connection.execute(
            clip_events.insert().values(store_id=self._store_id, id=uuid4(), **event)
        )

    def events(self, clip_id: UUID) -> Sequence[Mapping[str, Any]]:
        """Give what happened to a clip, oldest first."""
        query = select(clip_events).where(
            clip_events.c.store_id == self._store_id, clip_events.c.clip_id == clip_id
        )
        rows = self._connection.execute(query.order_by(clip_events.c.at, clip_events.c.id))
        return [dict(row._mapping) for row in rows]

    def _keep_tags(self, clip_id: UUID, tags: Sequence[str]) -> None:
        key = {"store_id": self._store_id, "clip_id": clip_id}
        of_clip = (clip_tags.c.store_id == self._store_id, clip_tags.c.clip_id == clip_id)
        self._connection.execute(delete(clip_tags).where(*of_clip))
        rows = [{**key, "tag": tag} for tag in dict.fromkeys(tags) if tag]
        if rows:
            self._connection.execute(clip_tags.insert(), rows)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return clips.c.store_id == self._store_id


def read(row: Any) -> Clip:
    """Make a clip of a row of QUERY."""
    clip = Clip(*row)
    return replace(
        clip,
        kind=Kind(clip.kind),
        state=State(clip.state),
        source=Source(clip.source),
        visibility=Visibility(clip.visibility),
    )


QUERY = select(*(clips.c[name] for name in Clip.__slots__))
