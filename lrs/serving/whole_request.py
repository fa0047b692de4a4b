"""Seeing, in what has come over a connection, that a whole request is there which takes little time."""

import re
from typing import NamedTuple

MOST = 16 * 1024  # bytes, about ten statements: more would keep others waiting

# All that a target may consist of (RFC 3986), but for a fragment.
_LINE = re.compile(
    rb"(GET|PUT|POST) ((/xapi/(?:statements|activities/state))(?:\?([!\"$-~]*))?) HTTP/1\.1\r\n"
)
_ONE = {
    b"/xapi/statements": re.compile(rb"(?:^|&)statementId="),
    b"/xapi/activities/state": re.compile(rb"(?:^|&)stateId="),
}
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,6})[ \t]*\r\n", re.IGNORECASE)
_HAS_BODY = re.compile(rb"\r\ncontent-length(?!:[ \t]*0[ \t]*\r\n)", re.IGNORECASE)
_UNUSUAL = re.compile(rb"\r\n(?:transfer-encoding|expect|upgrade):", re.IGNORECASE)


class WholeRequest(NamedTuple):
    """A request that stores little or asks for one thing.

    `head` has all that it says before its body, but for the query in its `target`, and `length`, the digits
    of its Content-Length. `end` is where its body ends.
    """

    head: tuple[bytes, ...]
    target: bytes
    length: bytes
    body: bytes
    end: int


def whole_request(seen: bytes) -> WholeRequest | None:
    """Give the first request in `seen` where reading it needs no waiting; what looks unusual is left to others."""
    line = _LINE.match(seen)
    start = seen.find(b"\r\n\r\n") + 4
    if not line or start < 4 or _UNUSUAL.search(seen, line.end() - 2, start):
        return None
    return (_reads if line[1] == b"GET" else _stores)(seen, line, start)


def _reads(seen: bytes, line: re.Match[bytes], start: int) -> WholeRequest | None:
    method, target, path, query = line.groups()
    if not query or not _ONE[path].search(query) or _HAS_BODY.search(seen, line.end() - 2, start):
        return None
    return WholeRequest((method, path, seen[line.end() : start]), target, b"", b"", start)


def _stores(seen: bytes, line: re.Match[bytes], start: int) -> WholeRequest | None:
    method, target, path, _ = line.groups()
    length = _LENGTH.search(seen, line.end() - 2, start)
    end = start + int(length[1]) if length else len(seen) + 1
    if not length or end > len(seen):
        return None
    head = (method, path, seen[line.end() : length.start(1)], seen[length.end(1) : start])
    return WholeRequest(head, target, length[1], seen[start:end], end)
