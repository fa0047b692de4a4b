"""Fingerprints of lines: enough to tell later which lines of a transcript still stand as printed."""

import hashlib
from collections.abc import Iterable
from datetime import UTC
from typing import NamedTuple
from uuid import UUID

from lrs.record.entry import Entry
from lrs.transcripts.cells import text_of
from lrs.transcripts.columns import COLUMNS, TranscriptPerson

_ID, _MARK = 16, 8
# A name or an address may change, and a rule may say more; what was learnt may not.
_CLAIMS = [
    column
    for column in COLUMNS
    if column.name
    in ("entry_date", "end_date", "title", "kind", "formality", "minutes", "score", "status")
]


class Standing(NamedTuple):
    """Of the lines of a transcript, how many stand in the record today as they were printed."""

    unchanged: int
    corrected: int
    gone: int


def fingerprints(person: TranscriptPerson, entries: Iterable[Entry]) -> bytes:
    """Give 24 bytes for each line: the entry's id and a hash of what the line claims."""
    return b"".join(UUID(entry.id).bytes + _mark(person, entry) for entry in entries)


def standing(printed: bytes, person: TranscriptPerson, entries: Iterable[Entry]) -> Standing:
    """Compare a transcript with the record of today."""
    now = {UUID(entry.id).bytes: _mark(person, entry) for entry in entries}
    then = _parted(printed)
    unchanged = sum(now.get(name) == mark for name, mark in then)
    gone = sum(name not in now for name, _ in then)
    return Standing(unchanged, len(then) - unchanged - gone, gone)


def _mark(person: TranscriptPerson, entry: Entry) -> bytes:
    said = "\0".join(text_of(column.value(person, entry), UTC) for column in _CLAIMS)
    return hashlib.sha256(said.encode()).digest()[:_MARK]


def _parted(printed: bytes) -> list[tuple[bytes, bytes]]:
    size = _ID + _MARK
    starts = range(0, len(printed), size)
    return [(printed[at : at + _ID], printed[at + _ID : at + size]) for at in starts]
