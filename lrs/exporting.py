"""Exporting transcripts: one person's record as they see it, or a whole store's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from lrs import learner_records, people
from lrs.database import Database
from lrs.record.entry import LearnerRecord
from lrs.storage.archives import Archives
from lrs.storage.people import Person
from lrs.storage.stores import Store
from lrs.transcripts.about import About, Contents
from lrs.transcripts.columns import TranscriptPerson
from lrs.transcripts.export import Format, export
from lrs.transcripts.period import Period
from lrs.xapi import identifier

_AT_ONCE = 200
FORMATS: tuple[Format, ...] = ("xlsx", "csv")
Words = tuple[tuple[str, str], ...]


def export_person(
    store: Store,
    person: Person,
    record: LearnerRecord,
    file_format: Format,
    filters: Words,
) -> bytes:
    """Write one record, already filtered; `filters` are printed on the file."""
    out = BytesIO()
    rows = [(transcript_person(person), record)]
    words = (*filters, *_archived(store, record.archived_before))
    export(rows, file_format, out, _about(store, words), lambda _: None)
    return out.getvalue()


def export_store(
    database: Database,
    store: Store,
    file_format: Format,
    period: Period,
    out: Path,
    progress: Callable[[int], None],
) -> Contents:
    """Write everybody's record; `progress` hears how many people are done."""
    rows = _rows(database, store, period)
    with database.reading() as connection:
        gone = Archives(connection, store.id).before()
    words = (*period.words(), *_archived(store, gone))
    return export(rows, file_format, out, _about(store, words), progress)


def transcript_person(person: Person) -> TranscriptPerson:
    """Describe a person; the last word of a name is taken for the family's, as nothing says better."""
    first, _, last = person.name.strip().rpartition(" ")
    known = tuple(identity.identifier for identity in person.identities)
    boxes = (identifier.agent(each).get("mbox", "") for each in known)
    return TranscriptPerson(
        str(person.id),
        email=next((box.removeprefix("mailto:") for box in boxes if box), ""),
        last_name=last,
        first_name=first.strip(),
        external_ids=known,
    )


def _rows(
    database: Database, store: Store, period: Period
) -> Iterator[tuple[TranscriptPerson, LearnerRecord]]:
    zone = ZoneInfo(store.time_zone)
    for person in _everybody(database, store.id):
        record = learner_records.learner_record(database, store.id, person.id)
        kept = tuple(entry for entry in record.entries if period.holds(entry.end, zone))
        yield transcript_person(person), replace(record, entries=kept)


def _everybody(database: Database, store_id: int) -> Iterator[Person]:
    after = None
    while found := people.page(database, store_id, "", after, _AT_ONCE):
        yield from found
        after = (found[-1].name, found[-1].id)


def _archived(store: Store, before: int | None) -> Words:
    """Say what is missing, as transcripts print it."""
    if before is None:
        return ()
    day = datetime.fromtimestamp(before / 1_000_000, ZoneInfo(store.time_zone)).date()
    return (("Archived", f"statements stored before {day} are in the archive and not in here"),)


def _about(store: Store, filters: Words) -> About:
    return About(store.title, ZoneInfo(store.time_zone), datetime.now(UTC), filters)
