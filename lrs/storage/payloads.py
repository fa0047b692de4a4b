"""Payloads: a statement's JSON as it is kept, compressed and without what its place says (ADR 15)."""

from sqlalchemy import Connection

from lrs.storage.payload_dictionaries import PayloadDictionaries
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary
from lrs.xapi.stamping import format_instant

_PLAIN = ord("{")  # how texts begin that were kept before payloads were compressed
_SINGLE_SEGMENT, _ID_SIZES = 0x20, (0, 1, 2, 4)
_HAPPENED = b',"timestamp":"'


def compressed(text: bytes, *, timestamped: bool, dictionary: ZstdDictionary = BUILT_IN) -> bytes:
    """Give the payload of a statement whose JSON still lacks `stored`, and `timestamp` if it had none.

    The text is cut to where the instants of its place will be added. A statement that came without a
    timestamp gets the same instant (xAPI-Data 2.4.7); no JSON ends as what is left of such a
    one, so it says by itself what it lacks.
    """
    return dictionary.compress(text[:-1] if timestamped else text[:-1] + _HAPPENED)


def used_by(payload: bytes) -> int | None:
    """Give the id of the dictionary that a payload was made with, None for plain JSON."""
    if payload[0] == _PLAIN:
        return None
    # RFC 8878 3.1.1.1; zstandard would take as long to say it as to decompress the whole.
    kind = payload[4]
    start = 5 if kind & _SINGLE_SEGMENT else 6
    return int.from_bytes(payload[start : start + _ID_SIZES[kind & 3]], "little")


class Payloads:
    """Reads the payloads of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._dictionaries = PayloadDictionaries(connection, store_id)

    def text(self, stored: int, payload: bytes) -> bytes:
        """Give the statement's JSON."""
        used = used_by(payload)
        return payload if used is None else _placed(self._decompressed(used, payload), stored)

    def cut(self, stored: int, payload: bytes) -> bytes | None:
        """Give what `compressed` would compress; None where that isn't what stands there."""
        used = used_by(payload)
        if used is not None:
            return self._decompressed(used, payload)
        end = _placed(b"", stored)
        return payload.removesuffix(end) if payload.endswith(end) else None

    def _decompressed(self, used: int, payload: bytes) -> bytes:
        return self._dictionaries.one(used).decompress(payload)


def _placed(text: bytes, stored: int) -> bytes:
    instant = format_instant(stored).encode()
    happened = instant + b'"' if text.endswith(_HAPPENED) else b""
    return text + happened + b',"stored":"' + instant + b'"}'
