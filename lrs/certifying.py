"""Certifying: rows, PDFs, credentials and archives, each issued under a code that anybody can check."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lrs import exporting, following
from lrs.database import Database
from lrs.errors import NotFound
from lrs.exporting import Wanted, Words
from lrs.issuing import Issuing, hash_of, hash_of_file
from lrs.record.entry import Formality, LearnerRecord
from lrs.record.summary import NOTHING, Totals, totals_of
from lrs.storage.stores import Store
from lrs.transcripts.about import About, Contents
from lrs.transcripts.archive import Archive
from lrs.transcripts.columns import TranscriptPerson
from lrs.transcripts.credentials import badge_of, clr_of, naming_credentials, newest
from lrs.transcripts.export import Format, RowFormat, export
from lrs.transcripts.issue import Issue, code_of
from lrs.transcripts.pdf import pdf_of
from lrs.transcripts.subject import Subject
from lrs.xapi import strict_json

_AT_ONCE = 50
_THREADS = 2
Rows = Iterable[Subject]
Progress = Callable[[int], None]
CredentialFormat = Literal["json", "badge"]
_ENDINGS: dict[CredentialFormat, str] = {"json": "clr.json", "badge": "badge.json"}


class Certified(NamedTuple):
    """A file, and the code under which it was issued, as it is printed."""

    content: bytes
    code: str


class Certifying:
    """Makes files that bear a code. Reads from `reader`, notes in the database of `issuing`."""

    def __init__(self, reader: Database, issuing: Issuing) -> None:
        self._reader = reader
        self._issuing = issuing

    def person(
        self, store: Store, about: Subject, file_format: Format, filters: Words, by: str
    ) -> Certified:
        """Make one person's rows (csv, xlsx), PDF, CLR (json), Open Badge (badge) or archive (zip)."""
        words = (*filters, *exporting.archived(store, about.record.archived_before))
        said = exporting.about(store, words)
        if file_format == "badge":
            about = about._replace(record=newest(about.record, said))
        (issue,) = self._issuing.reserve(store, [about], file_format, words, by)
        said = _under(issue, said)
        made = self._made(file_format, store, about, said, issue)
        self._issuing.finish({issue.code: hash_of(made)})
        return Certified(made, issue.printed_code)

    def rows(
        self,
        store: Store,
        wanted: Wanted,
        file_format: RowFormat,
        out: Path,
        by: str,
        progress: Progress,
    ) -> Contents:
        """Write the rows of these people into one file, of all when there are none."""
        about = exporting.about_store(self._reader, store, wanted)
        (issue,) = self._issuing.reserve(store, [None], file_format, about.filters, by)
        rows = exporting.records(self._reader, store, wanted)
        made = export(rows, file_format, out, _under(issue, about), progress, wanted.layout)
        self._issuing.finish({issue.code: hash_of_file(out)})
        return made

    def people(
        self, store: Store, wanted: Wanted, out: Path, by: str, progress: Progress
    ) -> Contents:
        """Write a ZIP with the PDF of each of these people, of all when there are none."""
        tally = _Counting(exporting.records(self._reader, store, wanted), progress)
        about = exporting.about_store(self._reader, store, wanted)
        with ZipFile(out, "w", ZIP_STORED) as pack:
            for name, made in self._pdfs(store, tally, about, by):
                pack.writestr(name, made)
        return tally.contents()

    def credentials(
        self,
        store: Store,
        wanted: Wanted,
        file_format: CredentialFormat,
        out: Path,
        by: str,
        progress: Progress,
    ) -> Contents:
        """Write a ZIP with the CLR of each of these people, or an Open Badge for each formal entry of theirs."""
        tally = _Counting(exporting.records(self._reader, store, wanted), progress)
        filters = wanted.period.words()
        with ZipFile(out, "w", ZIP_DEFLATED) as pack:
            for subject in tally:
                for each in _credentialed(subject, file_format):
                    made = self.person(store, each, file_format, filters, by)
                    name = f"{_named(each.person)}-{made.code}.{_ENDINGS[file_format]}"
                    pack.writestr(name, made.content)
        return tally.contents()

    def archive(
        self, store: Store, wanted: Wanted, out: Path, by: str, progress: Progress
    ) -> Contents:
        """Write the signed archive of these people, of all when there are none."""
        about = exporting.about_store(self._reader, store, wanted)
        (issue,) = self._issuing.reserve(store, [None], "zip", about.filters, by)
        with out.open("wb") as file:
            contents = self._fill(store, wanted, (about, issue, by), file, progress)
        self._issuing.finish({issue.code: hash_of_file(out)})
        return contents

    def _fill(
        self,
        store: Store,
        wanted: Wanted,
        said: tuple[About, Issue, str],
        file: BinaryIO,
        progress: Progress,
    ) -> Contents:
        about, issue, by = said
        archive = Archive(file)
        tally = _Counting(exporting.records(self._reader, store, wanted), progress)
        for name, made in self._pdfs(store, tally, about, by):
            archive.add(f"pdf/{name}", made)
        archive.add("statements.jsonl", b"".join(self._statements(store, tally.behind)))
        contents = Contents(0, 0, 0, 0, "", NOTHING)
        for kind in ("csv", "xlsx"):
            out = BytesIO()
            rows = exporting.records(self._reader, store, wanted)
            contents = export(rows, kind, out, _under(issue, about), lambda _: None)
            archive.add(f"transcript.{kind}", out.getvalue())
        self._close(archive, store, about, issue)
        return contents

    def _pdfs(self, store: Store, rows: Rows, about: About, by: str) -> Iterator[tuple[str, bytes]]:
        """Give name and content of each PDF, a few at a time, made by two threads."""
        listed = iter(rows)
        with ThreadPoolExecutor(_THREADS) as threads:
            while some := list(islice(listed, _AT_ONCE)):
                issues = self._issuing.reserve(store, some, "pdf", about.filters, by)
                made = list(threads.map(partial(_pdf_of, about), some, issues))
                codes = (issue.code for issue in issues)
                self._issuing.finish(dict(zip(codes, map(hash_of, made), strict=True)))
                yield from (
                    (_file_name(each.person, issue), content)
                    for each, issue, content in zip(some, issues, made, strict=True)
                )

    def _made(
        self, file_format: Format, store: Store, of: Subject, about: About, issue: Issue
    ) -> bytes:
        match file_format:
            case "csv" | "xlsx":
                return _rows_of(file_format, of, about)
            case "pdf":
                return pdf_of(of, about, issue)
            case "json":
                return self._clr(store, of, about, issue)
            case "badge":
                return self._badge(store, of, about, issue)
            case "zip":
                return self._archive(store, of, about, issue)

    def _clr(self, store: Store, of: Subject, about: About, issue: Issue) -> bytes:
        """Several partial CLRs come as one presentation."""
        _refuse_nothing(of.record)
        made = clr_of(of.person, of.record, about, issue, self._issuing.credential_key(store))
        return _json(made[0] if len(made) == 1 else _presentation(made))

    def _badge(self, store: Store, of: Subject, about: About, issue: Issue) -> bytes:
        _refuse_nothing(of.record)
        key = self._issuing.credential_key(store)
        return _json(badge_of(of.person, of.record, about, issue, key))

    def _archive(self, store: Store, of: Subject, about: About, issue: Issue) -> bytes:
        out = BytesIO()
        archive = Archive(out)
        rows = of
        if of.record.entries:
            code = self._add(archive, "clr.json", store, of, "json", about)
            rows = of._replace(record=naming_credentials(of.record, code))
        archive.add("transcript.csv", _rows_of("csv", rows, about))
        archive.add("transcript.xlsx", _rows_of("xlsx", rows, about))
        self._add(archive, "transcript.pdf", store, of, "pdf", about)
        archive.add("statements.jsonl", b"".join(self._statements(store, _behind(of))))
        self._close(archive, store, about, issue)
        return out.getvalue()

    def _add(
        self, archive: Archive, name: str, store: Store, of: Subject, kind: Format, about: About
    ) -> str:
        """Put a transcript with a code of its own into an archive, and give that code."""
        made = self.person(store, of, kind, about.filters, "in an archive")
        archive.add(name, made.content)
        return code_of(made.code)

    def _close(self, archive: Archive, store: Store, about: About, issue: Issue) -> None:
        key = self._issuing.credential_key(store)
        keys = _json(self._issuing.keys.did_document(store))
        archive.add("did.json", keys)
        said = {
            "type": "HallwayTranscriptArchive",
            "code": issue.printed_code,
            "verify": issue.verify_url,
            "organisation": issue.letterhead.organisation,
            "issuer": key.issuer,
            "verificationMethod": key.method,
            "issued": about.generated_at.isoformat(timespec="seconds"),
            "filters": dict(about.filters),
        }
        archive.close(said, key.private)

    def _statements(
        self, store: Store, behind: Sequence[tuple[UUID, frozenset[str]]]
    ) -> Iterator[bytes]:
        """Give the statements behind the lines, one JSON text a line."""
        for person_id, ids in behind:
            for statement in following.statements_about(self._reader, store.id, person_id):
                if statement["id"] in ids:
                    yield strict_json.dumps(statement) + b"\n"


class _Counting:
    """Goes through the rows, counts them, and remembers which statements stand behind each person."""

    def __init__(self, rows: Rows, progress: Progress) -> None:
        self._rows = rows
        self._progress = progress
        self._people = 0
        self._version = 0
        self._totals: Totals = NOTHING
        self.behind: list[tuple[UUID, frozenset[str]]] = []

    def __iter__(self) -> Iterator[Subject]:
        for subject in self._rows:
            yield subject
            self._people += 1
            self._version = max(self._version, subject.record.rules_version)
            self._totals += totals_of(subject.record)
            self.behind += _behind(subject)
            self._progress(self._people)

    def contents(self) -> Contents:
        whole = self._totals.whole
        return Contents(
            self._people, whole.entries, whole.statements, self._version, "", self._totals
        )


def _behind(of: Subject) -> list[tuple[UUID, frozenset[str]]]:
    ids = frozenset(line.id for entry in of.record.entries for line in entry.statements)
    return [(UUID(of.person.person_id), ids)]


def _pdf_of(about: About, of: Subject, issue: Issue) -> bytes:
    return pdf_of(of, about, issue)


def _rows_of(file_format: RowFormat, of: Subject, about: About) -> bytes:
    out = BytesIO()
    export([of], file_format, out, about, lambda _: None)
    return out.getvalue()


def _under(issue: Issue, about: About) -> About:
    """Let a file say under which code it was issued."""
    return replace(about, code=issue.printed_code, verify=issue.verify_url)


def _refuse_nothing(record: LearnerRecord) -> None:
    if not record.entries:
        raise NotFound("There is no entry, so there is nothing that a credential could say.")


def _presentation(credentials: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(credentials),
    }


def _credentialed(of: Subject, file_format: CredentialFormat) -> Iterator[Subject]:
    """Give what becomes one credential: all that somebody has, or each formal entry alone."""
    if file_format == "badge":
        for entry in of.record.entries:
            if entry.formality is Formality.FORMAL:
                yield of._replace(record=replace(of.record, entries=(entry,)))
    elif of.record.entries:
        yield of


def _file_name(person: TranscriptPerson, issue: Issue) -> str:
    return f"{_named(person)}-{issue.printed_code}.pdf"


def _named(person: TranscriptPerson) -> str:
    """Name a file so that a folder of them is sorted by people: Raman-Priya-7QK4-M2TX-9RWD.pdf."""
    words = f"{person.last_name} {person.first_name}".split() or ["nameless"]
    safe = "-".join("".join(c for c in word if c.isalnum()) for word in words)
    return safe[:60]


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
