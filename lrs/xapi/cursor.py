"""The `more` cursor: where a list of statements goes on, signed, so that the store keeps nothing."""

import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

import orjson

from lrs.errors import InvalidParameter, Violation
from lrs.xapi.version import Version

_SIGNATURE_LENGTH = 16


@dataclass(frozen=True)
class Cursor:
    """The query as it was asked, and the last statement that its answers gave.

    `stored` is in microseconds since the epoch; the next answer begins after it.
    """

    parameters: Sequence[tuple[str, str]]
    stored: int
    version: Version

    def seal(self, secret: bytes) -> str:
        """Give the URL-safe token."""
        content = [self.version.value, self.stored, *(list(pair) for pair in self.parameters)]
        packed = zlib.compress(orjson.dumps(content), level=9)
        return urlsafe_b64encode(_sign(packed, secret) + packed).rstrip(b"=").decode()

    @classmethod
    def open(cls, token: str, secret: bytes) -> Self:
        """Read a token; raises InvalidParameter unless this secret sealed exactly it."""
        version, stored, *pairs = orjson.loads(zlib.decompress(_verified(token, secret)))
        return cls(tuple((name, value) for name, value in pairs), stored, Version(version))


def _sign(packed: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, packed, sha256)[:_SIGNATURE_LENGTH]


def _verified(token: str, secret: bytes) -> bytes:
    sealed = _decoded(token)
    signature, packed = sealed[:_SIGNATURE_LENGTH], sealed[_SIGNATURE_LENGTH:]
    if not hmac.compare_digest(signature, _sign(packed, secret)):
        raise _refusal()
    return packed


def _decoded(token: str) -> bytes:
    """Decode strictly: the last character has spare bits, and Python ignores foreign ones."""
    try:
        text = token.encode("ascii")
        sealed = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except ValueError:
        raise _refusal() from None
    if urlsafe_b64encode(sealed).rstrip(b"=") != text:
        raise _refusal()
    return sealed


def _refusal() -> InvalidParameter:
    return InvalidParameter(
        Violation(
            "more",
            "This address was not given out by this store, or was changed since. Use the value of "
            "`more` exactly as it came, or ask the query again.",
            "xAPI-Data 2.5",
        )
    )
