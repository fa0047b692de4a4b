"""The outside systems on loopback: what was recorded comes back over true HTTP, and so do their troubles."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx
from flask import Flask
from werkzeug.serving import make_server

from lrs.outgoing import Call, Outgoing, Reply

CUT, HANG, GARBAGE = "cut", "hang", "garbage"
_HOP = {"transfer-encoding", "connection", "content-length", "content-encoding"}


@dataclass
class Fake:
    """A server that answers as `site` does; `trouble` comes first, once each: a Reply, CUT, HANG or GARBAGE."""

    site: Callable[[Call], Reply]
    trouble: list[Reply | str] = field(default_factory=list)
    asked: int = 0
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def send(self, call: Call) -> Reply:
        """Go by the real way out; the host that was meant stands in the path."""
        meant = urlsplit(call.url)
        rest = meant._replace(scheme="", netloc="").geturl()
        way = f"http://127.0.0.1:{self.port}/{meant.scheme}/{meant.netloc}{rest}"
        return Outgoing(allow_private=True).send(call._replace(url=way))

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        length = int(handler.headers.get("Content-Length", 0))
        _, scheme, host, rest = handler.path.split("/", 3)
        headers = httpx.Headers(list(handler.headers.items()))
        body = handler.rfile.read(length)
        call = Call(f"{scheme}://{host}/{rest}", handler.command, headers, body)
        what = self.trouble.pop(0) if self.trouble else self.site(call)
        if what == HANG:
            self.over.wait(30)
        if isinstance(what, Reply):
            _write(handler, what)
        elif what == GARBAGE:
            handler.wfile.write(b"this is no HTTP\r\n\r\n")
        handler.close_connection = True


def _write(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        if name.lower() not in _HOP:
            handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body)


@contextmanager
def faked(site: Callable[[Call], Reply]) -> Iterator[Fake]:
    fake = Fake(site)

    class Handler(BaseHTTPRequestHandler):
        """Hands each request to the fake."""

        def log_message(self, *args: object) -> None:
            pass

        def _any(self) -> None:
            fake.answer(self)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _any  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.port = server.server_port
    with _running(server.serve_forever, server.shutdown):
        yield fake
        fake.over.set()
    server.server_close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    with _running(server.serve_forever, server.shutdown):
        yield f"http://127.0.0.1:{server.server_port}"
    server.server_close()


@contextmanager
def _running(run: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join()
