"""The About resource (xAPI-Communication 2.8): open to everybody, in any version."""

from flask import Response, request

from lrs.errors import MethodNotAllowed
from lrs.resources import answer, errors
from lrs.resources.answer import NO_CONTENT
from lrs.resources.dispatch import finish
from lrs.xapi.about import about
from lrs.xapi.version import HEADER, Version


def view() -> Response:
    asked = request.headers.get(HEADER, "")
    version = Version.V2_0 if asked.startswith("2") else Version.V1_0_3
    if request.method == "OPTIONS":
        return finish(NO_CONTENT, version.value)
    if request.method not in {"GET", "HEAD"}:
        refusal = MethodNotAllowed(request.method, ["GET", "HEAD"])
        return finish(errors.answer(refusal), version.value)
    return finish(answer.json(about(version)), version.value)
