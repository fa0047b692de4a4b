"""Lines of a file, with their number and where each ends, so that one can go on behind it."""

from collections.abc import Iterator
from io import BufferedReader
from typing import NamedTuple


class Line(NamedTuple):
    """One line without its end. `end` is the offset of the next; `text` is None if it was too long."""

    number: int
    end: int
    text: bytes | None


def lines(file: BufferedReader, number: int, largest: int) -> Iterator[Line]:
    """Give the lines from here on, `number` being the last one already read; `largest` in bytes."""
    end = file.tell()
    while text := file.readline(largest + 1):
        number += 1
        end += len(text)
        if len(text) > largest and not text.endswith(b"\n"):
            end += _skip_rest(file, largest)
            yield Line(number, end, None)
        elif text.strip():
            yield Line(number, end, text.rstrip(b"\r\n"))


def _skip_rest(file: BufferedReader, largest: int) -> int:
    skipped = 0
    while rest := file.readline(largest):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
    return skipped
