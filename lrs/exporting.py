"""Exporting transcripts: one person's record as they see it, or a whole store's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from lrs import learner_records, people
from lrs.credit_standing import CreditStanding
from lrs.database import Database
from lrs.storage.archives import Archives
from lrs.storage.members import Member, Members
from lrs.storage.people import Person
from lrs.storage.stores import Store
from lrs.transcripts.about import About
from lrs.transcripts.columns import TranscriptPerson
from lrs.transcripts.export import Format
from lrs.transcripts.layout import NEUTRAL, Layout
from lrs.transcripts.period import Period
from lrs.transcripts.subject import Subject
from lrs.xapi import identifier

_AT_ONCE = 200
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "pdf", "json", "badge", "zip")
Words = tuple[tuple[str, str], ...]
People = Sequence[UUID]


class Wanted(NamedTuple):
    """What a file of rows is to hold: the entries of a period, of these people or of all, and how."""

    period: Period
    people: People = ()
    layout: Layout = NEUTRAL


def about_store(database: Database, store: Store, wanted: Wanted) -> About:
    """Say what a file about several people says of itself."""
    period, chosen, _ = wanted
    with database.reading() as connection:
        gone = Archives(connection, store.id).before()
    selection = (("people", f"{len(chosen)} chosen"),) if chosen else ()
    return about(store, (*period.words(), *selection, *archived(store, gone)))


def described(database: Database, store_id: int, person: Person) -> TranscriptPerson:
    """Describe a person with what the organisation's list of members says."""
    with database.reading() as connection:
        found = Members(connection, store_id).of(person.joined or (person.id,))
    return transcript_person(person, found[0] if found else None)


def transcript_person(person: Person, member: Member | None = None) -> TranscriptPerson:
    """Describe a person; the last word of a name is taken for the family's, as nothing says better."""
    name = member.name if member and member.name else person.name
    first, _, last = name.strip().rpartition(" ")
    known = tuple(identity.identifier for identity in person.identities)
    boxes = (identifier.agent(each).get("mbox", "") for each in known)
    return TranscriptPerson(
        str(person.head),
        member_id=member.member_id if member else "",
        email=(member.email if member else "")
        or next((box.removeprefix("mailto:") for box in boxes if box), ""),
        last_name=last,
        first_name=first.strip(),
        external_ids=known,
    )


def records(database: Database, store: Store, wanted: Wanted) -> Iterator[Subject]:
    """Give person after person with the entries of the period."""
    period, chosen, _ = wanted
    zone, standing = ZoneInfo(store.time_zone), CreditStanding(database, store)
    one = (people.person(database, store.id, person_id) for person_id in chosen)
    for person in one if chosen else _everybody(database, store.id):
        record = learner_records.learner_record(database, store.id, person.id)
        kept = tuple(entry for entry in record.entries if period.holds(entry.end, zone))
        cycles = standing.of(person, record.entries)
        yield Subject(described(database, store.id, person), replace(record, entries=kept), cycles)


def _everybody(database: Database, store_id: int) -> Iterator[Person]:
    after = None
    while found := people.page(database, store_id, "", after, _AT_ONCE):
        yield from found
        after = (found[-1].name, found[-1].id)


def archived(store: Store, before: int | None) -> Words:
    """Say what is missing, as transcripts print it."""
    if before is None:
        return ()
    day = datetime.fromtimestamp(before / 1_000_000, ZoneInfo(store.time_zone)).date()
    return (("Archived", f"statements stored before {day} are in the archive and not in here"),)


def about(store: Store, filters: Words) -> About:
    return About(store.title, ZoneInfo(store.time_zone), datetime.now(UTC), filters)
