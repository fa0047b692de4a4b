"""Walking the index: the places under the keys of one filter, in their order, from row to row."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from lrs.database import Answer
from lrs.storage.index_entries import places, places_with
from lrs.storage.page_queries import Bounds, Shape, walks
from lrs.storage.selection import Selection

Keys = Sequence[int]
Filters = Sequence[Keys]
Row = Any  # (number of the key, stored, later, letters)

ALL = 2**63


class Walk(NamedTuple):
    """Places within the bounds, and where the walk was left, None at its end.

    `number` counts the own keys first, then those of the first inherited filter.
    """

    number: int
    places: list[int]
    end: int | None


class Walker:
    """Walks the index of one store, past own places that have other letters."""

    def __init__(
        self,
        connection: Connection,
        store_id: int,
        own: Keys,
        inherited: Filters,
        letters: str = "",
    ) -> None:
        self._connection = connection
        self._letters = letters
        self._shape = (len(own), tuple(map(len, inherited)))
        self._values: dict[str, Any] = {"store": store_id, **named("own", [own])}
        self._values |= named("inherited", inherited)
        if letters:
            self._values["letters"] = f"%{letters}%"

    def ask(self, selection: Selection, limit: int) -> Answer:
        """Ask for up to so many rows under each key."""
        query = walks(Shape(*self._shape, bounds(selection), bool(self._letters)))
        return query.ask(self._connection, **self._values, limit=limit, **edges(selection))

    def read(
        self, answer: Answer, selection: Selection, limit: int, enough: int = ALL
    ) -> Iterator[Walk]:
        """Read what was asked for: places until there are enough of them."""
        for number, found in by_key(answer):
            yield Walk(number, *_read(found, selection, limit, enough, self._letters))


def by_key(answer: Answer) -> Iterator[tuple[int, Iterator[Row]]]:
    """Give (number of the key, its rows in the order asked for)."""
    return groupby(answer.rows(), itemgetter(0))


def bounds(selection: Selection) -> Bounds:
    return Bounds(
        selection.since is not None,
        selection.until is not None,
        selection.before is not None,
        selection.ascending,
    )


def edges(selection: Selection) -> dict[str, Any]:
    """Give the values of the bounds that there are."""
    values = {name: getattr(selection, name) for name in ("since", "until", "before")}
    return {name: value for name, value in values.items() if value is not None}


def named(name: str, filters: Filters) -> dict[str, int]:
    """Give keys by the names that they have as parameters."""
    return {f"{name}_{n}_{m}": key for n, keys in enumerate(filters) for m, key in enumerate(keys)}


def _read(
    found: Iterable[Row], selection: Selection, rows: int, enough: int, wanted: str
) -> tuple[list[int], int | None]:
    first, last = selection.range
    read: list[int] = []
    for number, (_, stored, later, letters) in enumerate(found, 1):
        some = _places(stored, later, letters, wanted)
        if some and first <= some[0] and some[-1] <= last:
            read += some
        else:
            read += [place for place in some if first <= place <= last]
        if len(read) >= enough or number == rows:
            return read, places(stored, later)[-1] if selection.ascending else stored
    return read, None


def _places(stored: int, later: str, letters: str, wanted: str) -> Sequence[int]:
    if not later:
        return (stored,) if not letters or wanted in letters else ()
    return places_with(stored, later, letters, wanted) if letters else places(stored, later)
