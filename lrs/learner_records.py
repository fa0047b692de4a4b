"""A person's combined record, folded from their statements."""

from uuid import UUID

from lrs import people
from lrs.database import Database
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
