"""Tending clips: they are changed and brought back; what happened stays written down."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs import Conflict, NotFound, NotPermitted
from lti_tool.clips import said as saying
from lti_tool.clips.captions.storage import Captions
from lti_tool.clips.clip import Clip
from lti_tool.clips.documents import Document, Documents
from lti_tool.clips.finding import GONE
from lti_tool.clips.laying import folder_of
from lti_tool.clips.media.place import Place
from lti_tool.clips.publishing import document_iri, making_of
from lti_tool.clips.purging import REGRET
from lti_tool.clips.rules import Onlooker, may_delete, may_edit, onlooker
from lti_tool.clips.said import Said
from lti_tool.clips.storage import By, Clips, searched
from lti_tool.clips.tables import clips
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit
from lti_tool.talk.forgetting import forget_place

PURGING = "deleted-clips"
NOT_YOURS = "Only who made a clip, or who answers for it, can do that."
_TOO_LATE = "It was deleted too long ago; its media are gone."


class Tending:
    """Changes clips that are there."""

    def __init__(self, rooms: Rooms, place: Place) -> None:
        self._rooms = rooms
        self._database = rooms.lrs.database
        self._place = place

    def change(self, visit: Visit, clip: Clip, said: Said) -> None:
        """Raise NotPermitted for everybody but the author."""
        _let(may_edit(clip, _who(visit)))
        captions = self._captions(clip)
        first = self._rooms.lrs.settings.captions_first
        saying.check_wide(said, captions_first=first, has_captions=bool(captions))
        new = replace(clip, title=said.title, kind=said.kind, tags=said.written_tags)
        values = {
            "title": said.title,
            "kind": said.kind,
            "tags": said.written_tags,
            "visibility": said.visibility,
            "changed": self._rooms.clock(),
            "search": searched(new, captions),
        }
        self._note(visit, clip, "changed", "", **values)

    def bring_back(self, visit: Visit, clip_id: UUID) -> Clip:
        """Undo a deletion and tell the making anew. Raises NotFound, Conflict when it is too late."""
        with self._database.reading() as connection:
            known = Clips(connection, self._database.dialect, visit.store_id)
            clip = known.find(clip_id, deleted=True)
        if clip is None or not may_delete(clip, _who(visit)):
            raise NotFound(GONE)
        if clip.purged is not None or (clip.deleted or 0) + REGRET < self._rooms.clock():
            raise Conflict(_TOO_LATE)
        back, now = replace(clip, round=clip.round + 1, deleted=None), self._rooms.clock()
        told = self._anew(back)

        def work(connection: Connection) -> None:
            known = self._known(connection, clip)
            known.change(clip.id, clips.c.round == clip.round, deleted=None, round=back.round)
            known.note(clip.id, "brought back", _named(visit), now)
            known.note_told(clip.id, told, now)

        self._rooms.record(clip.store_id, told, work)
        return back

    def attach(self, visit: Visit, clip: Clip, documents: Sequence[Document]) -> None:
        """Tell documents that were laid down beside a clip that is there already."""
        _let(may_edit(clip, _who(visit)))
        making = making_of(self._rooms, clip)
        named = [(document_iri(making.iri, one), one.name) for one in documents]
        told = [making.attached(named, self._rooms.moment())] if clip.is_ready and named else []

        def work(connection: Connection) -> None:
            Documents(connection, clip.store_id).add(clip.id, documents)
            now = self._rooms.clock()
            known = self._known(connection, clip)
            known.note(clip.id, "attached", _named(visit), now)
            known.note_told(clip.id, told, now)

        self._rooms.record(clip.store_id, told, work)

    def detach(self, visit: Visit, clip: Clip, document_id: UUID) -> None:
        _let(may_edit(clip, _who(visit)))

        def work(connection: Connection) -> None:
            Documents(connection, clip.store_id).remove(clip.id, document_id)
            now = self._rooms.clock()
            self._known(connection, clip).note(clip.id, "detached", _named(visit), now)

        self._database.write(work)
        self._place.remove(f"{folder_of(clip.store_id, clip.id)}/documents/{document_id}")

    def _note(self, visit: Visit, clip: Clip, what: str, words: str, **values: object) -> None:
        now, by = self._rooms.clock(), _named(visit)

        def work(connection: Connection) -> None:
            self._known(connection, clip).change(clip.id, **values)
            self._known(connection, clip).note(clip.id, what, by, now, words)

        self._database.write(work)

    def _anew(self, clip: Clip) -> list[dict[str, Any]]:
        if not clip.is_ready:
            return []
        making, documents = making_of(self._rooms, clip), self._documents(clip)
        found = [making.created(self._rooms.moment())]
        if documents:
            named = [(document_iri(making.iri, one), one.name) for one in documents]
            found.append(making.attached(named, self._rooms.moment()))
        return found

    def _documents(self, clip: Clip) -> list[Document]:
        with self._database.reading() as connection:
            return Documents(connection, clip.store_id).of(clip.id)

    def _captions(self, clip: Clip) -> str:
        with self._database.reading() as connection:
            known = Captions(connection, self._database.dialect, clip.store_id)
            return " ".join(one.words for one in known.of(clip.id))

    def _known(self, connection: Connection, clip: Clip) -> Clips:
        return Clips(connection, self._database.dialect, clip.store_id)


class ClipsAndTalk(Clips):
    """Clips, with whose media also the talk about them goes."""

    def purge(self, clip_id: UUID, now: int) -> None:
        super().purge(clip_id, now)
        forget_place(self._connection, self._store_id, clip_id, now)


def _who(visit: Visit) -> Onlooker:
    """Read a visit; raises NotPermitted for somebody who can own nothing."""
    assert visit.person_id  # noqa: S101 (it raises by itself)
    return onlooker(visit)


def _named(visit: Visit) -> By:
    return visit.person_id, visit.viewer.name


def _let(allowed: bool) -> None:
    if not allowed:
        raise NotPermitted(NOT_YOURS)
