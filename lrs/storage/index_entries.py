"""Index entries: the keys under which statements are filed, and one row for neighbours under one key.

The related kinds of a query include the plain ones, but each entry is written once: whoever looks for
a related agent looks under both keys. Statements that are stored together (those of a batch, and
of requests that shared a commit) share a row for each key that they have in common: `stored` is
the place of the first, `later` how many microseconds after it the others stand. Places only rise, so
the rows of one key follow each other and never overlap.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from lrs.storage.hashing import index_key

DAY = 86_400_000_000  # microseconds; no row reaches from one day into the next
MOST = 64  # places in a row: more saves little, and all of them are read with each

_PLAIN = {"related_agent": "agent", "related_activity": "activity"}

Filed = Collection[tuple[str, str]]


def keys(store_id: int, filed: Filed) -> set[int]:
    """Give the keys of what `filed_under` found."""
    return {index_key(store_id, kind, value) for kind, value in filed}


def alternatives(store_id: int, kind: str, value: str) -> list[int]:
    """Give the keys under which a query finds: one, or two for a related kind."""
    kinds = [_PLAIN[kind], kind] if kind in _PLAIN else [kind]
    return [index_key(store_id, each, value) for each in kinds]


def rows(store_id: int, filed: Iterable[tuple[int, Filed]]) -> Iterator[tuple[int, int, int, str]]:
    """Give (key, stored, store_id, later) for (place, filed) of statements with rising places."""
    for key, places in _places_of_keys(store_id, filed).items():
        for some in _of_a_day(places):
            for start in range(0, len(some), MOST):
                yield key, some[start], store_id, later(some[start : start + MOST])


def _places_of_keys(
    store_id: int, filed: Iterable[tuple[int, Filed]]
) -> Mapping[int, Sequence[int]]:
    """Give the rising places of each key; a hash is asked for once for all that is filed alike."""
    alike: dict[tuple[str, str], list[int]] = {}
    for place, pairs in filed:
        for pair in pairs:
            if pair in alike:
                alike[pair].append(place)
            else:
                alike[pair] = [place]
    found: dict[int, list[int]] = {}
    for pair, places in alike.items():
        key = index_key(store_id, *pair)
        # Two names may have one hash, and one statement both.
        found[key] = sorted({*found[key], *places}) if key in found else places
    return found


def _of_a_day(places: Sequence[int]) -> Iterable[Sequence[int]]:
    """Divide places by their days, which nearly always is one."""
    if places[0] // DAY == places[-1] // DAY:
        return [places]
    return [list(some) for _, some in groupby(places, lambda place: place // DAY)]


def later(places: Sequence[int]) -> str:
    """Write how far behind the first of some places the others stand."""
    first, *others = places
    return "".join([f",{place - first}" for place in others])


def places(stored: int, later: str) -> list[int]:
    """Read what `later` wrote."""
    return [stored, *[stored + int(offset) for offset in later.split(",")[1:]]]
