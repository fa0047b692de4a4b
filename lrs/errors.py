"""The error tree of the record store. No HTTP in here: resources/errors.py maps classes to answers.

LrsError
├── InvalidRequest             the request breaks a rule; it carries every violation found
│   ├── InvalidStatement       a statement, or the attachments that came with it
│   └── InvalidParameter       a query parameter
├── NotAuthenticated           no credentials, or wrong ones
│   └── TooManyAttempts        so many wrong ones lately that no more are looked at for a while
├── NotPermitted               known, but the scope doesn't cover this
├── NotFound
├── MethodNotAllowed           the resource exists, but not with this method
├── Conflict                   the state of the store speaks against it
│   ├── StatementConflict      a different statement has this id (xAPI-Communication 2.1.1)
│   └── DocumentConflict       a precondition header is needed (xAPI-Communication 3.1)
├── PreconditionFailed         If-Match or If-None-Match did not hold
├── TooLarge
├── UnsupportedContentType
└── TemporarilyUnavailable     the database can't answer now; nothing was stored
"""

from collections.abc import Sequence
from typing import NamedTuple


class Violation(NamedTuple):
    """One broken rule.

    `pointer` is a JSON pointer (RFC 6901) into the document, "" for the whole of it, or the name of
    the query parameter or header; `message` says what is wrong and what to do; `requirement` names
    the clause of the specification.
    """

    pointer: str
    message: str
    requirement: str


class LrsError(Exception):
    """Anything that the record store refuses."""


class InvalidRequest(LrsError):
    """The request breaks rules; `violations` holds each of them."""

    def __init__(self, *violations: Violation) -> None:
        self.violations: Sequence[Violation] = violations
        first = "; ".join(f"{v.pointer or '/'}: {v.message}" for v in violations[:5])
        more = len(violations) - 5
        super().__init__(f"{first}; and {more} more" if more > 0 else first)


class InvalidStatement(InvalidRequest):
    """A statement, a batch or its attachments break the specification."""


class InvalidParameter(InvalidRequest):
    """A query parameter is unknown, malformed or clashes with another."""


class NotAuthenticated(LrsError):
    """No credentials, or credentials that nobody knows."""


class TooManyAttempts(NotAuthenticated):
    """There were so many wrong credentials lately that no more are looked at for a while."""


class NotPermitted(LrsError):
    """The credentials are good, but don't cover this."""


class NotFound(LrsError):
    """There is no such thing in this store."""


class MethodNotAllowed(LrsError):
    """The resource has no such method; `allowed` lists those it has."""

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        self.allowed = allowed
        super().__init__(f"{method} is not one of {', '.join(allowed)}.")


class Conflict(LrsError):
    """The state of the store speaks against the request."""


class StatementConflict(Conflict):
    """A different statement with this id is stored already (xAPI-Communication 2.1.1)."""


class DocumentConflict(Conflict):
    """The document exists and the request carries no precondition (xAPI-Communication 3.1)."""


class PreconditionFailed(LrsError):
    """The document is not the one that the request expects (xAPI-Communication 3.1)."""


class TooLarge(LrsError):
    """The request is larger than the setting allows."""


class UnsupportedContentType(LrsError):
    """The body has a content type that this resource doesn't take."""


class TemporarilyUnavailable(LrsError):
    """The database can't answer now; nothing was stored, and the client may try again."""
