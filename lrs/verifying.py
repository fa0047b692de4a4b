"""Verifying: what a code or a file proves, asked by people without an account."""

from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from lrs import administration, exporting, learner_records, people
from lrs.clock import now
from lrs.database import Database
from lrs.errors import NotFound, TooManyAttempts
from lrs.issuing import Issuing
from lrs.storage.issued_transcripts import Issued, IssuedTranscripts
from lrs.storage.sessions import SignInFailures
from lrs.storage.stores import Store
from lrs.transcripts.checked_file import Checked, Seal, check
from lrs.transcripts.fingerprints import Standing, standing
from lrs.transcripts.issue import code_of

_WINDOW = 15 * 60 * 1_000_000
_MOST_WRONG = 20
_MOST_FILES = 40
_A_PART = "The rest of the transcript: this file holds single credentials out of it."


class Verdict(StrEnum):
    """What was found out."""

    UNCHANGED = "unchanged"
    KNOWN_CODE = "known code"
    CHANGED = "changed"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Finding(NamedTuple):
    """What a check found: the transcript that was issued, its store, what stands of it today."""

    verdict: Verdict
    issued: Issued | None = None
    store: Store | None = None
    standing: Standing | None = None
    notes: Sequence[str] = ()


class Verifying:
    """Checks codes and files; those who guess are slowed down."""

    def __init__(self, database: Database, issuing: Issuing) -> None:
        self._database = database
        self._issuing = issuing

    def code(self, text: str, place: str) -> Finding:
        """Look a code up for somebody at a network address; raises InvalidParameter, TooManyAttempts."""
        code = code_of(text)
        self._refuse(f"verify:{place}", _MOST_WRONG)
        found = self._of_code(code)
        if found is None:
            self._note(f"verify:{place}")
            return Finding(Verdict.UNKNOWN)
        return self._finding(found, Verdict.KNOWN_CODE)

    def file(self, content: bytes, place: str, name: str = "") -> Finding:
        """Check a file, which may have a code in its name; raises TooManyAttempts."""
        self._refuse(f"verify file:{place}", _MOST_FILES)
        self._note(f"verify file:{place}")
        same = self._of_file(sha256(content).digest())
        if same is not None:
            return self._finding(same, Verdict.UNCHANGED)
        return self._judged(check(content, self._keys_of, name))

    def _judged(self, checked: Checked) -> Finding:
        """Say what a file is that is no file of ours byte for byte."""
        known = self._of_code(checked.code) if checked.code else None
        if checked.seal is Seal.GOOD and known:
            part = checked.is_member and known.file_format == "json"
            notes = (*checked.notes, *((_A_PART,) if part else ()))
            return self._finding(known, Verdict.UNCHANGED, notes)
        if known:
            return self._finding(known, Verdict.CHANGED, checked.notes)
        return Finding(Verdict.UNKNOWN, notes=checked.notes)

    def _finding(self, issued: Issued, verdict: Verdict, notes: Sequence[str] = ()) -> Finding:
        store = administration.store(self._database, issued.store_id)
        published = {key.key_id for key in self._issuing.keys.published(store.id)}
        if issued.revoked is not None or issued.key_id not in published:
            verdict = Verdict.REVOKED if verdict is not Verdict.CHANGED else verdict
        return Finding(verdict, issued, store, self._standing(issued), notes)

    def _standing(self, issued: Issued) -> Standing | None:
        """Compare with the record of today; None for a file about several people."""
        if issued.person_id is None:
            return None
        try:
            person = people.person(self._database, issued.store_id, issued.person_id)
        except NotFound:
            return Standing(0, 0, issued.entries)
        record = learner_records.learner_record(self._database, issued.store_id, person.id)
        return standing(issued.lines, exporting.transcript_person(person), record.entries)

    def _keys_of(self, issuer: str) -> dict[str, Ed25519PublicKey]:
        """Give the published keys of an issuer of ours by their address; none of anybody else's."""
        for store in administration.stores(self._database):
            if self._issuing.keys.issuer(store) == issuer:
                keys = self._issuing.keys.published(store.id)
                return {f"{issuer}#{key.key_id}": key.public for key in keys}
        return {}

    def _of_code(self, code: str) -> Issued | None:
        with self._database.reading() as connection:
            return IssuedTranscripts(connection, self._database.dialect).of_code(code)

    def _of_file(self, digest: bytes) -> Issued | None:
        with self._database.reading() as connection:
            return IssuedTranscripts(connection, self._database.dialect).of_file(digest)

    def _refuse(self, subject: str, most: int) -> None:
        with self._database.reading() as connection:
            tries = SignInFailures(connection, self._database.dialect)
            if tries.count(_hash(subject), now() - _WINDOW) >= most:
                raise TooManyAttempts(
                    "There were too many checks from here. Wait a quarter of an hour."
                )

    def _note(self, subject: str) -> None:
        def work(connection: Connection) -> None:
            tries = SignInFailures(connection, self._database.dialect)
            tries.forget_before(now() - _WINDOW)
            tries.add(_hash(subject), now())

        self._database.write(work)


def _hash(text: str) -> bytes:
    return sha256(text.encode()).digest()
