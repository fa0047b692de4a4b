"""Groups: of which ones a row may speak, so that nothing that is shown, added up or taken away, is about one to four."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple
from uuid import UUID

from lrs.reports.figure import FEWEST

People = Set[UUID]


class Group(NamedTuple):
    """A group of the member list and everybody who is in it."""

    name: str
    people: People


def in_order(groups: Mapping[str, People]) -> tuple[Group, ...]:
    """Give those that are large enough to ask for, the largest first: the order in which rows take them."""
    large = [Group(name, people) for name, people in groups.items() if len(people) >= FEWEST]
    return tuple(sorted(large, key=lambda group: (-len(group.people), group.name)))


def telling(groups: Sequence[Group], *parts: People) -> frozenset[str]:
    """Say of which groups a row may speak that is about these people, in parts that can be told apart.

    Groups that are shown cut the people of a row into pieces: who is in the same ones. Whatever is
    added up or taken away is made of whole pieces, so a group is shown if no piece becomes one of one
    to four people.
    """
    pieces = [part for part in parts if part]
    if any(len(piece) < FEWEST for piece in pieces):
        return frozenset()
    shown: set[str] = set()
    for group in groups:
        finer = list(_cut(pieces, group.people))
        if all(len(piece) >= FEWEST for piece in finer):
            pieces = finer
            shown.add(group.name)
    return frozenset(shown)


def _cut(pieces: Iterable[People], people: People) -> Iterable[People]:
    for piece in pieces:
        yield from (each for each in (piece & people, piece - people) if each)
