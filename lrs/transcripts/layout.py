"""Layouts: which columns a file of rows has, and which rows an entry makes."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lrs.record.entry import Entry
from lrs.transcripts.columns import COLUMNS, TranscriptPerson, Value, row

Rows = Callable[[TranscriptPerson, Entry], Iterator[tuple[Value, ...]]]


class Layout(NamedTuple):
    """Headings with their widths in characters, and the rows of one entry."""

    headings: Sequence[str]
    widths: Sequence[int]
    rows: Rows


def _neutral(person: TranscriptPerson, entry: Entry) -> Iterator[tuple[Value, ...]]:
    yield row(person, entry)


NEUTRAL = Layout(
    tuple(column.name for column in COLUMNS), tuple(column.width for column in COLUMNS), _neutral
)
