"""One road for every xAPI request: read, negotiate, authenticate, answer, and the headers of all answers."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Response

from lrs.access import Access
from lrs.errors import LrsError, MethodNotAllowed
from lrs.facade import Lrs
from lrs.resources import errors
from lrs.resources.answer import NO_CONTENT, Answer, Unfinished
from lrs.resources.authentication import authenticate
from lrs.resources.xapi_request import XapiRequest, read
from lrs.xapi.version import HEADER, Version, negotiate

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_HEADER = "HTTP_" + HEADER.upper().replace("-", "_")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """What a resource needs to answer: the store, the request, who asks, and in which version."""

    lrs: Lrs
    request: XapiRequest
    access: Access
    version: Version


Handler = Callable[[Context], Answer | Unfinished]
Methods = Mapping[str, Handler]

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, Content-Encoding, If-Match, If-None-Match, Accept-Language, "
        "X-Experience-API-Version"
    ),
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, Content-Type, X-Experience-API-Version, "
        "X-Experience-API-Consistent-Through"
    ),
    "Access-Control-Max-Age": "86400",
}


def respond(lrs: Lrs, methods: Methods, environ: "WSGIEnvironment") -> tuple[Answer, str]:
    """Answer a request, and say in which version; whatever happens in it becomes a clear answer."""
    begun, version = begin(lrs, methods, environ)
    if isinstance(begun, Answer):
        return begun, version
    begun.enter()
    return settled(begun), version


def begin(
    lrs: Lrs, methods: Methods, environ: "WSGIEnvironment"
) -> tuple[Answer | Unfinished, str]:
    """Do all that a request asks for except to wait for a commit, and say in which version to answer."""
    method = environ["REQUEST_METHOD"]
    if method == "OPTIONS":
        return NO_CONTENT, Version.V1_0_3.value
    asked = environ.get(_HEADER)
    begun: Answer | Unfinished
    try:
        meant = read(environ, lrs.settings.max_body)
        asked = meant.header(HEADER)
        begun = _begun(lrs, methods, meant)
        if meant.method == "HEAD" and method != "HEAD" and isinstance(begun, Answer):
            begun = Answer(begun.status, b"", begun.headers)  # asked for in a form
    except LrsError as error:
        begun = errors.answer(error)
    except Exception:
        reference = uuid4().hex
        log.exception("unexpected error %s", reference)
        begun = errors.unexpected(reference)
    return begun, spoken(asked)


def settled(unfinished: Unfinished) -> Answer:
    """Wait until what has entered the line is on disk, or say why it isn't."""
    try:
        return unfinished.settle()
    except LrsError as error:
        return errors.answer(error)
    except Exception:
        reference = uuid4().hex
        log.exception("unexpected error %s", reference)
        return errors.unexpected(reference)


def _begun(lrs: Lrs, methods: Methods, request: XapiRequest) -> Answer | Unfinished:
    access = authenticate(lrs, request)
    version = negotiate(request.header(HEADER))
    handler = methods.get("GET" if request.method == "HEAD" else request.method)
    if handler is None:
        raise MethodNotAllowed(request.method, [*methods, "HEAD"])
    return handler(Context(lrs, request, access, version))


def spoken(asked: str | None) -> str:
    """Say in which version to answer, also those who don't ask properly.

    No header at all means 0.9 (xAPI-Communication 3.3), which is refused in its own name.
    """
    if asked is None:
        return "0.9"
    version = Version.V2_0 if asked.startswith("2") else Version.V1_0_3
    return str(version.value)


def finish(answer: Answer, version: str) -> Response:
    """Make the HTTP response."""
    return _Response(answer.body, answer.status, {**carried(version), **answer.headers})


class _Response(Response):
    """A response that has the headers it is given, and no type that nobody named."""

    default_mimetype = None


def headed(response: Response, version: str) -> Response:
    """Add the headers that every answer carries to one that `finish` didn't make."""
    if HEADER not in response.headers:
        for name, value in carried(version).items():
            response.headers.setdefault(name, value)
    return response


@lru_cache(maxsize=8)
def carried(version: str) -> Mapping[str, str]:
    """Give the headers that every answer carries."""
    return {**CORS, HEADER: version, "Cache-Control": "no-store"}
