"""A person's combined record, folded from their statements."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs.database import Database
from lrs.errors import NotFound
from lrs.projecting import Growing, footing, grown, uncollected
from lrs.record.entry import LearnerRecord
from lrs.storage.people import People, Person
from lrs.storage.statements import Mark, Statements
from lrs.unifying import unified

_MOST_RECORDS = 16


class Known(NamedTuple):
    """A record that was folded, on which ground, and how far the statements went then."""

    mark: Mark
    ground: str
    record: LearnerRecord


Name = tuple[int, frozenset[str]]


class LearnerRecords:
    """Records folded lately; one is brought up to date as soon as a statement about the person is added.

    Whatever changes a record is a statement that is filed under the person: their own, another's
    about them, and one that voids or confirms either. So the number of those and the place of the
    newest say whether a record still holds, as long as the store stands on the same ground.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folded: dict[Name, Known] = {}

    def of(self, store_id: int, person_id: UUID) -> LearnerRecord:
        """Raise NotFound when nobody in this store has this id."""
        with uncollected(), self._database.reading() as connection:
            person = People(connection, self._database.dialect, store_id).person(person_id)
            if person is None:
                raise NotFound("There is no such person in this store.")
            record = self._up_to_date(connection, store_id, person)
        return unified(self._database, store_id, record)

    def _up_to_date(self, connection: Connection, store_id: int, person: Person) -> LearnerRecord:
        name = (store_id, frozenset(each.identifier for each in person.identities))
        mark = Statements(connection, self._database.dialect, store_id).mark(name[1])
        on = footing(connection, store_id)
        known = self._folded.get(name)
        if not known or known.mark != mark or known.ground != on.ground:
            grown = Growing(connection, self._database, on).of(person)
            known = Known(mark, on.ground, grown.record())
            self._remember(name, known)
        return known.record

    def _remember(self, name: Name, known: Known) -> None:
        if len(self._folded) >= _MOST_RECORDS:
            self._folded.clear()
        self._folded[name] = known


def learner_record(database: Database, store_id: int, person_id: UUID) -> LearnerRecord:
    """Give one record without remembering it; raises NotFound when nobody here has this id."""
    return unified(database, store_id, grown(database, store_id, person_id).record())


def statement_behind(
    database: Database, records: LearnerRecords, store_id: int, person_id: UUID, statement_id: UUID
) -> bytes:
    """Give a statement as it was stored; NotFound unless it stands behind this person's record."""
    if str(statement_id) not in _ids(records.of(store_id, person_id)):
        raise NotFound("No statement with this id stands behind this record.")
    with database.reading() as connection:
        kept = Statements(connection, database.dialect, store_id)
        found = kept.one(statement_id, voided=False, authority=None)
    if found is None:
        raise NotFound("The statement was voided a moment ago.")
    return found


def _ids(record: LearnerRecord) -> set[str]:
    """Every id that the page of the record shows."""
    held = {each for entry in record.entries for each in entry.statement_ids}
    return held | {line.id for line in record.unclassified}
