"""A person's combined record, folded from their statements."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from lrs import people
from lrs.classifying import rules_of
from lrs.database import Database
from lrs.errors import NotFound
from lrs.record.entry import LearnerRecord
from lrs.record.fold import fold
from lrs.record.rule import RuleTable
from lrs.storage.archives import Archives
from lrs.storage.statements import Mark, Statements
from lrs.xapi import strict_json

_MOST_RECORDS = 16


class Known(NamedTuple):
    """A record that was folded, by which rules, and how far the statements went then."""

    mark: Mark
    rules: RuleTable
    record: LearnerRecord


Name = tuple[int, frozenset[str]]


class LearnerRecords:
    """Records folded lately; one is folded again as soon as a statement about the person is added.

    Whatever changes a record is a statement that is filed under the person: their own, another's
    about them, and one that voids or confirms either. So the number of those and the place of the
    newest say whether a record still holds, as long as the store goes by the same rules.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folded: dict[Name, Known] = {}

    def of(self, store_id: int, person_id: UUID) -> LearnerRecord:
        """Raise NotFound when nobody in this store has this id."""
        identifiers = _identifiers(self._database, store_id, person_id)
        with self._database.reading() as connection:
            statements = Statements(connection, self._database.dialect, store_id)
            mark = statements.mark(identifiers)
            gone = Archives(connection, store_id).before()
            rules = rules_of(connection, store_id)
            known = self._folded.get((store_id, identifiers))
            if known and known.mark == mark and known.rules is rules:
                return replace(known.record, archived_before=gone)
            payloads = list(statements.about(identifiers))
        record = _folded(payloads, identifiers, rules)
        self._remember((store_id, identifiers), Known(mark, rules, record))
        return replace(record, archived_before=gone)

    def rebuilt(self, store_id: int, person_id: UUID) -> LearnerRecord:
        """Forget what was folded of a person and fold it anew; raises NotFound."""
        self._folded.pop((store_id, _identifiers(self._database, store_id, person_id)), None)
        return self.of(store_id, person_id)

    def _remember(self, name: Name, known: Known) -> None:
        if len(self._folded) >= _MOST_RECORDS:
            self._folded.clear()
        self._folded[name] = known


def learner_record(database: Database, store_id: int, person_id: UUID) -> LearnerRecord:
    """Fold one record without remembering it; raises NotFound when nobody here has this id."""
    identifiers = _identifiers(database, store_id, person_id)
    with database.reading() as connection:
        payloads = list(Statements(connection, database.dialect, store_id).about(identifiers))
        rules = rules_of(connection, store_id)
    return _folded(payloads, identifiers, rules)


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


def _folded(
    payloads: Iterable[bytes], identifiers: frozenset[str], rules: RuleTable
) -> LearnerRecord:
    return fold((strict_json.loads(payload) for payload in payloads), identifiers, rules)


def _ids(record: LearnerRecord) -> set[str]:
    """Every id that the page of the record shows."""
    held = {line.id for entry in record.entries for line in entry.statements}
    return held | {line.id for line in record.unclassified}
