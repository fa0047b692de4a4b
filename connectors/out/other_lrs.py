"""Another LRS over HTTP: statements with their attachments, each once by its id."""

import base64
from collections.abc import Callable, Collection, Mapping, Sequence
from secrets import token_hex
from typing import Any, NamedTuple
from urllib.parse import urlencode

import orjson

from connectors.errors import Fatal, Retriable
from connectors.out.outlet import Place
from lrs.outgoing import Call, Reply, Send, Unreachable

_LARGEST_ANSWER = 1024 * 1024
_AT_ONCE = 2 * 1024 * 1024  # bytes of statements in one request
_TOO_LARGE = 413

Statement = Mapping[str, Any]


class Refused(NamedTuple):
    """A statement that the other LRS will not have, and why."""

    statement: Statement
    answer: int
    reason: str


class Contents(NamedTuple):
    """How to get the contents of attachments by their hashes, and to compare two statements."""

    attachments: Callable[[Collection[str]], Mapping[str, bytes]]
    same: Callable[[Statement, Statement], bool]


class OtherLrs:
    """One LRS, with the key that it gave us."""

    def __init__(self, place: Place, send: Send, contents: Contents) -> None:
        self._address = f"{place.address.rstrip('/')}/statements"
        pair = base64.b64encode(f"{place.key}:{place.secret}".encode()).decode()
        self._headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
        self._send = send
        self._contents = contents

    def test(self) -> str:
        """Ask for one statement. Raises Fatal, Retriable."""
        reply = self._ask(f"{self._address}?limit=1", "1.0.3")
        if reply.status != 200 or b'"statements"' not in reply.body:
            raise Fatal(f"It doesn't answer as an LRS does ({reply.status}). Is the address right?")
        version = reply.headers.get("X-Experience-API-Version", "an unnamed version")
        return f"An LRS answers, with {version} of xAPI. The key may read; that it may write shows with the first statement."

    def send(self, statements: Sequence[Statement]) -> list[Refused]:
        """Give those that it will never have. Raises Fatal, Retriable; what arrived before stays there."""
        refused: list[Refused] = []
        for batch in _batches(statements):
            refused += self._halved(batch)
        return refused

    def _halved(self, batch: Sequence[Statement]) -> list[Refused]:
        reply = self._post(batch)
        if reply.status < 300:
            return []
        _raise(reply)
        if len(batch) > 1:
            middle = len(batch) // 2
            return self._halved(batch[:middle]) + self._halved(batch[middle:])
        if reply.status == 409 and self._has(batch[0]):
            return []
        return [
            Refused(batch[0], reply.status, f"The other LRS answers {reply.status}. {_said(reply)}")
        ]

    def _has(self, statement: Statement) -> bool:
        """Say whether what is there under this id, voided or not, is the same statement."""
        for name in ("statementId", "voidedStatementId"):
            asked = urlencode({name: statement["id"]})
            reply = self._ask(f"{self._address}?{asked}", _version(statement))
            _raise(reply)
            if reply.status == 200:
                return self._contents.same(statement, orjson.loads(reply.body))
        return False

    def _ask(self, url: str, version: str) -> Reply:
        return self._reached(Call(url, headers=self._of(version), largest=_LARGEST_ANSWER))

    def _post(self, batch: Sequence[Statement]) -> Reply:
        headers, body = self._of(_version(batch[0])), orjson.dumps([_sendable(s) for s in batch])
        types = {a["sha2"]: a["contentType"] for each in batch for a in each.get("attachments", ())}
        found = self._contents.attachments(types) if types else {}
        if found:
            boundary = token_hex(24)
            headers["Content-Type"] = f"multipart/mixed; boundary={boundary}"
            body = _multipart(body, [(types[sha2], sha2, found[sha2]) for sha2 in found], boundary)
        return self._reached(Call(self._address, "POST", headers, body, _LARGEST_ANSWER))

    def _reached(self, call: Call) -> Reply:
        try:
            return self._send(call)
        except Unreachable as error:
            raise Retriable(f"The other LRS can't be reached: {error}") from error

    def _of(self, version: str) -> dict[str, str]:
        return {**self._headers, "X-Experience-API-Version": version}


def _raise(reply: Reply) -> None:
    """Raise for what no other statement would change: a bad key, a tired server."""
    words = f"The other LRS answers {reply.status}. {_said(reply)}"
    if reply.status in (401, 403):
        raise Fatal(f"{words} Is the key right, and may it write?")
    if reply.status == 429 or reply.status >= 500:
        after = reply.headers.get("Retry-After", "")
        raise Retriable(words, float(after) if after.isdecimal() else None)
    if 300 <= reply.status < 400:
        raise Fatal(f"{words} It moved; enter its new address.")


def _batches(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Cut into requests of one version of xAPI; a statement with attachments goes alone, in its place."""
    found: list[list[Statement]] = []
    size = 0
    for each in statements:
        length = len(orjson.dumps(each))
        new = not found or size + length > _AT_ONCE or _differs(found[-1][-1], each)
        if new:
            found.append([])
            size = 0
        found[-1].append(each)
        size += length
    return found


def _differs(before: Statement, each: Statement) -> bool:
    alone = "attachments" in before or "attachments" in each
    return alone or _version(before) != _version(each)


def _version(statement: Statement) -> str:
    return "2.0.0" if str(statement.get("version", "")).startswith("2.") else "1.0.3"


def _sendable(statement: Statement) -> dict[str, Any]:
    """Leave out what each LRS says for itself."""
    return {name: each for name, each in statement.items() if name not in ("stored", "authority")}


def _multipart(body: bytes, found: Sequence[tuple[str, str, bytes]], boundary: str) -> bytes:
    """Put statements and contents, each with type and hash, into one body (xAPI-Communication 1.5.2)."""
    parts = [b"Content-Type: application/json\r\n\r\n" + body]
    for type_, sha2, content in found:
        head = (
            f"Content-Type: {type_}\r\nContent-Transfer-Encoding: binary\r\n"
            f"X-Experience-API-Hash: {sha2}\r\n\r\n"
        )
        parts.append(head.encode() + content)
    line = f"--{boundary}".encode()
    return b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _said(reply: Reply) -> str:
    return reply.body[:300].decode(errors="replace").strip()
