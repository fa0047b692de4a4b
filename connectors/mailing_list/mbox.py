"""An mbox, message by message, however large: Mailman's and Pipermail's exports, and those of mail programs."""

import gzip
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from connectors.errors import Fatal

_BEGINS = re.compile(rb"From .*\d{1,2}:\d{2}.*\d{4}")
_HEADER = re.compile(rb"[!-9;-~]+:")
_LINE = 64 * 1024
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
        yield from _split(_lines(unpacked))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Fatal(f"This can't be unpacked: {error}.") from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Give lines, long ones in pieces."""
    size = 0
    while line := file.readline(_LINE):
        size += len(line)
        if size > _UNPACKED:
            raise Fatal("This file unpacks to more than 4 GiB; cut it into several.")
        yield line


def _split(lines: Iterator[bytes]) -> Iterator[Raw]:
    first = next(lines, b"").removeprefix(b"\xef\xbb\xbf")
    if first.startswith(b"From "):
        envelope, parts = first, list[bytes]()
    elif _HEADER.match(first):
        envelope, parts = b"", [first]  # one message by itself
    else:
        raise Fatal("This is no mbox: its first line doesn't begin a message.")
    size, blank = 0, False
    for line in lines:
        if blank and line.startswith(b"From ") and _BEGINS.match(line):
            yield Raw(envelope, b"".join(parts))
            envelope, parts, size = line, [], 0
        elif size < _KEPT:
            parts.append(line.removeprefix(b">") if line.startswith(b">From ") else line)
            size += len(line)
        blank = line in (b"\n", b"\r\n")
    yield Raw(envelope, b"".join(parts))
