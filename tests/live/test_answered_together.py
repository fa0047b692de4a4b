"""Small requests on kept connections, which one thread answers together: what a strange client sends, too."""

import json
import select
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.builders import a_statement
from tests.live.standstill import nobody_writes
from tests.live.writers import Target, everything
from tests.live_server import LiveServer


class Wire:
    """A connection on which a test sends bytes as it likes."""

    def __init__(self, server: LiveServer, target: Target) -> None:
        address = urlsplit(server.url)
        self.sock = socket.create_connection((str(address.hostname), int(address.port or 0)), 30)
        self._headers = target.headers
        self._kept = _Kept(self.sock)

    def request(self, body: object, **more: str) -> bytes:
        """Give the bytes of a POST."""
        text = json.dumps(body).encode()
        named = {"Host": "x", **self._headers, "Content-Length": str(len(text)), **more}
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        return f"POST /xapi/statements HTTP/1.1\r\n{head}\r\n".encode() + text

    def get(self, query: str) -> bytes:
        """Give the bytes of a GET."""
        head = "".join(
            f"{name}: {value}\r\n" for name, value in {"Host": "x", **self._headers}.items()
        )
        return f"GET /xapi/statements?{query} HTTP/1.1\r\n{head}\r\n".encode()

    def answer(self) -> tuple[int, bytes]:
        read = HTTPResponse(self._kept, method="POST")  # type: ignore[arg-type]  # all it asks for
        read.begin()
        return read.status, read.read()

    def close(self) -> None:
        self.sock.close()


class _Kept:
    """Gives http.client the file of a connection, which stays open for the next answer."""

    def __init__(self, sock: socket.socket) -> None:
        self._file = sock.makefile("rb")
        self.readline, self.read = self._file.readline, self._file.read

    def makefile(self, _mode: str) -> "_Kept":
        return self

    def close(self) -> None:
        """The connection goes on."""

    flush = close


@pytest.fixture
def target(live_server: LiveServer) -> Target:
    return Target(live_server)


@pytest.fixture
def wire(live_server: LiveServer, target: Target) -> Iterator[Wire]:
    """A connection that has carried a request before."""
    opened = Wire(live_server, target)
    opened.sock.sendall(opened.request([]))
    assert opened.answer()[0] == 200
    yield opened
    opened.close()


def a_statement_with_id() -> dict[str, object]:
    return a_statement(id=str(uuid4()))


def test_requests_sent_without_waiting_are_answered_in_their_order(
    wire: Wire, target: Target
) -> None:
    sent = [a_statement_with_id() for _ in range(20)]
    wire.sock.sendall(b"".join(wire.request(each) for each in sent))
    assert [wire.answer() for _ in sent] == [
        (200, json.dumps([each["id"]]).encode()) for each in sent
    ]
    assert len(everything(target)) == 20


def test_a_body_may_come_later_than_its_head(wire: Wire, target: Target) -> None:
    request = wire.request(a_statement_with_id())
    for piece in (request[:40], request[40:-300], request[-300:]):
        wire.sock.sendall(piece)
        threading.Event().wait(0.2)
    assert wire.answer()[0] == 200
    assert len(everything(target)) == 1


def test_refusals_in_a_row_of_good_requests_are_each_their_own(wire: Wire, target: Target) -> None:
    good, bad = a_statement_with_id(), a_statement_with_id() | {"verb": {"id": "no IRI"}}
    other = a_statement_with_id() | {"id": good["id"]}
    requests = [
        wire.request(good),
        wire.request(bad),
        wire.request(good, Authorization="Basic eDp5"),
        wire.request(other | {"actor": {"mbox": "mailto:other@example.org"}}),
        wire.request(good, **{"Content-Type": "text/plain"}),
        wire.request(a_statement_with_id()),
    ]
    wire.sock.sendall(b"".join(requests))
    assert [wire.answer()[0] for _ in requests] == [200, 400, 401, 409, 400, 200]
    assert len(everything(target)) == 2


def test_one_statement_is_read_while_others_wait_for_their_commit(
    wire: Wire, live_server: LiveServer, target: Target
) -> None:
    kept, writing = a_statement_with_id(), Wire(live_server, target)
    for each in (wire, writing):
        each.sock.sendall(each.request(kept))
        assert each.answer()[0] == 200
    with nobody_writes(live_server):
        writing.sock.sendall(writing.request(a_statement_with_id()))
        wire.sock.sendall(wire.get(f"statementId={kept['id']}") * 3)
        found = [wire.answer() for _ in range(3)]
        assert select.select([writing.sock], [], [], 0) == ([], [], []), "nobody waited"
    assert [(status, json.loads(body)["id"]) for status, body in found] == [(200, kept["id"])] * 3
    assert writing.answer()[0] == 200
    writing.close()


def test_a_connection_that_rests_goes_on(wire: Wire, target: Target) -> None:
    """It's watched by another thread meanwhile, and comes back with its next request."""
    for pause in (0.0, 1.4, 2.6, 0.0):
        threading.Event().wait(pause)
        wire.sock.sendall(wire.request(a_statement_with_id()))
        assert wire.answer()[0] == 200
    wire.sock.sendall(wire.get("limit=10"))
    status, page = wire.answer()
    assert (status, len(json.loads(page)["statements"])) == (200, 4)
    assert len(everything(target)) == 4


def test_a_client_that_asks_to_close_finds_it_closed(wire: Wire) -> None:
    wire.sock.sendall(wire.request(a_statement_with_id(), Connection="close"))
    assert wire.answer()[0] == 200
    assert wire.sock.recv(1) == b""


def test_a_client_that_leaves_harms_nobody(
    wire: Wire, live_server: LiveServer, target: Target
) -> None:
    leaving = [Wire(live_server, target) for _ in range(10)]
    for each in leaving:
        each.sock.sendall(each.request([]))
        assert each.answer()[0] == 200
    for each in leaving:
        each.sock.sendall(each.request(a_statement_with_id()))
        each.close()
    wire.sock.sendall(wire.request(a_statement_with_id()))
    assert wire.answer()[0] == 200


def test_a_client_that_reads_late_gets_all_its_answers(wire: Wire) -> None:
    refused = wire.request([a_statement() | {"verb": {}} for _ in range(30)])
    count = 600  # more in all than the buffers of a connection take
    sending = threading.Thread(target=wire.sock.sendall, args=(refused * count,))
    sending.start()
    sending.join(1)
    other = wire.answer()
    assert other[0] == 400
    assert [wire.answer() for _ in range(count - 1)] == [other] * (count - 1)
    sending.join()
