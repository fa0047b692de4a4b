"""Receiving uploads: begun, brought on piece by piece, and thrown away when nobody comes back."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID, uuid4

import orjson
from werkzeug.exceptions import ClientDisconnected

from lrs.database import Database
from lti_tool.clips.media.place import Place
from lti_tool.clips.uploads.protocol import Checksum, Refused
from lti_tool.clips.uploads.storage import Upload, Uploads
from lti_tool.launch.clock import HOUR, Clock

LIFETIME = 24 * HOUR
_PIECE = 64 * 1024
_GONE = Refused(404, "There is no such upload; begin a new one.")
_OVER = Refused(410, "This upload waited too long and was thrown away; begin a new one.")
_WRONG_OFFSET = Refused(409, "Ask with HEAD how much is here, and go on from there.")
_TOO_LONG = Refused(413, "These are more bytes than the upload's length.")
_CHANGED_SUM = Refused(460, "The bytes don't fit the checksum; send them again.")
_CHANGED_LENGTH = Refused(400, "The length of an upload is said once.")


class Piece(NamedTuple):
    """What one request brings: bytes from `offset` on, and the whole length where it says that now."""

    offset: int
    stream: BinaryIO
    length: int | None = None
    checksum: Checksum | None = None


class Receiving:
    """Takes uploads in; `largest` is in bytes."""

    def __init__(self, database: Database, place: Place, largest: int, clock: Clock) -> None:
        self._database = database
        self._place = place
        self.largest = largest
        self._clock = clock

    def begin(
        self, store_id: int, person_id: UUID, length: int | None, metadata: Mapping[str, str]
    ) -> Upload:
        self._check(length)
        now, said = self._clock(), orjson.dumps(dict(metadata)).decode()
        begun = Upload(store_id, uuid4(), person_id, said, 0, length, now, now + LIFETIME)
        self._database.write(lambda connection: Uploads(connection, store_id).add(begun))
        return begun

    def find(self, store_id: int, person_id: UUID, upload_id: UUID) -> Upload:
        """Raise Refused for one that is over, gone, or of somebody else."""
        with self._database.reading() as connection:
            found = Uploads(connection, store_id).find(upload_id)
        if found is None or found.person_id != person_id:
            raise _GONE
        if found.expires <= self._clock() and not found.is_complete:
            raise _OVER
        return found

    def append(self, upload: Upload, piece: Piece) -> Upload:
        """Keep what comes, even when the connection breaks in the middle of it."""
        if piece.offset != upload.offset:
            raise _WRONG_OFFSET
        length = self._length(upload, piece.length)
        most = (self.largest if length is None else length) - upload.offset
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "piece"
            got = _take(piece, file, most)
            return self._keep(upload, file, got, length)

    def terminate(self, upload: Upload) -> None:
        self._database.write(lambda c: Uploads(c, upload.store_id).remove(upload.id))
        self._place.remove(upload.folder)

    def sweep(self, store_id: int) -> int:
        """Throw away what waited too long; count it."""
        with self._database.reading() as connection:
            over = Uploads(connection, store_id).expired(self._clock())
        for upload in over:
            self.terminate(upload)
        return len(over)

    def _keep(self, upload: Upload, file: Path, got: int, length: int | None) -> Upload:
        if got:
            self._place.put(
                f"{upload.folder}/{upload.offset:015d}", file, "application/octet-stream"
            )
        expires = self._clock() + LIFETIME
        new = replace(upload, offset=upload.offset + got, length=length, expires=expires)
        kept = self._database.write(lambda c: Uploads(c, upload.store_id).advance(upload, new))
        if not kept:
            raise _WRONG_OFFSET
        return new

    def _length(self, upload: Upload, said: int | None) -> int | None:
        if said is None:
            return upload.length
        if upload.length not in {None, said} or said < upload.offset:
            raise _CHANGED_LENGTH
        self._check(said)
        return said

    def _check(self, length: int | None) -> None:
        if length is not None and length > self.largest:
            raise Refused(413, f"Uploads have at most {self.largest} bytes.")


def _take(piece: Piece, file: Path, most: int) -> int:
    """Write what comes to a file and count it; a checksum is for all of it or for nothing."""
    got, summed = (
        0,
        hashlib.new(piece.checksum.algorithm if piece.checksum else "md5", usedforsecurity=False),
    )
    with file.open("wb") as out:
        while data := _next(piece):
            got += len(data)
            if got > most:
                raise _TOO_LONG
            summed.update(data)
            out.write(data)
    if piece.checksum and not piece.checksum.fits(summed):
        raise _CHANGED_SUM
    return got


def _next(piece: Piece) -> bytes:
    """Give what comes next; a connection that is lost has nothing more."""
    try:
        return piece.stream.read(_PIECE)
    except (ClientDisconnected, OSError):
        return b""
