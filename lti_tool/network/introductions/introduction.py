"""Pure: an introduction and its two sides, and how its form is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from lrs import InvalidRequest, Violation
from lti_tool.network.encounters.encounter import State

LONGEST = 120
SIDES = ("one", "two")


class Side(NamedTuple):
    """One of the two: `person_id` is none for a free name, and for who isn't named any more."""

    person_id: UUID | None
    name: str
    state: str

    @property
    def is_confirmed(self) -> bool:
        return self.state == State.CONFIRMED.value

    def without_name(self, state: State) -> "Side":
        return Side(None, "", state.value)


class Asked(NamedTuple):
    """What a form says: the names of the two, and why they should talk."""

    names: tuple[str, str]
    topic: str


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people whom `teller` brings together. `words` are the ids of what the two attested to it."""

    id: UUID
    teller: UUID
    teller_name: str
    sides: tuple[Side, Side]
    topic: str
    happened: int
    version: int
    statement_id: UUID | None
    words: tuple[UUID, ...]
    changed: int
    gone: int | None

    @property
    def names(self) -> str:
        one, two = (side.name or "somebody" for side in self.sides)
        return f"{one} and {two}"

    def side_of(self, person_id: UUID | None) -> Side | None:
        mine = (s for s in self.sides if person_id is not None and s.person_id == person_id)
        return next(mine, None)

    def beside(self, person_id: UUID | None) -> Side:
        """Give the side that isn't this person."""
        one, two = self.sides
        return two if person_id is not None and one.person_id == person_id else one

    def with_side(self, person_id: UUID, side: Side) -> "Introduction":
        one, two = (side if each.person_id == person_id else each for each in self.sides)
        return replace(self, sides=(one, two))


def read(form: Mapping[str, str]) -> Asked:
    """Read a form; raises InvalidRequest with everything that is wrong."""
    one, two, topic = (" ".join(form.get(name, "").split()) for name in (*SIDES, "about"))
    wrong = [
        _wrong(field, "Write a name of at most 120 letters.")
        for field, name in zip(SIDES, (one, two), strict=True)
        if not 0 < len(name) <= LONGEST
    ]
    if one and one.casefold() == two.casefold():
        wrong.append(_wrong("two", "These are one name; introduce two people to each other."))
    if len(topic) > LONGEST:
        wrong.append(_wrong("about", f"A reason has at most {LONGEST} letters."))
    if wrong:
        raise InvalidRequest(*wrong)
    return Asked((one, two), topic)


def _wrong(field: str, words: str) -> Violation:
    return Violation(field, words, "hallway")
