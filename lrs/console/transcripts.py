"""Transcripts of the whole store: ordered by a form, watched while they are written, taken home."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from lrs.clock import now
from lrs.console.door import Door, Visitor, see
from lrs.console.export_line import ExportLine
from lrs.exports import Order, order_of
from lrs.facade import Lrs
from lrs.web.record.files import as_file, format_named
from lrs.web.record.filters import period_of


def add_to(pages: Blueprint, lrs: Lrs, door: Door) -> None:
    """Hang the pages on the blueprint."""
    views = _Views(lrs)
    one = "/transcripts/<uuid:job_id>"
    for rule, name, view, method in (
        ("/transcripts", "transcripts", views.all, "GET"),
        ("/transcripts", "order_transcript", views.order, "POST"),
        (f"{one}/file", "transcript_file", views.file, "GET"),
        (f"{one}/restart", "restart_transcript", views.restart, "POST"),
        (f"{one}/remove", "remove_transcript", views.remove, "POST"),
    ):
        pages.add_url_rule(rule, name, door.guarded(view), methods=[method])


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
        )

    def order(self, visitor: Visitor) -> Response:
        """Raise InvalidParameter for a day that there isn't."""
        order = Order(format_named(request.form.get("format", "")), period_of(request.form))
        self._lrs.exports.order(visitor.store.id, order, visitor.email)
        return see(url_for("console.transcripts"))

    def file(self, visitor: Visitor, job_id: UUID) -> Response:
        job, file = self._lrs.exports.file(visitor.store.id, job_id)
        file_format = order_of(job).file_format
        made = visitor.at.local(job.created).date().isoformat()
        answer = Response(file.content)
        answer.content_length = file.size
        return as_file(answer, f"transcript-{visitor.store.name}-{made}.{file_format}", file_format)

    def restart(self, visitor: Visitor, job_id: UUID) -> Response:
        self._lrs.exports.restart(visitor.store.id, job_id)
        return see(url_for("console.transcripts"))

    def remove(self, visitor: Visitor, job_id: UUID) -> Response:
        self._lrs.exports.remove(visitor.store.id, job_id)
        return see(url_for("console.transcripts"))
