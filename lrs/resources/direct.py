"""The way of most xAPI requests: from WSGI straight to the resource.

Flask's contexts, signals and hooks cost more than it takes to store a statement, and no resource
uses them. What is not a resource goes on to Flask.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from lrs.facade import Lrs
from lrs.resources.answer import Answer, Unfinished
from lrs.resources.dispatch import Methods, begin, carried, settled

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A server that answers several requests together puts a list under this name into the environ. What
# waits for a commit then leaves there what is to be done, and has not started its response.
LATER = "hallway.later"

_LINES = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


class Later:
    """What is left of a request: to store its statements together with those of others, and to answer."""

    def __init__(self, unfinished: Unfinished, finish: Callable[[Answer], Sequence[bytes]]) -> None:
        self._unfinished = unfinished
        self._finish = finish

    def enter(self) -> None:
        """Take a place in the line for the next commit; who does so has to `settle`, and soon."""
        self._unfinished.enter()

    def settle(self) -> Sequence[bytes]:
        """Wait for the commit, start the response and give its body."""
        return self._finish(settled(self._unfinished))


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
        begun, version = begin(self._lrs, methods, environ)
        if not isinstance(begun, Answer):
            later: list[Later] | None = environ.get(LATER)
            if later is not None:
                finish = partial(self._finish, environ, start_response, version)
                later.append(Later(begun, finish))
                return ()
            begun.enter()
            begun = settled(begun)
        return self._finish(environ, start_response, version, begun)

    def _finish(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        version: str,
        answer: Answer,
    ) -> Sequence[bytes]:
        start_response(_LINES[answer.status], self._head(answer, version))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (answer.body,)

    def _head(self, answer: Answer, version: str) -> list[tuple[str, str]]:
        head = {**carried(version), **answer.headers}
        if answer.status != HTTPStatus.NO_CONTENT:  # RFC 9110 8.6
            head["Content-Length"] = str(len(answer.body))
        return [*head.items(), *self._headers]
