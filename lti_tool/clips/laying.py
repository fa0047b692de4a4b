"""Laying down: documents that people hand in are put where media lie."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from lrs import InvalidRequest, Violation
from lti_tool.clips.documents import Document
from lti_tool.clips.media.place import Place
from lti_tool.rooms.rooms import Rooms

_MOST_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that comes along."""

    name: str
    media_type: str
    content: BinaryIO


class Laying:
    """Puts documents down below the folder of what they belong to: a clip, or something of the library."""

    def __init__(self, rooms: Rooms, place: Place) -> None:
        self._rooms = rooms
        self._place = place

    def lay_down(self, store_id: int, folder: UUID, papers: Sequence[Paper]) -> list[Document]:
        """Raise InvalidRequest for too many, and for one that is too large."""
        if len(papers) > _MOST_DOCUMENTS:
            raise _wrong(f"Attach at most {_MOST_DOCUMENTS} documents.")
        return [self._laid(store_id, folder, paper) for paper in papers]

    def _laid(self, store_id: int, clip_id: UUID, paper: Paper) -> Document:
        largest = self._rooms.lrs.settings.media_largest
        document_id = uuid4()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "document"
            size = _copied(paper.content, file, largest)
            key = document_key(store_id, clip_id, document_id)
            self._place.put(key, file, "application/octet-stream")
        return Document(document_id, paper.name, paper.media_type, size, self._rooms.clock())


def folder_of(store_id: int, clip_id: UUID) -> str:
    return f"clips/{store_id}/{clip_id}"


def document_key(store_id: int, clip_id: UUID, document_id: UUID) -> str:
    return f"{folder_of(store_id, clip_id)}/documents/{document_id}"


def _copied(content: BinaryIO, file: Path, largest: int) -> int:
    size = 0
    with file.open("wb") as out:
        while data := content.read(256 * 1024):
            size += len(data)
            if size > largest:
                raise _wrong(f"A document has at most {largest} bytes.")
            out.write(data)
    return size


def _wrong(words: str) -> InvalidRequest:
    return InvalidRequest(Violation("documents", words, "hallway"))
