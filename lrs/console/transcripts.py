"""Transcripts of the whole store: ordered by a form, watched while they are written, taken home."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs.clock import now
from lrs.console import column_maps, issued
from lrs.console.door import Door, Visitor, see
from lrs.console.export_line import ExportLine
from lrs.errors import InvalidParameter, NotFound, Violation
from lrs.exporting import FORMATS
from lrs.exports import Order, order_of, suffix_of
from lrs.facade import Lrs
from lrs.web.record.files import as_file, named
from lrs.web.record.filters import period_of

_ON_A_PAGE = 100


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    one = "/transcripts/<uuid:job_id>"
    for rule, name, view, method in (
        ("/transcripts", "transcripts", views.all, "GET"),
        ("/transcripts", "order_transcript", views.order, "POST"),
        ("/transcripts/people", "choose_people", views.choose, "GET"),
        (f"{one}/file", "transcript_file", views.file, "GET"),
        (f"{one}/restart", "restart_transcript", views.restart, "POST"),
        (f"{one}/remove", "remove_transcript", views.remove, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])
    issued.add_to(pages, lrs, door)
    column_maps.add_to(pages, lrs, door)


class _Views:
    def __init__(self, lrs: Lrs) -> None:
        self._lrs = lrs

    def all(self, visitor: Visitor) -> str:
        jobs = self._lrs.exports.of_store(visitor.store.id)
        exports = [ExportLine.of(job, now()) for job in jobs]
        return render_template(
            "console/transcripts.html",
            visitor=visitor,
            exports=exports,
            busy=any(export.busy for export in exports),
            people=self._lrs.count_people(visitor.store.id),
            maps=self._lrs.mapping.all(visitor.store.id),
        )

    def choose(self, visitor: Visitor) -> str:
        """Show people to choose from, found by a part of their name."""
        search = request.args.get("search", "").strip()
        found = self._lrs.people(visitor.store.id, search, None, _ON_A_PAGE + 1)
        return render_template(
            "console/choose_people.html",
            visitor=visitor,
            people=found[:_ON_A_PAGE],
            search=search,
            more=len(found) > _ON_A_PAGE,
        )

    def order(self, visitor: Visitor) -> Response:
        """Raise InvalidParameter for a day that there isn't."""
        file_format = named(FORMATS, request.form.get("format", ""))
        order = Order(file_format, period_of(request.form), _chosen(), self._columns(visitor))
        self._lrs.exports.order(visitor.store.id, order, visitor.email)
        return see(url_for("console.transcripts"))

    def _columns(self, visitor: Visitor) -> str:
        """Read which column map is asked for; raises NotFound."""
        name = request.form.get("columns", "")
        if name and name not in self._lrs.mapping.all(visitor.store.id):
            raise NotFound(f"There is no column map {name}.")
        return name

    def file(self, visitor: Visitor, job_id: UUID) -> Response:
        job, file = self._lrs.exports.file(visitor.store.id, job_id)
        suffix = suffix_of(order_of(job))
        made = visitor.at.local(job.created).date().isoformat()
        answer = Response(file.content)
        answer.content_length = file.size
        return as_file(answer, f"transcript-{visitor.store.name}-{made}.{suffix}", suffix)

    def restart(self, visitor: Visitor, job_id: UUID) -> Response:
        self._lrs.exports.restart(visitor.store.id, job_id)
        return see(url_for("console.transcripts"))

    def remove(self, visitor: Visitor, job_id: UUID) -> Response:
        self._lrs.exports.remove(visitor.store.id, job_id)
        return see(url_for("console.transcripts"))


def _chosen() -> tuple[UUID, ...]:
    """Read whom the form chose, nobody for everybody; raises InvalidParameter."""
    if "chosen" in request.form and not request.form.getlist("people"):
        raise InvalidParameter(Violation("people", "Choose at least one person.", "hallway"))
    try:
        return tuple(UUID(each) for each in request.form.getlist("people"))
    except ValueError as error:
        raise InvalidParameter(Violation("people", "Not a person's id.", "hallway")) from error
