"""Index entries: the keys under which statements are filed, and one row for neighbours under one key.

The related kinds of a query include the plain ones, but each entry is written once: whoever looks for
a related agent looks under both keys. Statements that are stored within a hundredth of a second
(those of a batch, and of requests that shared a commit) share a row for each key that they have
in common: `stored` is the place of the first, `later` how many microseconds after it the others stand.
"""

from collections.abc import Collection, Iterable, Iterator

from lrs.storage.hashing import index_key

# No row reaches across a multiple of this, so also not from one day into the next. Microseconds.
WINDOW = 10_000

_PLAIN = {"related_agent": "agent", "related_activity": "activity"}

Filed = Collection[tuple[str, str]]


def keys(store_id: int, filed: Filed) -> set[int]:
    """Give the keys of what `filed_under` found."""
    return {
        index_key(store_id, kind, value)
        for kind, value in filed
        if kind not in _PLAIN or (_PLAIN[kind], value) not in filed
    }


def alternatives(store_id: int, kind: str, value: str) -> list[int]:
    """Give the keys under which a query finds: one, or two for a related kind."""
    kinds = [_PLAIN[kind], kind] if kind in _PLAIN else [kind]
    return [index_key(store_id, each, value) for each in kinds]


def rows(store_id: int, filed: Iterable[tuple[int, Filed]]) -> Iterator[tuple[int, int, int, str]]:
    """Give (key, stored, store_id, later) for (place, filed) of statements with rising places."""
    shared: dict[tuple[int, int], list[int]] = {}
    for place, pairs in filed:
        window = place // WINDOW
        for key in keys(store_id, pairs):
            shared.setdefault((key, window), []).append(place)
    for (key, _), (first, *others) in shared.items():
        yield key, first, store_id, "".join([f",{place - first}" for place in others])
