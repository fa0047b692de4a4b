"""One request and its answer, on a connection that has carried others before."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gunicorn.http.wsgi import Response
from gunicorn.workers.gthread import TConn

from lrs.resources.direct import LATER, Later
from lrs.serving.heads import Environ

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class _Outbox:
    """Stands in for the socket while an answer is written, so that it goes out in one piece."""

    def __init__(self) -> None:
        self.content = b""

    def sendall(self, piece: bytes) -> None:
        self.content += piece


class Exchange:
    """A request that has come whole: begun, entered for a commit, answered.

    `rest` is what of the answer the connection didn't take at once, `keeps` whether it stays open.
    """

    def __init__(self, connection: TConn, request: Any, environ: Environ, *, last: bool) -> None:
        self.connection = connection
        self.rest = b""
        self.keeps = False
        self._outbox = _Outbox()
        self._later: list[Later] = []
        self._environ = environ
        self._environ[LATER] = self._later
        self._response = Response(request, self._outbox, connection.cfg)
        if last:
            self._response.force_close()

    @property
    def waits(self) -> bool:
        """Say whether there is a commit to wait for, once it has begun."""
        return bool(self._later)

    @property
    def goes_on(self) -> bool:
        """Say whether the connection can carry its next request."""
        return self.keeps and not self.rest

    def begin(self, application: "WSGIApplication") -> None:
        """Do what can be done before a commit and enter the line for it; what needs none is answered."""
        body = application(self._environ, self._response.start_response)
        if not self._later:
            self._write(body)
        for each in self._later:
            each.enter()

    def answer(self) -> None:
        """Wait for the commit, and send the answer as far as the connection takes it."""
        for each in self._later:
            self._write(each.settle())
        self._later.clear()  # it knows the environ, which knows it
        self._send()
        self.keeps = not self._response.should_close()

    def give_up(self) -> None:
        """Leave it without an answer, or with what of it was sent."""
        self._later.clear()
        self._outbox.content = self.rest = b""
        self._response.force_close()

    def _write(self, body: Any) -> None:
        for piece in body:
            self._response.write(piece)
        self._response.close()

    def _send(self) -> None:
        self.rest = self._outbox.content
        with suppress(BlockingIOError):
            self.rest = self.rest[self.connection.sock.send(self.rest) :]
