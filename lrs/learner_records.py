"""A person's combined record, folded from their statements."""

from uuid import UUID

from lrs import people
from lrs.database import Database
from lrs.errors import NotFound
from lrs.record.entry import LearnerRecord
from lrs.record.fold import fold
from lrs.storage.statements import Statements
from lrs.xapi import strict_json


def learner_record(database: Database, store_id: int, person_id: UUID) -> LearnerRecord:
    """Raise NotFound when nobody in this store has this id."""
    person = people.person(database, store_id, person_id)
    identifiers = frozenset(identity.identifier for identity in person.identities)
    with database.reading() as connection:
        payloads = list(Statements(connection, database.dialect, store_id).about(identifiers))
    return fold((strict_json.loads(payload) for payload in payloads), identifiers)


def statement_behind(
    database: Database, store_id: int, person_id: UUID, statement_id: UUID
) -> bytes:
    """Give a statement as it was stored; NotFound unless it stands behind this person's record."""
    if str(statement_id) not in _ids(learner_record(database, store_id, person_id)):
        raise NotFound("No statement with this id stands behind this record.")
    with database.reading() as connection:
        kept = Statements(connection, database.dialect, store_id)
        found = kept.one(statement_id, voided=False, authority=None)
    if found is None:
        raise NotFound("The statement was voided a moment ago.")
    return found


def _ids(record: LearnerRecord) -> set[str]:
    """Every id that the page of the record shows."""
    held = {line.id for entry in record.entries for line in entry.statements}
    return held | {line.id for line in record.unclassified}
