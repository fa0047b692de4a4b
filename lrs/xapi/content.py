"""Bytes that came with a request: in memory, or a part of a file where there are too many of them."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lrs.errors import TemporarilyUnavailable

_PIECE = 1024 * 1024
_FIRST_LOOK = 4096  # what is wanted is often near: a body may have thousands of small parts


class Spool:
    """A file without a name, which is gone when nobody speaks of it any more."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Keep these bytes; raises TemporarilyUnavailable when there is no room for them."""
        self._descriptor, name = tempfile.mkstemp(prefix="hallway-")
        Path(name).unlink()
        self.size = sum(self._write(piece) for piece in pieces)

    def __del__(self) -> None:
        os.close(self._descriptor)

    def read(self, start: int, size: int) -> bytes:
        return os.pread(self._descriptor, size, start)

    def _write(self, piece: bytes) -> int:
        rest = memoryview(piece)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            raise TemporarilyUnavailable("There is no room for what was sent.") from error
        return len(piece)


@dataclass(frozen=True, slots=True)
class FilePart:
    """Some of the bytes of a spool."""

    spool: Spool
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


Content = bytes | FilePart


def pieces(content: Content) -> Iterator[bytes]:
    """Give the bytes in pieces that fit into any memory: a mebibyte each, and what is left."""
    for start in range(0, len(content), _PIECE):
        yield whole(cut(content, start, min(start + _PIECE, len(content))))


def whole(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.spool.read(content.start, len(content))


def cut(content: Content, start: int, end: int) -> Content:
    """Give the bytes from start up to end, without reading those of a file."""
    if isinstance(content, bytes):
        return content[start:end]
    end = min(end, len(content))
    return FilePart(content.spool, content.start + start, content.start + max(start, end))


def find(content: Content, wanted: bytes, start: int) -> int:
    """Give where the wanted bytes stand first from start on, -1 for nowhere."""
    if isinstance(content, bytes):
        return content.find(wanted, start)
    step = min(_FIRST_LOOK, _PIECE)
    while start < len(content):
        window = whole(cut(content, start, start + step + len(wanted) - 1))
        found = window.find(wanted)
        if found >= 0:
            return start + found
        start += step
        step = min(2 * step, _PIECE)
    return -1
