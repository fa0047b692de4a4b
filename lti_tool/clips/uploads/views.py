"""/app/uploads: where a browser, or any tus client of the same visit, sends a file piece by piece."""

from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from lti_tool.clips.uploads import protocol
from lti_tool.clips.uploads.protocol import Refused
from lti_tool.clips.uploads.receiving import Piece, Receiving
from lti_tool.clips.uploads.storage import Upload
from lti_tool.rooms.visits import Visits

_ALL = "/app/uploads"
_ONE = "/app/uploads/<uuid:upload_id>"
_Answer = Callable[..., Response]


def add_to(pages: Blueprint, visits: Visits, receiving: Receiving) -> None:
    views = _Views(visits, receiving)
    spoken = _spoken(receiving)
    pages.add_url_rule(_ALL, "uploads", spoken(views.all), methods=["OPTIONS", "POST"])
    pages.add_url_rule(
        _ONE,
        "upload",
        spoken(views.one),
        methods=["OPTIONS", "HEAD", "GET", "PATCH", "DELETE", "POST"],
    )


def _spoken(receiving: Receiving) -> Callable[[_Answer], _Answer]:
    """Speak the protocol's version in every answer, and answer its refusals."""

    def wrap(view: _Answer) -> _Answer:
        @wraps(view)
        def answer(**values: Any) -> Response:
            try:
                found = _told(receiving) if request.method == "OPTIONS" else _checked(view, values)
            except Refused as refused:
                found = Response(f"{refused}\n", refused.status, content_type="text/plain")
            found.headers["Tus-Resumable"] = protocol.VERSION
            found.headers["Cache-Control"] = "no-store"
            if found.status_code == 412:
                found.headers["Tus-Version"] = protocol.VERSION
            return found

        return answer

    return wrap


def _checked(view: _Answer, values: dict[str, Any]) -> Response:
    if request.headers.get("Tus-Resumable") != protocol.VERSION:
        raise Refused(412, f"Speak tus {protocol.VERSION}, and say so in Tus-Resumable.")
    return view(**values)


def _told(receiving: Receiving) -> Response:
    headers = {
        "Tus-Version": protocol.VERSION,
        "Tus-Extension": protocol.EXTENSIONS,
        "Tus-Max-Size": str(receiving.largest),
        "Tus-Checksum-Algorithm": ",".join(protocol.ALGORITHMS),
    }
    return Response(status=204, headers=headers)


class _Views:
    def __init__(self, visits: Visits, receiving: Receiving) -> None:
        self._visits = visits
        self._receiving = receiving

    def all(self) -> Response:
        """Begin an upload."""
        visit = self._visits.visit(request)
        length = protocol.length_of(request.headers)
        said = protocol.metadata(request.headers.get("Upload-Metadata", ""))
        begun = self._receiving.begin(visit.store_id, visit.person_id, length, said)
        answer = _state(begun, 201)
        answer.headers["Location"] = url_for(".upload", upload_id=begun.id)
        return answer

    def one(self, upload_id: UUID) -> Response:
        """Say how much is here, take more, or throw it away."""
        visit = self._visits.visit(request)
        upload = self._receiving.find(visit.store_id, visit.person_id, upload_id)
        method = request.headers.get("X-HTTP-Method-Override", request.method).upper()
        if method in {"HEAD", "GET"}:
            return _whole(upload)
        if method == "PATCH":
            return _state(self._receiving.append(upload, _piece()), 204)
        if method == "DELETE":
            self._receiving.terminate(upload)
            return Response(status=204)
        raise Refused(405, "Uploads know HEAD, PATCH and DELETE.")


def _piece() -> Piece:
    if request.mimetype != protocol.CONTENT_TYPE:
        raise Refused(415, f"Send bytes as {protocol.CONTENT_TYPE}.")
    offset = protocol.size(request.headers.get("Upload-Offset"), "Upload-Offset")
    if offset is None:
        raise Refused(400, "Say in Upload-Offset from where these bytes go on.")
    return Piece(
        offset,
        cast(BinaryIO, request.stream),
        protocol.size(request.headers.get("Upload-Length"), "Upload-Length"),
        protocol.checksum(request.headers.get("Upload-Checksum")),
    )


def _state(upload: Upload, status: int) -> Response:
    answer = Response(status=status)
    answer.headers["Upload-Offset"] = str(upload.offset)
    if not upload.is_complete:
        answer.headers["Upload-Expires"] = protocol.http_date(upload.expires)
    return answer


def _whole(upload: Upload) -> Response:
    answer = _state(upload, 200)
    if upload.length is None:
        answer.headers["Upload-Defer-Length"] = "1"
    else:
        answer.headers["Upload-Length"] = str(upload.length)
    return answer
