"""/api/v1/transcripts: transcripts as jobs: ordered, watched, taken home, and what was issued."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from lrs.access import Access, Scope
from lrs.api.door import ApiDoor
from lrs.exporting import FORMATS
from lrs.exports import Order, order_of, suffix_of
from lrs.facade import Lrs
from lrs.storage.jobs import Job
from lrs.transcripts.issue import code_of, printed
from lrs.transcripts.period import Period, moment_of
from lrs.web.record.files import as_file

_READ = (Scope.ALL_READ, Scope.STATEMENTS_READ)
_ALL = (Scope.ALL,)


class OrderSchema(Schema):
    """What is to be written: about everybody unless people are named."""

    format = fields.String(required=True, validate=validate.OneOf(FORMATS))
    first = fields.Date(data_key="from", load_default=None, allow_none=True)
    last = fields.Date(data_key="until", load_default=None, allow_none=True)
    people = fields.List(fields.UUID(), load_default=list)
    columns = fields.String(load_default="", metadata={"description": "A column map: nasba, …"})


class TranscriptSchema(Schema):
    """One order, and how far it is."""

    id = fields.UUID(required=True)
    format = fields.String(required=True)
    state = fields.String(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    message = fields.String(required=True)


class IssuedSchema(Schema):
    """A file that bears a code."""

    code = fields.String(required=True)
    person = fields.UUID(required=True, allow_none=True)
    format = fields.String(required=True)
    issued = fields.AwareDateTime(required=True)
    entries = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    revoked = fields.AwareDateTime(required=True, allow_none=True)
    reason = fields.String(required=True)


class RevocationSchema(Schema):
    """Why a transcript is taken back; the check page says it to everybody."""

    reason = fields.String(required=True, validate=validate.Length(1, 300))


def blueprint(lrs: Lrs) -> Blueprint:
    """Build the resources."""
    pages, door = Blueprint("transcripts", __name__, url_prefix="/api/v1"), ApiDoor(lrs)

    @pages.route("/transcripts", methods=["POST"])
    @pages.arguments(OrderSchema)
    @pages.response(202, TranscriptSchema)
    def order(asked: dict[str, Any]) -> dict[str, Any]:
        """Order a transcript; the worker writes it."""
        access = door.access(*_READ)
        return _told(lrs.exports.order(access.store_id, _order(asked), _name(access)))

    @pages.route("/transcripts")
    @pages.response(200, TranscriptSchema(many=True))
    def orders() -> list[dict[str, Any]]:
        """List what was ordered, newest first."""
        return [_told(job) for job in lrs.exports.of_store(door.access(*_READ).store_id)]

    @pages.route("/transcripts/<uuid:job_id>")
    @pages.response(200, TranscriptSchema)
    def one(job_id: UUID) -> dict[str, Any]:
        """Say how far one is."""
        return _told(lrs.exports.one(door.access(*_READ).store_id, job_id))

    @pages.route("/transcripts/<uuid:job_id>/file")
    def file(job_id: UUID) -> Response:
        """Give the file of one that is done."""
        job, kept = lrs.exports.file(door.access(*_READ).store_id, job_id)
        answer, suffix = Response(kept.content), suffix_of(order_of(job))
        answer.content_length = kept.size
        return as_file(answer, f"transcript.{suffix}", suffix)

    @pages.route("/transcripts/issued")
    @pages.response(200, IssuedSchema(many=True))
    def issued() -> list[dict[str, Any]]:
        """List the newest 200 files that bear a code."""
        store_id = door.access(*_READ).store_id
        return [
            {
                "code": printed(each.code),
                "person": each.person_id,
                "format": each.file_format,
                "issued": moment_of(each.issued),
                "entries": each.entries,
                "sha256": each.file_sha256.hex(),
                "revoked": moment_of(each.revoked) if each.revoked else None,
                "reason": each.reason,
            }
            for each in lrs.issuing.issued(store_id)
        ]

    @pages.route("/transcripts/issued/<code>/revocation", methods=["POST"])
    @pages.arguments(RevocationSchema)
    @pages.response(204)
    def revoke(said: dict[str, Any], code: str) -> None:
        """Take a transcript back, for good."""
        lrs.issuing.revoke(door.access(*_ALL).store_id, code_of(code), said["reason"])

    return pages


def _order(asked: dict[str, Any]) -> Order:
    first: date | None = asked["first"]
    return Order(
        asked["format"], Period(first, asked["last"]), tuple(asked["people"]), asked["columns"]
    )


def _name(access: Access) -> str:
    return str(access.authority.get("name", "the API"))


def _told(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "format": order_of(job).file_format,
        "state": job.state.value,
        "done": job.done,
        "total": job.total,
        "message": job.message,
    }
