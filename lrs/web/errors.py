"""Refusals as pages: what was wrong and what to do, and for accidents a reference into the log."""

import logging
import secrets
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from lrs import errors
from lrs.errors import InvalidRequest, LrsError
from lrs.web.security import open_to

_LOG = logging.getLogger("hallway")


class Refusal(NamedTuple):
    """How a kind of refusal is told to people: a status, a title and what to do."""

    status: int
    title: str
    words: str = ""


# The first class that fits decides; without words the error speaks for itself.
_OF_LRS: list[tuple[type[LrsError], Refusal]] = [
    (
        errors.InvalidRequest,
        Refusal(400, "That can't be read", "Mend what is named below and try again."),
    ),
    (errors.TooManyAttempts, Refusal(429, "Too often")),
    (errors.NotAuthenticated, Refusal(401, "Please sign in")),
    (errors.NotPermitted, Refusal(403, "That isn't yours to do")),
    (errors.NotFound, Refusal(404, "There is nothing here")),
    (errors.MethodNotAllowed, Refusal(405, "This page can't do that")),
    (errors.Conflict, Refusal(409, "That can't be done now")),
    (errors.PreconditionFailed, Refusal(412, "It has changed in the meantime")),
    (errors.TooLarge, Refusal(413, "That is too large")),
    (errors.UnsupportedContentType, Refusal(415, "That kind of file can't be read")),
    (
        errors.TemporarilyUnavailable,
        Refusal(503, "Not just now", "Nothing was changed. Try again in a moment."),
    ),
]
_OF_HTTP = {
    400: Refusal(400, "That can't be read", "The request is not one that this page understands."),
    403: Refusal(403, "That isn't yours to do", "Go back, reload the page and try again."),
    404: Refusal(404, "There is nothing here", "The address is wrong, or what it named is gone."),
    405: Refusal(
        405, "This page can't do that", "It answers other methods than the one that was used."
    ),
    413: Refusal(413, "That is too large", "Send less at once."),
    429: Refusal(429, "Too often", "Wait a few minutes and try again."),
}
_ACCIDENT = Refusal(
    500,
    "Something went wrong here",
    "It is our mistake, not yours. The log knows more under this reference.",
)


def register(app: Flask) -> None:
    """Answer every refusal that a blueprint doesn't answer itself."""
    app.register_error_handler(LrsError, refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _accident)


def refusal_of(error: LrsError) -> Refusal:
    """Give the refusal of an error of the record store."""
    found = next((refusal for kind, refusal in _OF_LRS if isinstance(error, kind)), _OF_HTTP[400])
    return found if found.words else found._replace(words=str(error))


def page(refusal: Refusal, **more: object) -> Response:
    """Give a refusal as a page, or as JSON to those who ask for that."""
    if _is_for_programs():
        answer = jsonify(title=refusal.title, status=refusal.status, detail=refusal.words, **more)
        answer.content_type = "application/problem+json"
    else:
        more = {"back": _before()} | more
        answer = Response(render_template("hallway/error.html", **refusal._asdict(), **more))
    answer.status_code = refusal.status
    if request.path.startswith("/app/"):
        # It offers nothing to click that does anything, and must be seen in the frame it is in.
        open_to(answer, frame_ancestors=["http:", "https:"])
    return answer


def _before() -> str:
    """Give the page of ours with the form that was refused, "" when the browser doesn't say."""
    came_from = urlsplit(request.referrer or "")
    elsewhere = came_from.netloc != request.host or came_from.path.startswith("//")
    if request.method == "GET" or elsewhere:
        return ""
    return urlunsplit(("", "", came_from.path, came_from.query, ""))


def _is_for_programs() -> bool:
    preferred = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return preferred == "application/json" or request.path.startswith(("/xapi/", "/api/"))


def refused(error: LrsError) -> Response:
    """Answer a refusal of the record store, as a page or as a problem."""
    if isinstance(error, InvalidRequest):
        return page(refusal_of(error), violations=error.violations)
    return page(refusal_of(error))


def _http(error: HTTPException) -> BaseResponse:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    answer = page(_OF_HTTP.get(code, Refusal(code, error.name, error.description or "")))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def _accident(error: Exception) -> Response:
    reference = secrets.token_hex(5)
    _LOG.error(
        "%s %s failed, reference %s", request.method, request.path, reference, exc_info=error
    )
    return page(_ACCIDENT, reference=reference)
