"""Preparing clips: the errand that takes those that wait, transcodes them, and tells what became of them."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, or_

from lrs import Lrs, NotFound, telling
from lti_tool.clips.clip import Clip, State
from lti_tool.clips.documents import Documents
from lti_tool.clips.media.place import Place
from lti_tool.clips.processing import running
from lti_tool.clips.processing.refusal import NotVideo
from lti_tool.clips.statements import Making
from lti_tool.clips.storage import QUERY as CLIP
from lti_tool.clips.storage import Clips, read
from lti_tool.clips.tables import clips
from lti_tool.clips.uploads.receiving import Receiving
from lti_tool.clips.uploads.storage import Upload, Uploads
from lti_tool.launch.clock import MINUTE, SECOND, Clock
from lti_tool.notifications.inbox import Inbox
from lti_tool.notifications.notice import Notice

_FILES = {
    "clip.mp4": "video/mp4",
    "poster.webp": "image/webp",
    "waveform.json": "application/json",
}
_ABANDONED = MINUTE  # a clip of which nothing was heard so long is taken by another worker
_LOST = "The upload of this clip is gone. Record or choose it once more."
MOST_TIMES_LONGER = 10  # than what the recorder stops at


class Preparing:
    """Prepares what waits in all stores."""

    def __init__(self, lrs: Lrs, place: Place, receiving: Receiving, clock: Clock) -> None:
        self._lrs = lrs
        self._database = lrs.database
        self._place = place
        self._receiving = receiving
        self._clock = clock

    def run(self) -> None:
        for store in self._lrs.stores():
            while clip := self._taken(store.id):
                self._prepare(clip)

    def _taken(self, store_id: int) -> Clip | None:
        """Take the clip that waits longest; two workers never take the same."""

        def work(connection: Connection) -> Clip | None:
            waiting = CLIP.where(
                clips.c.store_id == store_id,
                clips.c.state == State.PROCESSING,
                clips.c.deleted.is_(None),
                or_(clips.c.progress == 0, clips.c.changed < self._clock() - _ABANDONED),
            )
            row = connection.execute(waiting.order_by(clips.c.created).limit(1)).first()
            if row is None:
                return None
            clip = read(row)
            same = (clips.c.progress == clip.progress, clips.c.changed == clip.changed)
            known = Clips(connection, self._database.dialect, store_id)
            taken = known.change(clip.id, *same, progress=1, changed=self._clock())
            return clip if taken else None

        return self._database.write(work)

    def _prepare(self, clip: Clip) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="hallway-clip-") as folder:
                file = self._gathered(clip, Path(folder))
                length = running.run(
                    file, Path(folder), self._most_seconds, lambda done: self._tell(clip, done)
                )
                for name, media_type in _FILES.items():
                    key = f"clips/{clip.store_id}/{clip.id}/{name}"
                    self._place.put(key, Path(folder) / name, media_type)
        except NotVideo as reason:
            self._refuse(clip, str(reason))
        except NotFound:
            self._refuse(clip, _LOST)
        else:
            self._finish(clip, length)

    @property
    def _most_seconds(self) -> int:
        return self._lrs.settings.clip_seconds * MOST_TIMES_LONGER

    def _gathered(self, clip: Clip, folder: Path) -> Path:
        """Put the pieces of the upload together; raises NotFound."""
        upload = self._upload(clip)
        file = folder / "brought"
        with file.open("wb") as out:
            while out.tell() < upload.offset:
                key = f"{upload.folder}/{out.tell():015d}"
                before, size = out.tell(), self._place.held(key).size
                for data in self._place.read(key, 0, size):
                    out.write(data)
                if out.tell() == before:
                    raise NotFound(_LOST)
        return file

    def _upload(self, clip: Clip) -> Upload:
        with self._database.reading() as connection:
            uploads = Uploads(connection, clip.store_id)
            found = uploads.find(clip.upload) if clip.upload else None
        if found is None:
            raise NotFound(_LOST)
        return found

    def _tell(self, clip: Clip, done: int) -> None:
        self._change(clip, progress=max(1, done), changed=self._clock())

    def _refuse(self, clip: Clip, reason: str) -> None:
        self._database.write(lambda connection: self._refused(connection, clip, reason))
        self._drop(clip)

    def _refused(self, connection: Connection, clip: Clip, reason: str) -> None:
        known = Clips(connection, self._database.dialect, clip.store_id)
        known.change(clip.id, state=State.REFUSED, problem=reason, upload=None)
        known.note(clip.id, "refused", None, self._clock(), reason)
        self._put(connection, clip, f"“{clip.title}” can't be a clip")

    def _finish(self, clip: Clip, length: float) -> None:
        """Let the clip be played, and tell that it was made: both or neither."""
        ready = replace(clip, length=length)
        statements = [telling.by_our_profile(each) for each in self._statements(ready)]
        now = self._clock()

        def work(connection: Connection) -> None:
            known = Clips(connection, self._database.dialect, clip.store_id)
            known.change(clip.id, state=State.READY, length=length, progress=100, upload=None)
            known.note(clip.id, "ready", None, now)
            known.note_told(clip.id, statements, now)
            self._put(connection, clip, f"“{clip.title}” is ready")

        access = self._lrs.own_access(clip.store_id)
        self._lrs.record_along(access, statements, work)
        self._drop(clip)

    def _statements(self, clip: Clip) -> Sequence[dict[str, Any]]:
        base = self._lrs.settings.base_url
        making = Making(base, f"{base}/clips/{clip.id}", clip)
        with self._database.reading() as connection:
            documents = Documents(connection, clip.store_id).of(clip.id)
        when = datetime.fromtimestamp(clip.created / SECOND, UTC)
        found = [making.created(when)]
        if documents:
            named = [(f"{making.iri}/documents/{one.id}", one.name) for one in documents]
            found.append(making.attached(named, when))
        return found

    def _put(self, connection: Connection, clip: Clip, title: str) -> None:
        page = f"/app/clips/{clip.id}"
        notice = Notice(clip.author, "other", title, page, "Hallway", f"clips/{clip.id}")
        Inbox(connection, self._database.dialect, clip.store_id).put([notice], self._clock())

    def _change(self, clip: Clip, **values: object) -> None:
        self._database.write(
            lambda c: Clips(c, self._database.dialect, clip.store_id).change(clip.id, **values)
        )

    def _drop(self, clip: Clip) -> None:
        """Throw away what was brought; the prepared clip is all that stays."""
        upload: UUID | None = clip.upload
        if upload is not None:
            self._database.write(lambda c: Uploads(c, clip.store_id).remove(upload))
            self._place.remove(f"uploads/{clip.store_id}/{upload}")


class Sweeping:
    """Throws away uploads that nobody came back for."""

    def __init__(self, lrs: Lrs, receiving: Receiving) -> None:
        self._lrs = lrs
        self._receiving = receiving

    def run(self) -> None:
        for store in self._lrs.stores():
            self._receiving.sweep(store.id)
