"""The About resource (xAPI-Communication 2.8): open to everybody, in any version."""

from flask import Response, request

from lrs.errors import MethodNotAllowed
from lrs.resources import answer, errors
from lrs.resources.dispatch import finish
from lrs.xapi.about import about
from lrs.xapi.version import Version


def view() -> Response:
    asked = request.headers.get("X-Experience-API-Version", "")
    version = Version.V2_0 if asked.startswith("2") else Version.V1_0_3
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        refusal = MethodNotAllowed(request.method, ["GET", "HEAD"])
        return finish(errors.answer(refusal), version.value)
    return finish(answer.json(about(version)), version.value)
