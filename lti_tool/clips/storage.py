"""Clips as they are kept, bound to one store."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, select, update

from lrs.database import Dialect
from lti_tool.clips.clip import Clip, Kind, Source, State, Visibility
from lti_tool.clips.tables import (
    clip_captions,
    clip_documents,
    clip_events,
    clip_list_items,
    clip_tags,
    clips,
)
from lti_tool.rooms.full_text import FullText

TOLD, DELETED = "told", "deleted"
By = tuple[UUID | None, str]
WORDS = FullText("clips_search", "clip_id")


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
        WORDS.put(self._connection, self._store_id, clip.id, search)

    def change(self, clip_id: UUID, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Change one where the conditions hold; say whether they did. `search` are words that find it."""
        named = update(clips).where(self._mine, clips.c.id == clip_id, *conditions)
        changed = self._connection.execute(named.values(**values)).rowcount == 1
        if changed and "tags" in values:
            self._keep_tags(clip_id, str(values["tags"]).split(","))
        if changed and "search" in values:
            WORDS.put(self._connection, self._store_id, clip_id, str(values["search"]))
        return changed

    def note(self, clip_id: UUID, what: str, by: By | None, at: int, words: str = "") -> None:
        """Write down what happened to a clip, for good; `by` is a person and a name, None for Hallway."""
        person_id, name = by or (None, "")
        event = {"clip_id": clip_id, "what": what, "at": at, "words": words}
        event |= {"by": person_id, "by_name": name}
        self._connection.execute(
            clip_events.insert().values(store_id=self._store_id, id=uuid4(), **event)
        )

    def events(self, clip_id: UUID) -> Sequence[RowMapping]:
        """Give what happened to a clip, oldest first."""
        query = select(clip_events).where(
            clip_events.c.store_id == self._store_id, clip_events.c.clip_id == clip_id
        )
        rows = self._connection.execute(query.order_by(clip_events.c.at, clip_events.c.id))
        return list(rows.mappings())

    def note_told(self, clip_id: UUID, statements: Sequence[dict[str, Any]], at: int) -> None:
        """Write down which statements tell of the clip, so that they can be voided with it."""
        if statements:
            self.note(clip_id, TOLD, None, at, " ".join(one["id"] for one in statements))

    def told(self, clip_id: UUID) -> list[str]:
        """Give the ids of the statements that tell of it since it was last deleted."""
        found: list[str] = []
        for event in self.events(clip_id):
            if event["what"] == DELETED:
                found.clear()
            elif event["what"] == TOLD:
                found += event["words"].split()
        return found

    def to_purge(self, before: int) -> Sequence[UUID]:
        """Give deleted clips whose media are still there."""
        over = (clips.c.deleted < before, clips.c.purged.is_(None))
        return self._connection.scalars(select(clips.c.id).where(self._mine, *over)).all()

    def purge(self, clip_id: UUID, now: int) -> None:
        """Forget what was said in and beside a clip whose media are gone; the row stays for the audit."""
        self.change(clip_id, purged=now, address="", search="", tags="")
        for table in (clip_captions, clip_documents, clip_list_items):
            mine = (table.c.store_id == self._store_id, table.c.clip_id == clip_id)
            self._connection.execute(delete(table).where(*mine))

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


def searched(clip: Clip, words: str) -> str:
    """Give the text in which a clip is found; `words` are those of its captions."""
    return " ".join([clip.title, *clip.tag_list, clip.author_name, words]).casefold()
