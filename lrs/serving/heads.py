"""Heads of requests, which gunicorn reads once: a client sends the same one with each of its requests.

To read a head takes gunicorn a tenth of all that it takes to store a statement. Two heads that differ
in nothing but the digits of their Content-Length, or in a query of plain characters, say the same.
"""

import io
from typing import Any, NamedTuple

from gunicorn.http import wsgi
from gunicorn.workers.gthread import TConn

from lrs.serving.whole_request import WholeRequest

_MOST = 512
_LONGEST = 2048  # bytes of a head
_OF_ITS_OWN = ("wsgi.input", "wsgi.early_hints", "gunicorn.socket", "REMOTE_PORT")

Environ = dict[str, Any]


class Head(NamedTuple):
    """A head as gunicorn has read it, and what of the WSGI environ comes from it."""

    request: Any
    environ: Environ


class Heads:
    """The heads that came before. What they say depends on the peer too, who may be a trusted proxy."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[bytes, ...]], Head] = {}

    def read(self, connection: TConn, whole: WholeRequest, seen: bytes) -> tuple[Any, Environ]:
        """Read a request, all of which was `seen`: gunicorn's own, without its body, and the environ.

        Raises what gunicorn's parser raises.
        """
        key = (connection.client[0], whole.head)
        head = self._known.get(key)
        if head is None:
            head = self._parsed(connection, seen)
            self._remember(key, head)
        else:
            connection.parser.mesg = head.request
            connection.parser.req_count += 1
        return head.request, _environ(connection, head.environ, whole)

    def _parsed(self, connection: TConn, seen: bytes) -> Head:
        connection.parser.unreader.unread(seen)
        request = next(connection.parser)
        connection.parser.finish_body()
        request.body = io.BytesIO()  # it is shared from now on; its body isn't, nor its connection
        request.unreader = None
        _, environ = wsgi.create(
            request, None, connection.client, connection.server, connection.cfg
        )
        for name in _OF_ITS_OWN:
            environ.pop(name, None)
        environ["wsgi.multithread"] = True
        return Head(request, environ)

    def _remember(self, key: tuple[str, tuple[bytes, ...]], head: Head) -> None:
        if sum(map(len, key[1])) > _LONGEST:
            return
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = head


def _environ(connection: TConn, template: Environ, whole: WholeRequest) -> Environ:
    environ = template.copy()
    target = whole.target.decode()
    environ["RAW_URI"] = target
    environ["QUERY_STRING"] = target.partition("?")[2]
    environ["REMOTE_PORT"] = str(connection.client[1])
    environ["wsgi.input"] = io.BytesIO(whole.body)
    if whole.length:
        environ["CONTENT_LENGTH"] = whole.length.decode()
    return environ
