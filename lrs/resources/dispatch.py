"""One road for every xAPI request: read, negotiate, authenticate, answer, and the headers of all answers."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from flask import Request, Response

from lrs.access import Access
from lrs.errors import LrsError, MethodNotAllowed
from lrs.facade import Lrs
from lrs.resources import errors
from lrs.resources.answer import Answer
from lrs.resources.authentication import authenticate
from lrs.resources.xapi_request import XapiRequest, read
from lrs.xapi.version import Version, negotiate

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """What a resource needs to answer: the store, the request, who asks, and in which version."""

    lrs: Lrs
    request: XapiRequest
    access: Access
    version: Version


Handler = Callable[[Context], Answer]
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


def respond(lrs: Lrs, methods: Methods, request: Request) -> Response:
    """Answer a request; whatever happens in it becomes a clear answer."""
    if request.method == "OPTIONS":
        return finish(Answer(204), Version.V1_0_3.value)
    version = _spoken(request.headers.get("X-Experience-API-Version"))
    try:
        answer = _answer(lrs, methods, request)
    except LrsError as error:
        answer = errors.answer(error)
    except Exception:
        reference = uuid4().hex
        log.exception("unexpected error %s", reference)
        answer = errors.unexpected(reference)
    return finish(answer, version)


def _answer(lrs: Lrs, methods: Methods, request: Request) -> Answer:
    read_request = read(request, lrs.settings.max_body)
    access = authenticate(lrs, read_request)
    version = negotiate(read_request.header("X-Experience-API-Version"))
    handler = methods.get("GET" if read_request.method == "HEAD" else read_request.method)
    if handler is None:
        raise MethodNotAllowed(read_request.method, [*methods, "HEAD"])
    answer = handler(Context(lrs, read_request, access, version))
    if read_request.method == "HEAD" and request.method != "HEAD":  # asked for in a form
        return Answer(answer.status, b"", answer.headers)
    return answer


def _spoken(asked: str | None) -> str:
    """Say in which version to answer, also those who don't ask properly.

    No header at all means 0.9 (xAPI-Communication 3.3), which is refused in its own name.
    """
    if asked is None:
        return "0.9"
    version = Version.V2_0 if asked.startswith("2") else Version.V1_0_3
    return str(version.value)


def finish(answer: Answer, version: str) -> Response:
    """Add the headers that every answer carries."""
    response = Response(answer.body, answer.status)
    response.headers.remove("Content-Type")
    for name, value in {**CORS, **answer.headers}.items():
        response.headers[name] = value
    response.headers["X-Experience-API-Version"] = version
    response.headers.setdefault("Cache-Control", "no-store")
    return response
