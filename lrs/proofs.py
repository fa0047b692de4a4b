"""Proofs: the files that came with the statements behind a record, for those who decide about it."""

from typing import NamedTuple
from uuid import UUID

from lrs.database import Database
from lrs.errors import NotFound
from lrs.learner_records import LearnerRecords, statement_behind
from lrs.storage.statements import Attachments
from lrs.xapi import strict_json


class Proof(NamedTuple):
    """A file: the statement that it came with, its SHA-2, its name and the type that its sender gave."""

    statement_id: UUID
    sha2: str
    name: str
    content_type: str


class Proofs:
    """The proofs of one database's records; only what stands behind a person's record is shown."""

    def __init__(self, database: Database, records: LearnerRecords) -> None:
        self._database = database
        self._records = records

    def of_entry(self, store_id: int, person_id: UUID, entry_id: str) -> list[Proof]:
        """Give what came with the statements of an entry; nothing for an entry that is gone."""
        record = self._records.of(store_id, person_id)
        found = [
            line.id for each in record.entries if each.id == entry_id for line in each.statements
        ]
        return [proof for each in found for proof in self._of(store_id, person_id, UUID(each))]

    def content(
        self, store_id: int, person_id: UUID, wanted: tuple[UUID, str]
    ) -> tuple[Proof, bytes]:
        """Give a proof, by its statement and SHA-2, with its bytes. Raises NotFound."""
        statement_id, sha2 = wanted
        known = self._of(store_id, person_id, statement_id)
        proof = next((each for each in known if each.sha2 == sha2), None)
        with self._database.reading() as connection:
            kept = Attachments(connection, self._database.dialect, store_id).contents([sha2])
        if proof is None or sha2 not in kept:
            raise NotFound("No file like that came with this statement.")
        return proof, kept[sha2]

    def _of(self, store_id: int, person_id: UUID, statement_id: UUID) -> list[Proof]:
        text = statement_behind(self._database, self._records, store_id, person_id, statement_id)
        given = strict_json.loads(text).get("attachments", ())
        return [
            Proof(statement_id, each["sha2"], _name(each), each["contentType"]) for each in given
        ]


def _name(attachment: dict[str, dict[str, str]]) -> str:
    return next(iter(attachment["display"].values()), "") or "file"
