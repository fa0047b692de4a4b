"""The people of the store, and each one's record with its statements and files."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs.console.door import Door, Visitor
from lrs.errors import InvalidParameter, Violation
from lrs.facade import Lrs
from lrs.storage.people import Person
from lrs.web.record import (
    Links,
    RecordPage,
    credit_desk,
    download,
    raw_statement,
    record_page,
)

_ON_A_PAGE = 50


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    person = "/people/<uuid:person_id>"
    for rule, name, view in (
        ("/people", "people", views.people),
        (person, "person", views.person),
        (f"{person}/statements/<uuid:statement_id>", "statement", views.statement),
        (f"{person}/transcript.<file_format>", "person_transcript", views.transcript),
    ):
        pages.add_url_rule(rule, name, door.guarded(view))


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def people(self, visitor: Visitor) -> str:
        search = request.args.get("search", "").strip()
        found = self._lrs.people(visitor.store.id, search, _after(), _ON_A_PAGE + 1)
        shown = list(found[:_ON_A_PAGE])
        return render_template(
            "console/people.html",
            visitor=visitor,
            people=shown,
            search=search,
            total=self._lrs.count_people(visitor.store.id),
            more=_place(shown[-1]) if len(found) > _ON_A_PAGE else None,
        )

    def person(self, visitor: Visitor, person_id: UUID) -> str:
        person = self._lrs.person(visitor.store.id, person_id)
        return render_template(
            "console/person.html",
            visitor=visitor,
            person=person,
            record=self._page(visitor, person),
        )

    def statement(self, visitor: Visitor, person_id: UUID, statement_id: UUID) -> Response:
        return raw_statement(self._lrs.statement_behind(visitor.store.id, person_id, statement_id))

    def transcript(self, visitor: Visitor, person_id: UUID, file_format: str) -> Response:
        person = self._lrs.person(visitor.store.id, person_id)
        page = self._page(visitor, person)
        return download(self._lrs.export_person, page, person, visitor.store, file_format)

    def _page(self, visitor: Visitor, person: Person) -> RecordPage:
        record = self._lrs.learner_record(visitor.store.id, person.id)
        name = person.name or "Somebody without a name"
        desk = credit_desk(self._lrs.credits, visitor.store.id, person)
        links = _links(person.id)
        return record_page(record, name, visitor.at, request.args, links, own=False, credit=desk)


def _links(person_id: UUID) -> Links:
    return Links(
        page=partial(url_for, "console.person", person_id=person_id),
        statement=lambda statement_id: url_for(
            "console.statement", person_id=person_id, statement_id=statement_id
        ),
        download=lambda kind, /, **query: url_for(
            "console.person_transcript", person_id=person_id, file_format=kind, **query
        ),
        award=lambda entry_id: url_for("console.choose_award", person_id=person_id, entry=entry_id),
    )


def _place(person: Person) -> dict[str, str]:
    """Say as parameters after whom the next page begins."""
    return {"after": person.name, "id": str(person.id)}


def _after() -> tuple[str, UUID] | None:
    """Read after whom the page begins; raises InvalidParameter."""
    if "id" not in request.args:
        return None
    try:
        return request.args.get("after", ""), UUID(request.args["id"])
    except ValueError as error:
        raise InvalidParameter(Violation("id", "This is not a person's id.", "hallway")) from error
