"""The statements that one entry is made of, in order, with what others attested about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lrs.record.entry import Evidence
from lrs.record.facets import evidence, strongest
from lrs.record.people import Names, named_in
from lrs.record.reading import Reading
from lrs.record.rule import Role


@dataclass(frozen=True)
class Group:
    """All readings of one kind and key. `acts` are the same without those that were sent twice."""

    kind: str
    key: str
    readings: tuple[Reading, ...]
    attested: tuple[Reading, ...]
    identifiers: frozenset[str]

    @cached_property
    def acts(self) -> tuple[Reading, ...]:
        first: dict[object, Reading] = {}
        for reading in self.readings:
            first.setdefault(reading.sameness, reading)
        return tuple(first.values())

    @cached_property
    def made(self) -> tuple[Reading, ...]:
        """The acts that make the entry, without those that a later one undid."""
        undone = [i for i, act in enumerate(self.acts) if _role(act) is Role.UNDOES]
        start = undone[-1] + 1 if undone else 0
        return tuple(act for act in self.acts[start:] if _role(act) is Role.MAKES)

    @cached_property
    def people(self) -> Names:
        """The others whom the statements name."""
        return named_in(self.acts, self.identifiers)

    @cached_property
    def evidence(self) -> Evidence:
        """The best evidence for the acts; a word of the other side confirms what was only reported."""
        best = strongest(evidence(act, self.identifiers) for act in self.made)
        return strongest((best, Evidence.PEER_CONFIRMED)) if self.confirmations else best

    @cached_property
    def confirmations(self) -> tuple[Reading, ...]:
        """What those who took part attested."""
        others = {person.key for person in self.people}
        return tuple(reading for reading in self.attested if reading.actor in others)


def ordered(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda reading: reading.order))


def _role(reading: Reading) -> Role:
    return reading.rule.role if reading.rule else Role.TRACE
