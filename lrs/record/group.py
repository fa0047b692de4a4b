"""The statements that one entry is made of, in order, with what others attested about them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from lrs.record.credit import Credit
from lrs.record.entry import Evidence, Witness
from lrs.record.facets import evidence, strongest
from lrs.record.people import Names, named_in
from lrs.record.reading import Reading
from lrs.record.rule import Role
from lrs.record.sentence import line
from lrs.record.staff import by_staff, credits_in, disputes_in, is_dispute, verifies

_BY_ORDER = itemgetter(Reading._fields.index("order"))


class Group(NamedTuple):
    """All readings of one kind and key.

    `acts` are the same without those that were sent twice, `made` those of them that make the entry
    and that no later one undid, `people` the others whom the acts name.
    """

    kind: str
    key: str
    readings: tuple[Reading, ...]
    attested: tuple[Reading, ...]
    identifiers: frozenset[str]
    acts: tuple[Reading, ...]
    made: tuple[Reading, ...]
    people: Names

    @property
    def evidence(self) -> Evidence:
        """The best evidence for the acts; a word of the other side confirms what was only reported."""
        if any(by_staff(word) and verifies(word) for word in self.attested):
            return Evidence.STAFF_VERIFIED
        best = self._evidence_of_acts()
        agreed = self.confirmations or self._told_by_both_sides()
        return strongest((best, Evidence.PEER_CONFIRMED)) if agreed else best

    @property
    def credits(self) -> tuple[Credit, ...]:
        """What staff awarded for the acts, each award once."""
        return credits_in(ordered(self.attested))

    @property
    def disputes(self) -> tuple[Reading, ...]:
        return disputes_in(ordered(self.attested), self.identifiers)

    @property
    def words(self) -> tuple[Reading, ...]:
        """What others attested and staff decided about the acts, and what the person disputes."""
        staff = tuple(word for word in self.attested if by_staff(word))
        return (*self.confirmations, *staff, *self.disputes)

    def _told_by_both_sides(self) -> bool:
        return len({act.actor in self.identifiers for act in self.made}) == 2

    def _evidence_of_acts(self) -> Evidence:
        best = evidence(self.made[0], self.identifiers)
        for act in self.made:
            # No act is better than its rule: most need no look.
            if act.rule is not None and act.rule.evidence is not best:
                best = strongest((best, evidence(act, self.identifiers)))
        return best

    @property
    def confirmations(self) -> tuple[Reading, ...]:
        """What those who took part attested about the other side's word."""
        claimants = {reading.id: reading.actor for reading in self.readings}
        return tuple(word for word in self.attested if self._confirms(word, claimants[word.target]))

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """What others attested about somebody else's word, who are not named, or not by this identifier."""
        claimants = {reading.id: reading.actor for reading in self.readings}
        strange = [word for word in ordered(self.attested) if self._is_strange(word)]
        told = [Witness(word.actor, claimants[word.target], line(word)) for word in strange]
        return tuple(witness for witness in told if witness.by != witness.claimant)

    def _confirms(self, word: Reading, claimant: str) -> bool:
        if by_staff(word) or is_dispute(word):
            return False
        if word.actor in self.identifiers:
            return claimant not in self.identifiers
        return word.actor != claimant and self._names(word.actor)

    def _is_strange(self, word: Reading) -> bool:
        if not self.people or by_staff(word) or is_dispute(word) or not word.actor:
            return False
        return word.actor not in self.identifiers and not self._names(word.actor)

    def _names(self, identifier: str) -> bool:
        return identifier in {person.key for person in self.people}


def grouped(
    kind: str,
    key: str,
    found: Iterable[Reading],
    attested: tuple[Reading, ...],
    identifiers: frozenset[str],
) -> Group:
    """Put readings of one kind and key together, in whatever order they come."""
    readings = ordered(found)
    acts = _told_once(readings)
    made, people = _not_undone(acts), named_in(acts, identifiers)
    return Group(kind, key, readings, attested, identifiers, acts, made, people)


def ordered(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=_BY_ORDER))


def _told_once(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    if not any(one.order[0] == next_.order[0] for one, next_ in pairwise(readings)):
        return tuple(readings)
    first: dict[object, Reading] = {}
    for reading in readings:
        first.setdefault(reading.sameness, reading)
    return tuple(first.values())


def _not_undone(acts: Iterable[Reading]) -> tuple[Reading, ...]:
    made: list[Reading] = []
    for act in acts:
        role = act.rule.role if act.rule else Role.TRACE
        if role is Role.MAKES:
            made.append(act)
        elif role is Role.UNDOES:
            made.clear()
    return tuple(made)
