"""Seeing, without taking anything off a socket, that a whole request is there which takes little time."""

import re
import socket
from contextlib import suppress

_MOST = 16 * 1024  # about ten statements: more would keep others waiting
_STORES = re.compile(rb"(?:POST|PUT) /xapi/(?:statements|activities/state)[ ?]")
_READS_ONE = re.compile(
    rb"GET /xapi/(?:statements\?(?:[^ ]*&)?statementId=|activities/state\?(?:[^ ]*&)?stateId=)"
)
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,6})[ \t]*\r\n", re.IGNORECASE)
_UNUSUAL = re.compile(rb"\r\n(?:transfer-encoding|expect|upgrade):", re.IGNORECASE)


def takes_little(sock: socket.socket) -> bool:
    """Say whether reading the next request needs no waiting, and it stores little or asks for one thing.

    What looks unusual is left to a thread that may wait; gunicorn's parser has the last word anyway.
    """
    seen = b""
    with suppress(OSError):
        seen = sock.recv(_MOST, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    end = seen.find(b"\r\n\r\n") + 2
    if end < 2 or _UNUSUAL.search(seen, 0, end):
        return False
    length = _LENGTH.search(seen, 0, end)
    if _READS_ONE.match(seen):
        return not length
    if not length or not _STORES.match(seen):
        return False
    return end + 2 + int(length[1]) <= len(seen)
