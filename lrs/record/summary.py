"""Totals of a record by formality and by kind; minutes, entries and people are never added up."""

from collections.abc import Callable, Iterable, Mapping
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
    listed = sorted(entries, key=lambda entry: (entry.start, entry.id))
    tallies = list(zip(listed, _tallies(listed), strict=True))
    return Totals(
        sum((tally for _, tally in tallies), Tally()),
        _formalities(_sliced(tallies, lambda entry: entry.formality)),
        _kinds(_sliced(tallies, lambda entry: entry.kind)),
    )


def totals_of(record: LearnerRecord) -> Totals:
    return totals(record.entries)


NOTHING = Totals(Tally(), MappingProxyType({f: Tally() for f in Formality}), MappingProxyType({}))


def _tallies(entries: Iterable[Entry]) -> Iterable[Tally]:
    """Tally each entry; a person counts where they are named first."""
    known: set[str] = set()
    for entry in entries:
        new = {person.key for person in entry.people} - known
        known |= new
        timed = entry.minutes is not None
        yield Tally(1, int(timed), minutes_of(entry), len(new), len(entry.statements))


def minutes_of(entry: Entry) -> Minutes:
    amount = entry.minutes or 0.0
    match entry.time_basis:
        case TimeBasis.MEASURED:
            return Minutes(measured=amount)
        case TimeBasis.ESTIMATED:
            return Minutes(estimated=amount)
        case TimeBasis.CLAIMED:
            return Minutes(claimed=amount)
        case None:
            return Minutes()


def _sliced(
    tallies: Iterable[tuple[Entry, Tally]], name: Callable[[Entry], Name]
) -> dict[Name, Tally]:
    found: dict[Name, Tally] = {}
    for entry, tally in tallies:
        found[name(entry)] = found.get(name(entry), Tally()) + tally
    return found


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
