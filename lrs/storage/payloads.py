"""Payloads: a statement's JSON as it is kept, compressed and without what its place says (ADR 13)."""

import zstandard
from sqlalchemy import Connection, select

from lrs.storage.tables import payload_dictionaries
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary
from lrs.xapi.stamping import format_instant

_PLAIN = ord("{")  # how texts begin that were kept before payloads were compressed
_HAPPENED = b',"timestamp":"'

# Ids are random, and a dictionary never changes: what one process knows of them holds for ever.
_known: dict[int, ZstdDictionary] = {BUILT_IN.id: BUILT_IN}


def compressed(text: bytes, *, timestamped: bool) -> bytes:
    """Give the payload of a statement whose JSON still lacks `stored`, and `timestamp` if it had none."""
    return BUILT_IN.compress(unplaced(text, timestamped=timestamped))


def unplaced(text: bytes, *, timestamped: bool) -> bytes:
    """Cut a statement's JSON, which lacks `stored`, to where the instants of its place are added.

    A statement that came without a timestamp gets the same instant (xAPI-Data 2.4.7). No JSON text
    ends as what is left of such a one, so it says by itself what it lacks.
    """
    return text[:-1] if timestamped else text[:-1] + _HAPPENED


def placed(text: bytes, stored: int) -> bytes:
    """Add the instants to what `unplaced` gave."""
    instant = format_instant(stored).encode()
    happened = instant + b'"' if text.endswith(_HAPPENED) else b""
    return text + happened + b',"stored":"' + instant + b'"}'


class Payloads:
    """Reads the payloads of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def text(self, stored: int, payload: bytes) -> bytes:
        """Give the statement's JSON."""
        if payload[0] == _PLAIN:
            return payload
        return placed(self.unplaced(payload), stored)

    def unplaced(self, payload: bytes) -> bytes:
        """Give the JSON of a compressed payload, without what its place says."""
        used = zstandard.get_frame_parameters(payload).dict_id
        dictionary = _known.get(used) or self._fetched(used)
        return dictionary.decompress(payload)

    def _fetched(self, dictionary_id: int) -> ZstdDictionary:
        query = select(payload_dictionaries.c.content).where(
            payload_dictionaries.c.store_id == self._store_id,
            payload_dictionaries.c.id == dictionary_id,
        )
        found = ZstdDictionary(self._connection.execute(query).scalar_one())
        return _known.setdefault(dictionary_id, found)
