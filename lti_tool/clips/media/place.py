"""The places where media can lie: a folder of this machine, or a bucket that speaks S3."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from lrs import NotFound

PIECE = 256 * 1024


class Held(NamedTuple):
    """One thing that lies there: its size in bytes, and a tag that changes with its content."""

    size: int
    tag: str


class Place(Protocol):
    """What the rest of the code asks of a place. Keys are paths without a leading slash."""

    def put(self, key: str, file: Path, media_type: str) -> None:
        """Take a file in; it may be moved away from where it was."""

    def held(self, key: str) -> Held:
        """Raise NotFound when nothing lies under this key."""

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Give so many bytes from `start`; raises NotFound."""

    def remove(self, folder: str) -> None:
        """Throw away what lies under this key and below it; nothing there is fine."""


def place_at(url: str, var: Path) -> Place:
    """Open the place that the setting names; without one, a folder beside everything else."""
    if url.startswith("s3:"):
        from lti_tool.clips.media.bucket import Bucket

        return Bucket(url)
    return Folder(Path(url) if url else var / "media")


class Folder:
    """A folder of this machine, or of a file server that all machines see."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def put(self, key: str, file: Path, media_type: str) -> None:  # noqa: ARG002 (names tell)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        shutil.move(file, beside)
        beside.replace(path)

    def held(self, key: str) -> Held:
        try:
            found = self._path(key).stat()
        except OSError as error:
            raise NotFound("The file is gone.") from error
        return Held(found.st_size, f"{found.st_mtime_ns:x}-{found.st_size:x}")

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except OSError as error:
            raise NotFound("The file is gone.") from error
        with file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(PIECE, length))):
                length -= len(piece)
                yield piece

    def remove(self, folder: str) -> None:
        path = self._path(folder)
        if path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)

    def _path(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root) or path == self._root:
            raise ValueError(f"{key} leads out of the folder of media")
        return path
