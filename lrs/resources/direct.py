"""The way of most xAPI requests: from WSGI straight to the resource.

Flask's contexts, signals and hooks cost more than it takes to store a statement, and no resource
uses them. What is not a resource goes on to Flask.
"""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from lrs.facade import Lrs
from lrs.resources.answer import Answer
from lrs.resources.dispatch import Methods, carried, respond

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LINES = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


class Resources:
    """A WSGI application for the resources at some addresses; `others` answers everywhere else."""

    def __init__(
        self,
        lrs: Lrs,
        resources: Mapping[str, Methods],
        headers: Sequence[tuple[str, str]],
        others: "WSGIApplication",
    ) -> None:
        self._lrs = lrs
        self._resources = resources
        self._headers = headers
        self._others = others

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        methods = self._resources.get(environ["PATH_INFO"])
        if methods is None:
            return self._others(environ, start_response)
        answer, version = respond(self._lrs, methods, Request(environ, populate_request=False))
        start_response(_LINES[answer.status], self._head(answer, version))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (answer.body,)

    def _head(self, answer: Answer, version: str) -> list[tuple[str, str]]:
        head = {**carried(version), **answer.headers}
        if answer.status != HTTPStatus.NO_CONTENT:  # RFC 9110 8.6
            head["Content-Length"] = str(len(answer.body))
        return [*head.items(), *self._headers]
