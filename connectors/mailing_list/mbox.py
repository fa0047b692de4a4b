"""An mbox, message by message, however large: Mailman's and Pipermail's exports, and those of mail programs."""

import gzip
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from connectors.errors import Fatal

_NEXT = re.compile(rb"(?:\r?\n){2}(From [^\n]{0,500}\d{1,2}:\d{2}[^\n]{0,100}\d{4}[^\n]{0,100})\n")
_HEADER = re.compile(rb"[!-9;-~]+:")
_BLOCK = 256 * 1024
_OVERLAP = 4096  # bytes in which the beginning of a message may be cut by a block's end
_KEPT = 1024 * 1024  # bytes of one message; what follows are attachments
_UNPACKED = 4 * 1024 * 1024 * 1024


class Raw(NamedTuple):
    """A message as it was sent; `envelope` is the line before it, which names a day."""

    envelope: bytes
    content: bytes


def messages(name: str, file: BinaryIO) -> Iterator[Raw]:
    """Give each message, cut after its first MiB. Raises Fatal for what is no mbox."""
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if name.lower().endswith(".gz") else file
    try:
        yield from _split(_blocks(unpacked))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Fatal(f"This can't be unpacked: {error}.") from error


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    size = 0
    while block := file.read(_BLOCK):
        size += len(block)
        if size > _UNPACKED:
            raise Fatal("This file unpacks to more than 4 GiB; cut it into several.")
        yield block


def _split(blocks: Iterator[bytes]) -> Iterator[Raw]:
    """Cut where an empty line is followed by one that begins a message."""
    envelope, rest = _first(next(blocks, b"").removeprefix(b"\xef\xbb\xbf"))
    head = b""  # what is kept of a message that is longer than a block
    while True:
        start = 0
        for found in _NEXT.finditer(rest):
            yield Raw(envelope, _whole(head, rest[start : found.start()]))
            envelope, head, start = found[1], b"", found.end()
        head = _whole(head, rest[start : max(start, len(rest) - _OVERLAP)])
        block = next(blocks, b"")
        if not block:
            yield Raw(envelope, _whole(head, rest[max(start, len(rest) - _OVERLAP) :]))
            return
        rest = rest[max(start, len(rest) - _OVERLAP) :] + block


def _first(block: bytes) -> tuple[bytes, bytes]:
    """Give the first envelope and what follows; a message by itself has none. Raises Fatal."""
    if block.startswith(b"From "):
        envelope, _, rest = block.partition(b"\n")
        return envelope, rest
    if _HEADER.match(block):
        return b"", block
    raise Fatal("This is no mbox: its first line doesn't begin a message.")


def _whole(head: bytes, rest: bytes) -> bytes:
    room = _KEPT - len(head)
    return head + rest[:room].replace(b"\n>From ", b"\nFrom ") if room > 0 else head
