"""The transcript as CSV: UTF-8 with a byte order mark, one row for each entry."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import BinaryIO

from lrs.transcripts.about import Contents
from lrs.transcripts.cells import text_of
from lrs.transcripts.columns import HEADER, Value
from lrs.transcripts.subject import Subject

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class CsvRows:
    """Rows as CSV bytes, and the SHA-256 of all of them; every format hashes its rows so."""

    def __init__(self, zone: tzinfo, headings: Sequence[str] = HEADER) -> None:
        self._zone = zone
        self._headings = headings
        self._hash = hashlib.sha256()

    def header(self) -> bytes:
        return self._line(self._headings)

    def row(self, values: Iterable[Value]) -> bytes:
        return self._line([text_of(value, self._zone) for value in values])

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def _line(self, cells: Iterable[str]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(cells)
        line = text.getvalue().encode()
        self._hash.update(line)
        return line


class CsvWriter:
    """Writes rows as they come."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def header(self, line: bytes) -> None:
        self._out.write(BYTE_ORDER_MARK + line)

    def row(self, _values: tuple[Value, ...], line: bytes) -> None:
        self._out.write(line)

    def cycles(self, _subject: Subject) -> None:
        """Say nothing of credits by cycle: a CSV is one table."""

    def finish(self, _contents: Contents) -> None:
        self._out.flush()

    def abandon(self) -> None:
        """Leave nothing behind: the lines are in the caller's file."""
