"""From error classes to answers: one table, and RFC 9457 problem+json for the body."""

from lrs import errors
from lrs.errors import LrsError
from lrs.resources.answer import Answer
from lrs.xapi import strict_json

# The first class that fits an error decides; the slug is the stable part of `type`.
STATUSES: list[tuple[type[LrsError], int, str, str]] = [
    (errors.InvalidStatement, 400, "invalid-statement", "The statement breaks the specification"),
    (errors.InvalidParameter, 400, "invalid-parameter", "A parameter can't be used"),
    (errors.InvalidRequest, 400, "invalid-request", "The request breaks the specification"),
    (errors.TooManyAttempts, 429, "too-many-attempts", "Wait before you try again"),
    (errors.NotAuthenticated, 401, "not-authenticated", "Sign in with a key and its secret"),
    (errors.NotPermitted, 403, "not-permitted", "This key may not do that"),
    (errors.NotFound, 404, "not-found", "There is nothing here"),
    (errors.MethodNotAllowed, 405, "method-not-allowed", "This resource has no such method"),
    (errors.StatementConflict, 409, "statement-conflict", "Another statement has this id"),
    (errors.DocumentConflict, 409, "document-conflict", "The document exists"),
    (errors.Conflict, 409, "conflict", "The state of the store speaks against it"),
    (errors.PreconditionFailed, 412, "precondition-failed", "The document has changed"),
    (errors.TooLarge, 413, "too-large", "The request is too large"),
    (errors.UnsupportedContentType, 415, "unsupported-content-type", "Unknown content type"),
    (errors.TemporarilyUnavailable, 503, "temporarily-unavailable", "Try again in a moment"),
]

_EXTRA_HEADERS = {
    401: {"WWW-Authenticate": 'Basic realm="xAPI", charset="UTF-8"'},
    503: {"Retry-After": "2"},
}


_MOST_VIOLATIONS = 100  # enough to mend a program by; a hostile batch has millions


def answer(error: LrsError) -> Answer:
    """Say what was wrong, where, which rule and what to do."""
    _, status, slug, title = next(row for row in STATUSES if isinstance(error, row[0]))
    problem: dict[str, object] = {
        "type": f"urn:hallway:error:{slug}",
        "title": title,
        "status": status,
        "detail": str(error),
    }
    if isinstance(error, errors.InvalidRequest):
        shown = error.violations[:_MOST_VIOLATIONS]
        problem["violations"] = [violation._asdict() for violation in shown]
        problem["violation_count"] = len(error.violations)
    headers = {"Content-Type": "application/problem+json", **_EXTRA_HEADERS.get(status, {})}
    if isinstance(error, errors.MethodNotAllowed):
        headers["Allow"] = ", ".join(error.allowed)
    return Answer(status, strict_json.dumps(problem), headers)


def unexpected(reference: str) -> Answer:
    """Show the reference alone; the log has the rest."""
    problem = {
        "type": "urn:hallway:error:unexpected",
        "title": "Something went wrong here",
        "status": 500,
        "detail": f"The log knows more under {reference}.",
    }
    return Answer(500, strict_json.dumps(problem), {"Content-Type": "application/problem+json"})
