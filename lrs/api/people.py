"""/api/v1/people: the people of the store, and the combined record of each."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from lrs.access import Scope
from lrs.api.door import ApiDoor
from lrs.errors import InvalidParameter, Violation
from lrs.facade import Lrs
from lrs.record.entry import Entry, LearnerRecord
from lrs.storage.people import Person

_READ = (Scope.ALL_READ, Scope.STATEMENTS_READ)


class PersonSchema(Schema):
    """A person: a set of identities in one store."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    identities = fields.List(fields.String(), required=True)


class PeopleQuery(Schema):
    """Which page of people."""

    search = fields.String(load_default="", metadata={"description": "A part of the name."})
    after = fields.String(load_default="", metadata={"description": "`next` of the page before."})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))


class PeopleSchema(Schema):
    """A page of people by name; `next` is empty on the last one."""

    people = fields.List(fields.Nested(PersonSchema), required=True)
    next = fields.String(required=True)


class CreditSchema(Schema):
    """Credit that staff awarded for an entry; `expires` is null for as long as its cycle."""

    scheme = fields.String(required=True)
    category = fields.String(required=True)
    amount = fields.Decimal(required=True, as_string=True)
    unit = fields.String(required=True)
    by = fields.String(required=True)
    on = fields.AwareDateTime(required=True)
    expires = fields.Date(required=True, allow_none=True)


class EntrySchema(Schema):
    """One line of a record, with its four facets and the statements behind it.

    `sources` are all systems that asserted it, the first one first; `note` is what the learner disputes.
    """

    id = fields.String(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    detail = fields.String(required=True)
    start = fields.AwareDateTime(required=True)
    end = fields.AwareDateTime(required=True)
    formality = fields.String(required=True)
    evidence = fields.String(required=True)
    time_basis = fields.String(required=True, allow_none=True)
    minutes = fields.Float(required=True, allow_none=True)
    source = fields.String(required=True)
    sources = fields.List(fields.String(), required=True)
    credits = fields.List(fields.Nested(CreditSchema), required=True)
    note = fields.String(required=True)
    status = fields.String(required=True)
    score = fields.Float(required=True, allow_none=True)
    provider = fields.String(required=True)
    url = fields.String(required=True)
    statements = fields.List(fields.String(), required=True)


class RecordSchema(Schema):
    """The combined record of a person, newest first."""

    person = fields.Nested(PersonSchema, required=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)
    unclassified = fields.List(
        fields.String(), required=True, metadata={"description": "Statements that no rule knows."}
    )


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the resources."""
    pages, door = Blueprint("people", __name__, url_prefix="/api/v1"), ApiDoor(lrs)

    @pages.route("/people")
    @pages.arguments(PeopleQuery, location="query")
    @pages.response(200, PeopleSchema)
    def people(query: dict[str, Any]) -> dict[str, Any]:
        """List people by name."""
        store_id = door.access(*_READ).store_id
        limit = query["limit"]
        found = lrs.people(store_id, query["search"], _after(query["after"]), limit + 1)
        shown = found[:limit]
        following = f"{shown[-1].id}/{shown[-1].name}" if len(found) > limit else ""
        return {"people": [_person(each) for each in shown], "next": following}

    @pages.route("/people/<uuid:person_id>/record")
    @pages.response(200, RecordSchema)
    def record(person_id: UUID) -> dict[str, Any]:
        """Give somebody's combined record."""
        store_id = door.access(*_READ).store_id
        person = lrs.person(store_id, person_id)
        return _record(person, lrs.learner_record(store_id, person_id))

    return pages


def _after(text: str) -> tuple[str, UUID] | None:
    person_id, _, name = text.partition("/")
    if not text:
        return None
    try:
        return name, UUID(person_id)
    except ValueError:
        raise InvalidParameter(
            Violation("after", "Take `next` of the page before, as it was.", "/api/v1/people")
        ) from None


def _person(person: Person) -> dict[str, Any]:
    identities = [each.identifier for each in person.identities]
    return {"id": person.id, "name": person.name, "identities": identities}


def _record(person: Person, record: LearnerRecord) -> dict[str, Any]:
    return {
        "person": _person(person),
        "entries": [_entry(each) for each in record.entries],
        "unclassified": [str(line.id) for line in record.unclassified],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    plain = {name: getattr(entry, name) for name in _PLAIN}
    return {
        **plain,
        "source": entry.source.name,
        "sources": [source.name for source in entry.sources],
        "credits": entry.credits,
        "statements": [str(line.id) for line in entry.statements],
    }


_PLAIN = [
    "id",
    "kind",
    "title",
    "detail",
    "start",
    "end",
    "formality",
    "evidence",
    "time_basis",
    "minutes",
    "status",
    "score",
    "provider",
    "url",
    "note",
]
