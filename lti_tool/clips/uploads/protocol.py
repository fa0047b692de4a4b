"""Pure: the headers of tus 1.0 (core, creation, creation-defer-length, termination, expiration, checksum)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from email.utils import formatdate
from typing import NamedTuple

from werkzeug.datastructures import Headers

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-defer-length,termination,expiration,checksum"
ALGORITHMS = ("sha256", "sha1", "md5")
CONTENT_TYPE = "application/offset+octet-stream"


@dataclass(frozen=True)
class Refused(Exception):
    """A request that the protocol refuses, with its status and what to do."""

    status: int
    words: str

    def __str__(self) -> str:
        return self.words


class Checksum(NamedTuple):
    """What the bytes of one request must hash to."""

    algorithm: str
    digest: bytes

    def fits(self, data: "hashlib._Hash") -> bool:
        return data.digest() == self.digest


def size(value: str | None, name: str) -> int | None:
    """Read a header that counts bytes, None when it isn't there."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Refused(400, f"{name} is a whole number of bytes.")
    return int(value)


def length_of(headers: Headers) -> int | None:
    """Read how long a new upload will be, None when it is said later; one of both must be said."""
    length = size(headers.get("Upload-Length"), "Upload-Length")
    deferred = headers.get("Upload-Defer-Length")
    if (length is None) == (deferred is None) or deferred not in {None, "1"}:
        raise Refused(400, "Give either Upload-Length, or Upload-Defer-Length: 1.")
    return length


def metadata(header: str) -> dict[str, str]:
    """Read Upload-Metadata: pairs of a name and a value in base64, parted by commas."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _, encoded = pair.partition(" ")
        if name in found or " " in encoded:
            raise Refused(400, "Upload-Metadata holds pairs of a name, used once, and a value.")
        found[name] = _decoded(encoded).decode(errors="replace")
    return found


def checksum(header: str | None) -> Checksum | None:
    if not header:
        return None
    algorithm, _, encoded = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Refused(400, f"Checksums are {', '.join(ALGORITHMS)}.")
    return Checksum(algorithm, _decoded(encoded))


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(400, "Values are in base64.") from error


def http_date(microseconds: int) -> str:
    return formatdate(microseconds / 1_000_000, usegmt=True)
