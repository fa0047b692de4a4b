"""What leaves the page of a record: the statements as they were stored, and the transcript."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Response

from lrs.certifying import Certified
from lrs.errors import NotFound
from lrs.record.entry import LearnerRecord
from lrs.storage.people import Person
from lrs.storage.stores import Store
from lrs.transcripts.export import Format
from lrs.web.record.page import RecordPage

CONTENT_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/vc+ld+json",
    "badge": "application/vc+ld+json",
    "zip": "application/zip",
}
_SUFFIXES: dict[Format, str] = {"badge": "badge.json", "json": "clr.json"}
Export = Callable[[Person, LearnerRecord, Store, Format, tuple[tuple[str, str], ...]], Certified]


def raw_statement(statement: bytes) -> Response:
    """Show a statement as it was stored."""
    return Response(statement, content_type="application/json")


def download(
    export: Export, page: RecordPage, person: Person, store: Store, file_format: str
) -> Response:
    """Hand out the entries that the page shows, as a file; raises NotFound for an unknown format."""
    known = format_named(file_format)
    record = replace(page.record, entries=tuple(page.entries))
    made = export(person, record, store, known, page.filters.words())
    name = f"record-{made.code}.{_SUFFIXES.get(known, known)}"
    return as_file(Response(made.content), name, known)


def format_named(name: str) -> Format:
    """Raise NotFound for a format that there isn't."""
    return named(tuple(CONTENT_TYPES), name)


def named(formats: Sequence[Format], name: str) -> Format:
    """Give the one of these formats that has the name; raises NotFound."""
    found = next((known for known in formats if known == name), None)
    if found is None:
        raise NotFound(f"There is no transcript as {name}; ask for {' or '.join(formats)}.")
    return found


def as_file(answer: Response, name: str, file_format: Format) -> Response:
    """Let the browser keep this answer under a name, and nobody else keep it."""
    answer.content_type = CONTENT_TYPES[file_format]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
