"""Long lists in handy pieces: a database takes only so many parameters in one SQL statement."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")

_LARGEST = 10_000  # SQLite takes 32,766, PostgreSQL 65,535; the rest is for other conditions


def chunks(values: Collection[Value]) -> Iterator[list[Value]]:
    """Give the values in lists that fit into one IN; no values, no list."""
    rest = iter(values)
    while chunk := list(islice(rest, _LARGEST)):
        yield chunk
