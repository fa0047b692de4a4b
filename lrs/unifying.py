"""Unifying: others whom a record names, each under one identifier, however many are theirs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from lrs.database import Database
from lrs.record import one_person
from lrs.record.entry import LearnerRecord
from lrs.storage.joins import Joins
from lrs.storage.people import People

_NOBODY: Mapping[str, str] = {}


def unified(database: Database, store_id: int, record: LearnerRecord) -> LearnerRecord:
    """Let identifiers that were joined stand as one: people are counted, and any of theirs confirms."""
    heads = _heads(database, store_id, one_person.named_in(record))
    return one_person.unified(record, heads) if heads else record


def confirmed(database: Database, store_id: int, record: LearnerRecord) -> LearnerRecord:
    """Let confirmations count that came from another identifier of somebody whom the record names."""
    if not one_person.witnesses_in(record):
        return record
    heads = _heads(database, store_id, one_person.named_in(record))
    return one_person.confirmed(record, heads) if heads else record


def _heads(database: Database, store_id: int, named: Collection[str]) -> Mapping[str, str]:
    """Give the identifier under which each counts that shares a person with another."""
    if len(named) < 2:
        return _NOBODY
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
