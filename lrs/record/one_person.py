"""Others whom a record names, once it is known which of their identifiers are one person's. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lrs.record.entry import Entry, Evidence, LearnerRecord, NamedPerson, Witness
from lrs.record.facets import strongest

Heads = Mapping[str, str]


def named_in(record: LearnerRecord) -> set[str]:
    """Give the identifiers of others on which the record rests."""
    return {person.key for e in record.entries for person in e.people} | witnesses_in(record)


def witnesses_in(record: LearnerRecord) -> set[str]:
    """Give the identifiers of those who may confirm an entry, and of whose word it would be."""
    return {who for e in record.entries for witness in e.witnesses for who in witness[:2]}


def unified(record: LearnerRecord, heads: Heads) -> LearnerRecord:
    """Let each stand under one identifier, and let a word count whichever of them it came from.

    `heads` gives that identifier for each that is not alone.
    """
    entries = confirmed(record, heads).entries
    return replace(record, entries=tuple(_renamed(entry, heads) for entry in entries))


def confirmed(record: LearnerRecord, heads: Heads) -> LearnerRecord:
    """Let those confirm who are one with somebody whom an entry names."""
    return replace(record, entries=tuple(_confirmed(entry, heads) for entry in record.entries))


def _confirmed(entry: Entry, heads: Heads) -> Entry:
    agreed = [witness.line for witness in _agreeing(entry, heads)] if entry.witnesses else []
    if not agreed:
        return entry
    lines = sorted((*entry.statements, *agreed), key=lambda line: line.timestamp)
    evidence = strongest((entry.evidence, Evidence.PEER_CONFIRMED))
    return replace(entry, evidence=evidence, statements=tuple(lines))


def _agreeing(entry: Entry, heads: Heads) -> Iterator[Witness]:
    named = {heads.get(person.key) for person in entry.people}
    for witness in entry.witnesses:
        head = heads.get(witness.by)
        if head and head in named and head != heads.get(witness.claimant):
            yield witness


def _renamed(entry: Entry, heads: Heads) -> Entry:
    if not any(person.key in heads for person in entry.people):
        return entry
    found: dict[str, NamedPerson] = {}
    for person in entry.people:
        key = heads.get(person.key, person.key)
        found.setdefault(key, NamedPerson(key, person.name))
    return replace(entry, people=tuple(found.values()))
