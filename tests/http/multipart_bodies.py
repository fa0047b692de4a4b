"""Requests and answers with attachments, written and read as simple clients do it."""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from werkzeug.test import TestResponse

from tests.builders import a_statement
from tests.http.xapi_client import Json, XapiClient

TEXT, IMAGE = "blå\r\n--\r\n".encode(), bytes(range(256)) * 8
BOUNDARY = "abcABC0123'()+_,-./:=?"
Part = tuple[dict[str, str], bytes]


def attachment(content: bytes, algorithm: str = "sha256", **changes: Any) -> Json:
    declared = {
        "usageType": "https://example.org/usage",
        "display": {"en": "A file"},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": hashlib.new(algorithm, content).hexdigest(),
    }
    return declared | changes


def with_files(*attachments: Json, **parts: Any) -> Json:
    return a_statement(attachments=list(attachments), **parts)


def part(content: bytes, algorithm: str = "sha256", **changes: str | None) -> Part:
    headers = {
        "Content-Type": "text/plain",
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": hashlib.new(algorithm, content).hexdigest(),
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    return {name: value for name, value in headers.items() if value is not None}, content


def first(given: Any, content_type: str | None = "application/json") -> Part:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return headers, given if isinstance(given, bytes) else json.dumps(given).encode()


def body_of(parts: Sequence[Part], boundary: str = BOUNDARY) -> bytes:
    delimiter = b"--" + boundary.encode()
    pieces = [
        b"\r\n".join(
            [
                delimiter,
                *(f"{name}: {value}".encode() for name, value in headers.items()),
                b"",
                content,
            ]
        )
        for headers, content in parts
    ]
    return b"\r\n".join([*pieces, delimiter + b"--", b""])


def send(
    client: XapiClient,
    *parts: Part,
    kind: str = f'multipart/mixed; boundary="{BOUNDARY}"',
    method: str = "POST",
    query: Any = None,
) -> TestResponse:
    headers = {"Content-Type": kind}
    return client.ask(method, "statements", query, body_of(parts), headers)


def received(answer: TestResponse) -> tuple[Json, list[Part]]:
    """Take a multipart answer apart, as simply as tincanjs does it."""
    assert answer.status_code == 200, answer.text
    kind = answer.headers["Content-Type"]
    match = re.fullmatch(r"multipart/mixed; boundary=([A-Za-z0-9'+_.\-]{1,70})", kind)
    assert match, kind
    start, *sections, end = (b"\r\n" + answer.data).split(b"\r\n--" + match[1].encode())
    assert (start, end) == (b"", b"--\r\n")
    parts: list[Part] = []
    for section in sections:
        head, _, content = section.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = (line.split(": ", 1) for line in head.decode().split("\r\n"))
        parts.append((dict(lines), content))
    return json.loads(parts[0][1]), parts[1:]
