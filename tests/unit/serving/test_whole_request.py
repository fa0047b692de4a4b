import socket
from collections.abc import Iterator

import pytest

from lrs.serving.whole_request import takes_little

LINE = b"POST /xapi/statements HTTP/1.1\r\n"
WHOLE = LINE + b"Host: x\r\nContent-Length: 2\r\n\r\n[]"


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    server, client = socket.socketpair()
    server.setblocking(False)
    with server, client:
        yield server, client


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (WHOLE, True),
        (WHOLE + WHOLE, True),
        (WHOLE.replace(b"Content-Length: 2", b"content-length:2"), True),
        (WHOLE.replace(b"POST /xapi/statements", b"PUT /xapi/statements?statementId=x"), True),
        (WHOLE.replace(b"POST", b"GET"), False),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/statements?format=exact&statementId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nHost: x\r\n", False),
        (b"GET /xapi/statements?verb=statementId=x HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET /xapi/statements?limit=500 HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (WHOLE.replace(b"POST /xapi/statements", b"GET /xapi/statements?statementId=x"), False),
        (b"GET /xapi/activities/state?stateId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/activities/state?agent={}&stateId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/activities/state?agent={} HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (WHOLE.replace(b"/xapi/statements", b"/app/record"), False),
        (WHOLE[:-1], False),
        (WHOLE[:20], False),
        (b"", False),
        (LINE + b"Host: x\r\n\r\n[]", False),
        (LINE + b"Content-Length: 2x\r\n\r\n[]", False),
        (LINE + b"Host: x\r\n\r\nContent-Length: 2\r\n\r\n", False),
        (LINE + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n[]", False),
        (LINE + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]", False),
        (LINE + b"Content-Length: 20000\r\n\r\n" + b" " * 20000, False),
    ],
)
def test_only_what_is_whole_and_small_is_taken_at_once(
    ends: tuple[socket.socket, socket.socket], sent: bytes, expected: bool
) -> None:
    server, client = ends
    client.sendall(sent)
    assert takes_little(server) is expected
    if sent:
        assert server.recv(1 << 20) == sent, "looking took something off the socket"


def test_a_connection_whose_client_has_gone_is_left_to_others(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    server, client = ends
    client.close()
    assert not takes_little(server)
