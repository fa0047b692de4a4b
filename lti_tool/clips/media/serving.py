"""Serving media: whole or in byte ranges (RFC 9110, 14), with entity tags."""

from flask import Response, request
from werkzeug.http import is_resource_modified

from lti_tool.clips.media.place import Held, Place

_PRIVATE = "private, max-age=1800"


def serve(place: Place, key: str, media_type: str, download: str = "") -> Response:
    """Answer the request with what lies under `key`: 200, 206, 304 or 416; raises NotFound.

    With `download` browsers save it under this name and never show it.
    """
    held = place.held(key)
    answer = _answer(place, key, held)
    answer.content_type = media_type
    answer.set_etag(held.tag)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = _PRIVATE
    if download:
        answer.headers.set("Content-Disposition", "attachment", filename=download)
    return answer


def _answer(place: Place, key: str, held: Held) -> Response:
    if not is_resource_modified(request.environ, etag=held.tag):
        return Response(status=304)
    asked = request.range if _range_counts(held) else None
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return _stream(place, key, 0, held.size, 200)
    span = asked.range_for_length(held.size)
    if span is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{held.size}"})
    start, stop = span
    answer = _stream(place, key, start, stop - start, 206)
    answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{held.size}"
    return answer


def _range_counts(held: Held) -> bool:
    """Heed If-Range: who holds another content needs all of this one."""
    condition = request.if_range
    return condition.etag is None or condition.etag == held.tag


def _stream(place: Place, key: str, start: int, length: int, status: int) -> Response:
    body = iter(()) if request.method == "HEAD" else place.read(key, start, length)
    answer = Response(body, status=status)
    answer.headers["Content-Length"] = str(length)
    return answer
