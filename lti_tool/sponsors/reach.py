"""Pure: how many people a sponsor's clips and events reached, without speaking of fewer than five."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

FEWEST = 5


class Kind(StrEnum):
    """What can be sponsored."""

    CLIP = "clip"
    EVENT = "event"
    RESOURCE = "resource"


class Thing(NamedTuple):
    """A clip, an event or something of the library, by its title."""

    kind: Kind
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A thing and how many people watched it or came; `finished` of them watched enough, None for what is no clip.

    A number is None where it is kept back.
    """

    thing: Thing
    people: int | None
    finished: int | None

    @property
    def is_hidden(self) -> bool:
        return self.people is None


@dataclass(frozen=True, slots=True)
class Reach:
    """What a sponsor is told of some days: `people` are different ones, each counted once."""

    people: int | None
    things: tuple[Reached, ...]


def reach(people: int, things: Sequence[Reached]) -> Reach:
    """Keep back what would speak of fewer than five people, or let one reckon it out."""
    small = {i for i, each in enumerate(things) if 0 < (each.people or 0) < FEWEST}
    if len(small) == 1:
        others = [i for i, each in enumerate(things) if i not in small and each.people]
        small.update(sorted(others, key=lambda i: things[i].people or 0)[:1])
    shown = (_hidden(each) if i in small else _careful(each) for i, each in enumerate(things))
    return Reach(None if 0 < people < FEWEST else people, tuple(shown))


def _hidden(each: Reached) -> Reached:
    return replace(each, people=None, finished=None)


def _careful(each: Reached) -> Reached:
    """Keep back who finished where either they or the others are a handful."""
    if each.finished is None or each.people is None:
        return each
    parts = (each.finished, each.people - each.finished)
    return replace(each, finished=None) if any(0 < n < FEWEST for n in parts) else each
