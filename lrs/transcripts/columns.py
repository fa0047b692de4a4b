"""The neutral sheet "Transcript": its columns in order, and where each cell comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from lrs.record.credit import Credit
from lrs.record.entry import Entry

Value = str | int | float | datetime | date | None


@dataclass(frozen=True, slots=True)
class TranscriptPerson:
    """Whom a row is about, as the organisation knows them. `external_ids` are xAPI identifiers."""

    person_id: str
    member_id: str = ""
    email: str = ""
    last_name: str = ""
    first_name: str = ""
    external_ids: tuple[str, ...] = ()


class Column(NamedTuple):
    """One column: its heading, its cell, its width in characters."""

    name: str
    value: Callable[[TranscriptPerson, Entry], Value]
    width: int = 14


def _record_id(person: TranscriptPerson, entry: Entry) -> str:
    """Identify the line; the same clip watched by two people makes two of them."""
    return str(uuid5(UUID(entry.id), person.person_id))


def _each(say: Callable[[Credit], str]) -> Callable[[TranscriptPerson, Entry], Value]:
    """Say something about each credit of an entry, once."""
    return lambda _, entry: "; ".join(dict.fromkeys(map(say, entry.credits))) or None


def _credits(_person: TranscriptPerson, entry: Entry) -> Value:
    """Give the sum when all credits are of one scheme and unit, else each with its unit."""
    if len({(credit.scheme, credit.unit) for credit in entry.credits}) == 1:
        return float(sum(credit.amount for credit in entry.credits))
    return "; ".join(map(str, entry.credits)) or None


COLUMNS: tuple[Column, ...] = (
    Column("record_id", _record_id, 38),
    Column("member_id", lambda p, _: p.member_id),
    Column("email", lambda p, _: p.email, 26),
    Column("last_name", lambda p, _: p.last_name),
    Column("first_name", lambda p, _: p.first_name),
    Column("person_external_ids", lambda p, _: " ".join(p.external_ids), 26),
    Column("entry_date", lambda _, e: e.start, 17),
    Column("end_date", lambda _, e: e.end, 17),
    Column("title", lambda _, e: e.title, 40),
    Column("kind", lambda _, e: e.kind),
    Column("formality", lambda _, e: e.formality.value),
    Column("provider", lambda _, e: e.provider, 20),
    Column("source_system", lambda _, e: "; ".join(source.name for source in e.sources)),
    Column("minutes", lambda _, e: e.minutes, 10),
    Column("time_basis", lambda _, e: e.time_basis.value if e.time_basis else None),
    Column("score", lambda _, e: e.score, 8),
    Column("status", lambda _, e: e.status),
    Column("credit_scheme", _each(lambda credit: credit.scheme)),
    Column("credit_type", _each(lambda credit: credit.category)),
    Column("credits", _credits, 8),
    Column("subject_code", lambda _, e: e.particulars.subject_code),
    Column("delivery_method", lambda _, e: e.particulars.delivery_method),
    Column("location", lambda _, e: e.particulars.location),
    Column("evidence_level", lambda _, e: e.evidence.value, 16),
    Column("approved_by", _each(lambda credit: credit.by)),
    Column("approved_on", _each(lambda credit: credit.on.date().isoformat())),
    Column(
        "expires_on", _each(lambda credit: credit.expires.isoformat() if credit.expires else "")
    ),
    Column("evidence_url", lambda _, e: e.url, 30),
    Column("statement_count", lambda _, e: len(e.statements), 8),
    Column("vc_id", lambda _, e: e.particulars.credential),
    Column("note", lambda _, e: f"disputed by the learner: {e.note}" if e.note else None, 30),
)

HEADER: tuple[str, ...] = tuple(column.name for column in COLUMNS)


def row(person: TranscriptPerson, entry: Entry) -> tuple[Value, ...]:
    """Return one row, in the order of the columns."""
    return tuple(column.value(person, entry) for column in COLUMNS)
