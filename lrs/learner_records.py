"""A person's combined record, folded from their statements."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from lrs import people
from lrs.database import Database
from lrs.errors import NotFound
from lrs.record.entry import LearnerRecord
from lrs.record.fold import fold
from lrs.storage.archives import Archives
from lrs.storage.statements import Mark, Statements
from lrs.xapi import strict_json

_MOST_RECORDS = 16


class LearnerRecords:
    """Records folded lately; one is folded again as soon as a statement about the person is added.

    Whatever changes a record is a statement that is filed under the person: their own, another's
    about them, and one that voids or confirms either. So the number of those and the place of the
    newest say whether a record still holds.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folded: dict[tuple[int, frozenset[str]], tuple[Mark, LearnerRecord]] = {}

    def of(self, store_id: int, person_id: UUID) -> LearnerRecord:
        """Raise NotFound when nobody in this store has this id."""
        identifiers = _identifiers(self._database, store_id, person_id)
        with self._database.reading() as connection:
            statements = Statements(connection, self._database.dialect, store_id)
            mark = statements.mark(identifiers)
            gone = Archives(connection, store_id).before()
            known, record = self._folded.get((store_id, identifiers), (None, None))
            if record is not None and known == mark:
                return replace(record, archived_before=gone)
            payloads = list(statements.about(identifiers))
        record = _folded(payloads, identifiers)
        self._remember((store_id, identifiers), mark, record)
        return replace(record, archived_before=gone)

    def _remember(
        self, name: tuple[int, frozenset[str]], mark: Mark, record: LearnerRecord
    ) -> None:
        if len(self._folded) >= _MOST_RECORDS:
            self._folded.clear()
        self._folded[name] = (mark, record)


def learner_record(database: Database, store_id: int, person_id: UUID) -> LearnerRecord:
    """Fold one record without remembering it; raises NotFound when nobody here has this id."""
    identifiers = _identifiers(database, store_id, person_id)
    with database.reading() as connection:
        payloads = list(Statements(connection, database.dialect, store_id).about(identifiers))
    return _folded(payloads, identifiers)


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


def _identifiers(database: Database, store_id: int, person_id: UUID) -> frozenset[str]:
    person = people.person(database, store_id, person_id)
    return frozenset(identity.identifier for identity in person.identities)


def _folded(payloads: Iterable[bytes], identifiers: frozenset[str]) -> LearnerRecord:
    return fold((strict_json.loads(payload) for payload in payloads), identifiers)


def _ids(record: LearnerRecord) -> set[str]:
    """Every id that the page of the record shows."""
    held = {line.id for entry in record.entries for line in entry.statements}
    return held | {line.id for line in record.unclassified}
