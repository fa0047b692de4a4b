"""Totals of a record by formality and by kind; minutes, entries and people are never added up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from lrs.record.entry import Entry, Formality, LearnerRecord, TimeBasis
from lrs.record.kinds import KINDS
from lrs.record.shares import Shares, shares

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes by how they were counted."""

    measured: float = 0.0
    estimated: float = 0.0
    claimed: float = 0.0

    @property
    def total(self) -> float:
        return self.measured + self.estimated + self.claimed

    def __add__(self, other: "Minutes") -> "Minutes":
        return Minutes(
            self.measured + other.measured,
            self.estimated + other.estimated,
            self.claimed + other.claimed,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """What one slice of a record holds.

    `timed` counts the entries that say anything about time; `people` counts everybody once, in the
    slice of the entry that named them first.
    """

    entries: int = 0
    timed: int = 0
    minutes: Minutes = field(default_factory=Minutes)
    people: int = 0
    statements: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.entries + other.entries,
            self.timed + other.timed,
            self.minutes + other.minutes,
            self.people + other.people,
            self.statements + other.statements,
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one record, or of several added up. Every formality is there, kinds only if used."""

    whole: Tally
    by_formality: Mapping[Formality, Tally]
    by_kind: Mapping[str, Tally]

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.whole + other.whole,
            _formalities(_added(self.by_formality, other.by_formality)),
            _kinds(_added(self.by_kind, other.by_kind)),
        )

    @property
    def share_of_minutes(self) -> Shares[Formality]:
        """Of all minutes with any time basis."""
        minutes = {f: tally.minutes.total for f, tally in self.by_formality.items()}
        return shares("minutes", self.whole.timed, minutes)

    @property
    def share_of_entries(self) -> Shares[Formality]:
        """Each entry counts once, however long it took."""
        entries = {f: float(tally.entries) for f, tally in self.by_formality.items()}
        return shares("entries", self.whole.entries, entries)

    @property
    def share_of_people(self) -> Shares[Formality]:
        """Others named in a statement, each counted once, where they were named first."""
        people = {f: float(tally.people) for f, tally in self.by_formality.items()}
        return shares("people", self.whole.entries, people)


def totals(entries: Iterable[Entry]) -> Totals:
    """Add up the entries of one person."""
    whole = _Sums()
    by_formality: defaultdict[Formality, _Sums] = defaultdict(_Sums)
    by_kind: defaultdict[str, _Sums] = defaultdict(_Sums)
    known: set[str] = set()
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.id)):
        new = {person.key for person in entry.people} - known
        known |= new
        for sums in (whole, by_formality[entry.formality], by_kind[entry.kind]):
            sums.add(entry, len(new))
    return Totals(
        whole.tally(),
        _formalities({name: sums.tally() for name, sums in by_formality.items()}),
        _kinds({name: sums.tally() for name, sums in by_kind.items()}),
    )


def totals_of(record: LearnerRecord) -> Totals:
    return totals(record.entries)


NOTHING = Totals(Tally(), MappingProxyType({f: Tally() for f in Formality}), MappingProxyType({}))


class _Sums:
    """A tally that grows entry by entry."""

    __slots__ = ("_entries", "_minutes", "_people", "_statements", "_timed")

    def __init__(self) -> None:
        self._entries = self._timed = self._people = self._statements = 0
        self._minutes: dict[TimeBasis | None, float] = {}

    def add(self, entry: Entry, new: int) -> None:
        """Take an entry in that names so many people who were not named before."""
        self._entries += 1
        self._people += new
        self._statements += len(entry.statements)
        if entry.minutes is not None:
            self._timed += 1
            basis = entry.time_basis
            self._minutes[basis] = self._minutes.get(basis, 0.0) + entry.minutes

    def tally(self) -> Tally:
        minutes = Minutes(*(self._minutes.get(basis, 0.0) for basis in TimeBasis))
        return Tally(self._entries, self._timed, minutes, self._people, self._statements)


def _added(one: Mapping[Name, Tally], other: Mapping[Name, Tally]) -> dict[Name, Tally]:
    return {n: one.get(n, Tally()) + other.get(n, Tally()) for n in {**one, **other}}


def _formalities(found: Mapping[Formality, Tally]) -> Mapping[Formality, Tally]:
    return MappingProxyType({f: found.get(f, Tally()) for f in Formality})


def _kinds(found: Mapping[str, Tally]) -> Mapping[str, Tally]:
    """Order as the table of kinds does, whatever came first."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return MappingProxyType(
        {k: found[k] for k in sorted(found, key=lambda k: (order.get(k, len(order)), k))}
    )
