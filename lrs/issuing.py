"""Issuing: transcripts that bear a code, are noted, and can be checked and revoked later."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import NotFound
from lrs.record.entry import Evidence
from lrs.settings import Settings
from lrs.signing_keys import SigningKey, SigningKeys
from lrs.storage.issued_transcripts import Issued, IssuedTranscripts
from lrs.storage.letterheads import KeptLetterhead, Letterheads
from lrs.storage.stores import Store
from lrs.transcripts.credentials import PLACES, CredentialKey, revocation_list
from lrs.transcripts.credentials.proofs import Credential
from lrs.transcripts.fingerprints import fingerprints
from lrs.transcripts.issue import Issue, Letterhead, new_code
from lrs.transcripts.period import moment_of
from lrs.transcripts.subject import Subject

_LISTED = 200
Words = tuple[tuple[str, str], ...]


class Issuing:
    """The issued transcripts of all stores."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.keys = SigningKeys(database, settings.secret, settings.base_url)
        self._database = database
        self._home = settings.base_url.rstrip("/")

    def reserve(
        self,
        store: Store,
        subjects: Sequence[Subject | None],
        file_format: str,
        filters: Words,
        by: str,
    ) -> list[Issue]:
        """Note transcripts that are about to be made and give the issue of each; None is about several people."""
        key = self.keys.current(store)
        said = "; ".join(f"{name}: {value}" for name, value in filters)
        drafts = [_draft(store, each, (file_format, said, by), key) for each in subjects]
        places = self._database.write(lambda connection: self._noted(connection, drafts))
        letterhead = self.letterhead(store)
        return [
            self._issue(store, key, letterhead, draft.code, place)
            for draft, place in zip(drafts, places, strict=True)
        ]

    def finish(self, files: Mapping[str, bytes]) -> None:
        """Note what the files of some codes became: the SHA-256 of each."""

        def work(connection: Connection) -> None:
            kept = IssuedTranscripts(connection, self._database.dialect)
            for code, digest in files.items():
                kept.finish(code, digest)

        self._database.write(work)

    def credential_key(self, store: Store) -> CredentialKey:
        """Give the key that signs credentials now."""
        key = self.keys.current(store)
        return CredentialKey(key.issuer, key.method, key.private)

    def issued(self, store_id: int) -> Sequence[Issued]:
        """Give the newest ones of a store."""
        with self._database.reading() as connection:
            return IssuedTranscripts(connection, self._database.dialect).of_store(store_id, _LISTED)

    def revoke(self, store_id: int, code: str, reason: str) -> None:
        """Take back a transcript; raises NotFound when none with this code stands."""

        def work(connection: Connection) -> bool:
            kept = IssuedTranscripts(connection, self._database.dialect)
            return kept.revoke(store_id, code, reason, now())

        if not self._database.write(work):
            raise NotFound("No transcript with this code stands.")

    def revocations(self, store: Store, number: int = 0) -> Credential:
        """Give a signed list of what was revoked; each has room for so many transcripts. Raises NotFound."""
        first = number * PLACES
        with self._database.reading() as connection:
            kept = IssuedTranscripts(connection, self._database.dialect)
            if number and kept.last_place(store.id) < first:
                raise NotFound("There is no such list yet.")
            revoked = [place - first for place in kept.revoked(store.id, first, first + PLACES)]
        url, key = self._revocations_url(store, number), self.credential_key(store)
        return revocation_list(url, revoked, key, moment_of(now()))

    def letterhead(self, store: Store) -> Letterhead:
        with self._database.reading() as connection:
            kept = Letterheads(connection, store.id).get()
        return Letterhead(store.title or store.name, *kept)

    def set_letterhead(self, store: Store, kept: KeptLetterhead) -> None:
        self._database.write(lambda connection: Letterheads(connection, store.id).set(kept))

    def _noted(self, connection: Connection, drafts: Sequence[Issued]) -> list[int]:
        kept = IssuedTranscripts(connection, self._database.dialect)
        first = kept.free_place(drafts[0].store_id) if drafts else 0
        for place, draft in enumerate(drafts, start=first):
            kept.add(replace(draft, status_index=place))
        return list(range(first, first + len(drafts)))

    def _issue(
        self, store: Store, key: SigningKey, letterhead: Letterhead, code: str, place: int
    ) -> Issue:
        number, within = divmod(place, PLACES)
        url = self._revocations_url(store, number)
        return Issue(code, within, key.key_id, self._home, url, letterhead)

    def _revocations_url(self, store: Store, number: int) -> str:
        """Name the list of so many transcripts; the first has no number, as it always was."""
        return f"{self._home}/stores/{store.name}/revocations" + (f"/{number}" if number else "")


def _draft(
    store: Store, about: Subject | None, said: tuple[str, str, str], key: SigningKey
) -> Issued:
    file_format, filters, by = said
    person, entries = (about.person, about.record.entries) if about else (None, ())
    return Issued(
        code=new_code(),
        store_id=store.id,
        person_id=UUID(person.person_id) if person else None,
        name=f"{person.first_name} {person.last_name}".strip() if person else "",
        file_format=file_format,
        filters=filters,
        entries=len(entries),
        self_reported=sum(each.evidence is Evidence.SELF_REPORTED for each in entries),
        statements=sum(len(each.statements) for each in entries),
        file_sha256=b"",
        lines=fingerprints(person, entries) if person else b"",
        key_id=key.key_id,
        issued_by=by,
        issued=now(),
    )


def hash_of(content: bytes) -> bytes:
    """Give what `finish` notes of a file."""
    return sha256(content).digest()


def hash_of_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()
