"""Pages of a list that is at hand: which slice is shown, and where the neighbours are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lrs.errors import InvalidParameter, Violation


class Slice(NamedTuple):
    """Part of a list: `items` from the `first` of `total`, on page `number` of `pages`."""

    items: Sequence[Any]
    first: int
    total: int
    number: int
    pages: int

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def page_of(items: Sequence[Any], number: int, size: int) -> Slice:
    """Give the page with this number, counted from 1; the last one when there are fewer."""
    pages = max(1, -(-len(items) // size))
    number = min(number, pages)
    start = (number - 1) * size
    shown = items[start : start + size]
    return Slice(shown, start + 1 if shown else 0, len(items), number, pages)


def page_number(text: str) -> int:
    """Read ?page=3, 1 when it is not there; raises InvalidParameter."""
    if not text:
        return 1
    if text.isascii() and text.isdigit() and int(text[:9]) > 0:
        return int(text[:9])
    raise InvalidParameter(Violation("page", f"“{text}” is not a page number.", "hallway"))
