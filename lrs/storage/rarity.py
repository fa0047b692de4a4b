"""Which of some filters finds the fewest statements: that one is walked, the others looked up."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Integer, bindparam, select

from lrs.database import Direct
from lrs.storage.tables import statement_index

_ENOUGH = 100  # entries that are looked at


Filters = Sequence[Sequence[int]]


class Rarity(NamedTuple):
    """A filter, and those of its keys under which statements are filed by what they say themselves.

    `own` has a key even where none is.
    """

    keys: Sequence[int]
    own: Sequence[int]
    hundredth: float


def ask_rarest_first(
    connection: Connection, store_id: int, keys: Filters, ascending: bool
) -> Callable[[], list[Rarity]]:
    """Sort filters by how far one has to walk for the hundredth entry; beyond the end is the farthest."""
    flat = {f"key_{n}": key for n, key in enumerate(key for either in keys for key in either)}
    answer = _query(len(flat), ascending).ask(connection, store=store_id, **flat)
    return lambda: _sorted(keys, answer.first(), ascending)


def _sorted(keys: Filters, places: Sequence[int | None], ascending: bool) -> list[Rarity]:
    count = len(places) // 2
    pairs = zip(places[:count], places[count:], strict=True)
    found = [_rarity(either, pairs, ascending) for either in keys]
    return sorted(found, key=lambda each: each.hundredth, reverse=ascending)


def _rarity(
    keys: Sequence[int], places: Iterator[tuple[int | None, int | None]], ascending: bool
) -> Rarity:
    known = [(key, *next(places)) for key in keys]
    farthest = float("inf" if ascending else "-inf")
    hundredths = [farthest if hundredth is None else hundredth for _, _, hundredth in known]
    own = [key for key, first, _ in known if first is not None]
    return Rarity(keys, own or keys[:1], (min if ascending else max)(hundredths))


@lru_cache(maxsize=32)
def _query(keys: int, ascending: bool) -> Direct:
    places = [
        _place(f"key_{n}", ascending, before) for before in (0, _ENOUGH - 1) for n in range(keys)
    ]
    return Direct(select(*places))


def _place(key: str, ascending: bool, before: int) -> Any:
    stored = statement_index.c.stored
    return (
        select(stored)
        .where(
            statement_index.c.store_id == bindparam("store", type_=Integer),
            statement_index.c.key == bindparam(key, type_=BigInteger),
        )
        .order_by(stored.asc() if ascending else stored.desc())
        .limit(1)
        .offset(before)
        .scalar_subquery()
    )
