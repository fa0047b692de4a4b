"""Heads that came before: what they say is what gunicorn would read in each of them."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import TConn

from lrs.serving.heads import Heads
from lrs.serving.whole_request import whole_request

Connect = Callable[..., TConn]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Make connections of clients at an address."""
    sockets = []

    def make(client: tuple[str, int] = ("192.0.2.7", 4711)) -> TConn:
        pair = socket.socketpair()
        sockets.extend(pair)
        made = TConn(Config(), pair[0], client, ("127.0.0.1", 8000))
        made.init()
        return made

    yield make
    for each in sockets:
        each.close()


def posted(body: bytes, query: bytes = b"", more: bytes = b"") -> bytes:
    line = b"POST /xapi/statements%s HTTP/1.1\r\nHost: lrs.example.org\r\n" % query
    return line + b"%sContent-Length: %d\r\nX-Twice: a\r\nX-Twice: b\r\n\r\n%s" % (
        more,
        len(body),
        body,
    )


REQUESTS = [
    posted(b"[]"),
    posted(b"[1, 2, 3]"),
    posted(b"[]", b"?a=%C3%A9&b={}&c=%2F//d"),
    posted(b"[]", b"?"),
    posted(b"[]", more=b"X-Forwarded-Proto: https\r\nContent-Type: application/json\r\n"),
    b"GET /xapi/statements?statementId=1 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /xapi/statements?statementId=2 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /xapi/statements?statementId=3 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
    b"GET /xapi/statements?statementId=2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
]


def by_heads(heads: Heads, connection: TConn, sent: bytes) -> tuple[Any, dict[str, Any], bytes]:
    whole = whole_request(sent)
    assert whole
    request, environ = heads.read(connection, whole, sent)
    return request, environ, environ.pop("wsgi.input").read()


def by_gunicorn(connection: TConn, sent: bytes) -> tuple[Any, dict[str, Any], bytes]:
    connection.parser.unreader.unread(sent)
    request = next(connection.parser)
    _, environ = wsgi.create(request, None, connection.client, connection.server, connection.cfg)
    for name in ("wsgi.early_hints", "gunicorn.socket", "wsgi.errors"):
        del environ[name]
    environ["wsgi.multithread"] = True
    return request, environ, environ.pop("wsgi.input").read()


@pytest.mark.parametrize("client", [("192.0.2.7", 4711), ("127.0.0.1", 4712)])
def test_a_head_says_what_gunicorn_reads_in_it(connect: Connect, client: tuple[str, int]) -> None:
    heads = Heads()
    for sent in REQUESTS + REQUESTS[::-1]:
        request, environ, body = by_heads(heads, connect(client), sent)
        meant, expected, expected_body = by_gunicorn(connect(client), sent)
        del environ["wsgi.errors"]
        assert (environ, body) == (expected, expected_body)
        assert request.should_close() == meant.should_close()


def test_each_request_has_a_body_and_an_environ_of_its_own(connect: Connect) -> None:
    heads, connection = Heads(), connect()
    _, first, _ = by_heads(heads, connection, posted(b"[1]"))
    first["mark"] = "of the first"
    _, second, body = by_heads(heads, connection, posted(b"[2]"))
    assert body == b"[2]"
    assert "mark" not in second
    assert connection.parser.finish_body()


def test_what_a_trusted_proxy_may_say_is_believed_of_nobody_else(connect: Connect) -> None:
    heads = Heads()
    sent = posted(b"[]", more=b"X-Forwarded-Proto: https\r\n")
    schemes = [
        by_heads(heads, connect((address, 1)), sent)[1]["wsgi.url_scheme"]
        for address in ("127.0.0.1", "192.0.2.7", "127.0.0.1", "192.0.2.7")
    ]
    assert schemes == ["https", "http", "https", "http"]


@pytest.mark.parametrize(
    "more",
    [b"Content-Length: 2\r\n", b"Content-Length: 1\r\n", b" folded\r\n", b"A B: c\r\n", b"A\r\n"],
)
def test_what_gunicorn_refuses_is_refused_each_time(connect: Connect, more: bytes) -> None:
    heads = Heads()
    by_heads(heads, connect(), posted(b"[]"))
    for _ in range(2):
        with pytest.raises(ParseException):
            by_heads(heads, connect(), posted(b"[]", more=more))


def test_more_heads_than_are_kept_are_all_read(connect: Connect) -> None:
    heads, connection = Heads(), connect()
    for number in range(1200):
        name = b"%d" % (number % 600)
        _, environ, _ = by_heads(heads, connection, posted(b"[]", more=b"X-Name: %s\r\n" % name))
        assert environ["HTTP_X_NAME"] == name.decode()
