"""Totals of a record by kind within each formality, with the minutes of each time basis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lrs.record.entry import Entry, Formality
from lrs.record.kinds import KINDS
from lrs.record.summary import Tally, totals


@dataclass(frozen=True, slots=True)
class KindTotal:
    """All entries of one kind and formality."""

    kind: str
    name: str
    formality: Formality
    tally: Tally


def kind_totals(entries: Sequence[Entry]) -> list[KindTotal]:
    """Total the entries: formal kinds first, then the others."""
    return [
        total
        for formality in Formality
        for total in _of_formality(formality, (e for e in entries if e.formality is formality))
    ]


def kind_names(kind: str) -> tuple[str, str]:
    """Give what one entry and many entries of a kind are called."""
    found = KINDS.get(kind)
    return (found.one, found.many) if found else (kind, kind)


def _of_formality(formality: Formality, entries: Iterable[Entry]) -> Iterator[KindTotal]:
    for kind, tally in totals(entries).by_kind.items():
        yield KindTotal(kind, kind_names(kind)[tally.entries != 1], formality, tally)
