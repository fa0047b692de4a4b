"""Index entries: the keys under which statements are filed, and one row for neighbours under one key.

The related kinds of a query include the plain ones, but each entry is written once: whoever looks for
a related agent looks under both keys. Statements that are stored together (those of a batch, and
of requests that shared a commit) share a row for each key that they have in common: `stored` is
the place of the first, `later` how many microseconds after it the others stand. Places only rise, so
the rows of one key follow each other and never overlap.

`letters` has two letters for each of these places: of its statement's verb, and of the activity that
is its object. Whoever looks for several things at once passes over a place with other letters without
looking it up. Many verbs and activities share a letter, so their own entries have the last word.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from string import ascii_letters, digits

from lrs.storage.hashing import index_key

DAY = 86_400_000_000  # microseconds; no row reaches from one day into the next
MOST = 64  # places in a row: more saves little, and all of them are read with each

# No letter stands for both, and none means anything to LIKE. On SQLite LIKE takes A for a, too, so
# whoever reads the rows compares again.
_ALPHABETS = {"verb": ascii_letters, "activity": digits + "!#$&()*+,./:;<=>?@[]^{|}~"}
_NO_LETTER = "-"
_NEAR = 2048  # statements that are stored together are mostly a microsecond apart
_OFFSETS = [f",{offset}" for offset in range(_NEAR)]
_PLAIN = {"related_agent": "agent", "related_activity": "activity"}

Filed = Collection[tuple[str, str]]
Entry = tuple[int, int, int, str, str]
_Alike = Mapping[tuple[str, str], Sequence[int]]


def keys(store_id: int, filed: Filed) -> set[int]:
    """Give the keys of what `filed_under` found."""
    return {index_key(store_id, kind, value) for kind, value in filed}


def alternatives(store_id: int, kind: str, value: str) -> list[int]:
    """Give the keys under which a query finds: one, or two for a related kind."""
    kinds = [_PLAIN[kind], kind] if kind in _PLAIN else [kind]
    return [index_key(store_id, each, value) for each in kinds]


def letters(store_id: int, filed: Filed) -> dict[int, str]:
    """Give the letters of a verb and of an activity as object, in this order, by their keys."""
    plain = [(kind.removeprefix("related_"), value) for kind, value in filed]
    return {
        index_key(store_id, *each): _letter(store_id, *each)
        for kind in _ALPHABETS
        for each in plain
        if each[0] == kind
    }


def _letter(store_id: int, kind: str, value: str) -> str:
    alphabet = _ALPHABETS[kind]
    return alphabet[index_key(store_id, kind, value) % len(alphabet)]


def rows(store_id: int, filed: Sequence[tuple[int, Filed]]) -> Iterator[Entry]:
    """Give (key, stored, store_id, later, letters) for (place, filed) of statements with rising places."""
    alike = _alike(filed)
    letters = _letters(store_id, alike, [place for place, _ in filed])
    for key, places in _places_of_keys(store_id, alike).items():
        if len(places) == 1:  # most are alone
            yield key, places[0], store_id, "", letters[places[0]]
            continue
        for some in _of_a_day(places):
            for start in range(0, len(some), MOST):
                part = some[start : start + MOST]
                theirs = "".join([letters[place] for place in part])
                yield key, part[0], store_id, later(part), theirs


def moved(entries: Iterable[Entry], first: int) -> list[Entry]:
    """Give the rows of statements whose first one stands here, of `rows` that took it to stand at 0.

    That they stand one behind the other, and on one day, is for the caller to know.
    """
    return [
        (key, first + stored, store_id, later, letters)
        for key, stored, store_id, later, letters in entries
    ]


def _alike(filed: Iterable[tuple[int, Filed]]) -> _Alike:
    """Give the rising places of each (kind, value)."""
    alike = defaultdict[tuple[str, str], list[int]](list)
    for place, pairs in filed:
        for pair in pairs:
            alike[pair].append(place)
    return alike


def _letters(store_id: int, alike: _Alike, places: Iterable[int]) -> Mapping[int, str]:
    """Give the two letters of each place."""
    verbs: dict[int, str] = {}
    objects: dict[int, str] = {}
    found = {"verb": verbs, "activity": objects}
    for (kind, value), its_places in alike.items():
        if kind in found:
            letter = _letter(store_id, kind, value)
            for place in its_places:
                found[kind][place] = letter
    return {
        place: verbs.get(place, _NO_LETTER) + objects.get(place, _NO_LETTER) for place in places
    }


def _places_of_keys(store_id: int, alike: _Alike) -> Mapping[int, Sequence[int]]:
    """Give the rising places of each key; a hash is asked for once for all that is filed alike."""
    found: dict[int, Sequence[int]] = {}
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
    return "".join([_OFFSETS[o] if (o := place - first) < _NEAR else f",{o}" for place in others])


def places(stored: int, later: str) -> list[int]:
    """Read what `later` wrote."""
    return [stored, *[stored + int(offset) for offset in later.split(",")[1:]]]


def places_with(stored: int, later: str, letters: str, wanted: str) -> list[int]:
    """Read those places that have these letters."""
    offsets = enumerate(f"0{later}".split(","))
    return [stored + int(offset) for n, offset in offsets if wanted in letters[2 * n : 2 * n + 2]]
