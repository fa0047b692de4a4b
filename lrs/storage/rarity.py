"""Which of some filters finds the fewest statements: that one is walked, the others looked up."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, bindparam, select

from lrs.database import Direct
from lrs.storage.tables import statement_index

_ENOUGH = 100  # entries that are looked at


Filters = Sequence[Sequence[int]]


def ask_rarest_first(
    connection: Connection, store_id: int, keys: Filters, ascending: bool
) -> Callable[[], list[Sequence[int]]]:
    """Sort filters by how far one has to walk for the hundredth entry; beyond the end is the farthest."""
    flat = {f"key_{n}": key for n, key in enumerate(key for either in keys for key in either)}
    answer = _query(len(flat), ascending).ask(connection, store=store_id, **flat)
    return lambda: _sorted(keys, answer.first(), ascending)


def _sorted(
    keys: Filters, hundredths: Sequence[int | None], ascending: bool
) -> list[Sequence[int]]:
    nearest = max if not ascending else min
    places = iter(hundredths)
    farthest = float("-inf") if not ascending else float("inf")
    found = [
        (
            nearest(
                farthest if place is None else place
                for _, place in zip(either, places, strict=False)
            ),
            either,
        )
        for either in keys
    ]
    found.sort(key=lambda each: each[0], reverse=ascending)
    return [either for _, either in found]


@lru_cache(maxsize=32)
def _query(keys: int, ascending: bool) -> Direct:
    return Direct(select(*(_hundredth(f"key_{n}", ascending) for n in range(keys))))


def _hundredth(key: str, ascending: bool) -> Any:
    stored = statement_index.c.stored
    return (
        select(stored)
        .where(
            statement_index.c.store_id == bindparam("store", type_=Integer),
            statement_index.c.key == bindparam(key, type_=BigInteger),
        )
        .order_by(stored.asc() if ascending else stored.desc())
        .limit(1)
        .offset(_ENOUGH - 1)
        .scalar_subquery()
    )
