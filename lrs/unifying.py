"""Unifying: others whom a record names, each under one identifier, however many are theirs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from lrs.database import Database
from lrs.record.entry import Entry, LearnerRecord, NamedPerson
from lrs.storage.joins import Joins
from lrs.storage.people import People

_NOBODY: Mapping[str, str] = {}


def unified(database: Database, store_id: int, record: LearnerRecord) -> LearnerRecord:
    """Let identifiers that were joined stand as one, so that people are counted and not identifiers."""
    named = {person.key for entry in record.entries for person in entry.people}
    known = _known(database, store_id, named) if len(named) > 1 else _NOBODY
    if not known:
        return record
    return replace(record, entries=tuple(_renamed(entry, known) for entry in record.entries))


def _known(database: Database, store_id: int, named: Collection[str]) -> Mapping[str, str]:
    """Give the identifier under which each counts that shares a person with another."""
    with database.reading() as connection:
        joins = Joins(connection, store_id)
        if not joins.are_any():
            return _NOBODY
        owners = People(connection, database.dialect, store_id).owners(named)
        heads = joins.heads(set(owners.values()))
    groups: defaultdict[UUID, list[str]] = defaultdict(list)
    for each, owner in owners.items():
        groups[heads[owner]].append(each)
    return {each: min(group) for group in groups.values() if len(group) > 1 for each in group}


def _renamed(entry: Entry, known: Mapping[str, str]) -> Entry:
    if not any(person.key in known for person in entry.people):
        return entry
    found: dict[str, NamedPerson] = {}
    for person in entry.people:
        key = known.get(person.key, person.key)
        found.setdefault(key, NamedPerson(key, person.name))
    return replace(entry, people=tuple(found.values()))
