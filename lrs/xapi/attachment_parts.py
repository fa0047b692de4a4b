"""Attachments on their way: the bytes beside the statements (xAPI-Data 2.4.11, xAPI-Communication 1.5.2)."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lrs.errors import InvalidStatement, Violation
from lrs.xapi.content import Content, pieces, whole
from lrs.xapi.multipart import REQUIREMENT, Part, media_type

# The length of a hash in hexadecimal says which member of SHA-2 made it.
_ALGORITHMS = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}

_JSON = "application/json"
_HASH = "x-experience-api-hash"
_ENCODING = "content-transfer-encoding"


class Declared(NamedTuple):
    """An attachment as a statement declares it, and where."""

    pointer: str
    sha2: str
    content_type: str
    is_elsewhere: bool


def match(statements: Sequence[Any], parts: Sequence[Part]) -> dict[str, Content]:
    """Give the bytes of each attachment by its SHA-2 in lower case; raises InvalidStatement.

    The statements are those of the first part, and need not have been checked. The `length` that
    they declare is not compared: the hash says more, and the official suite counts otherwise.
    """
    declared = list(_declared(statements))
    types: dict[str, set[str]] = defaultdict(set)
    for one in declared:
        types[one.sha2].add(media_type(one.content_type))
    sent = {part.headers.get(_HASH, "").lower(): part.content for part in parts[1:]}
    found = [
        *_first_violations(parts[0]),
        *(v for n, part in enumerate(parts[1:], start=2) for v in _violations(n, part, types)),
        *_missing(declared, sent, "no part has this hash"),
    ]
    if found:
        raise InvalidStatement(*found)
    return sent


def statements_text(parts: Sequence[Part]) -> bytes:
    """Give the JSON of the first part; raises InvalidStatement when that says to be something else."""
    found = list(_first_violations(parts[0]))
    if found:
        raise InvalidStatement(*found)
    return whole(parts[0].content)


def check_without_parts(statements: Sequence[Any]) -> None:
    """Raise InvalidStatement for attachments that a request without parts leaves without bytes."""
    advice = "the request is application/json"
    found = list(_missing(list(_declared(statements)), {}, advice))
    if found:
        raise InvalidStatement(*found)


def check_beside(statement: Any, contents: Mapping[str, Content]) -> None:
    """Raise InvalidStatement for attachments that are neither elsewhere nor among these bytes.

    `contents` are looked at, too: each must have the SHA-2 under which it is given.
    """
    advice = "its bytes are not at hand; name the folder that has them"
    good = {sha2: c for sha2, c in contents.items() if _actual(c, len(sha2)) == sha2}
    found = [
        Violation(one.pointer, f"has no fileUrl, and {advice}", REQUIREMENT)
        for one in _declared([statement])
        if not one.is_elsewhere and one.sha2 not in good
    ]
    if found:
        raise InvalidStatement(*found)


def hashes(statements: Sequence[Any]) -> list[str]:
    """Give the SHA-2 of every attachment of these statements, in lower case and once."""
    return list(dict.fromkeys(one.sha2 for one in _declared(statements)))


def for_answer(
    statements_json: bytes, statements: Sequence[Any], contents: Mapping[str, bytes]
) -> list[Part]:
    """Give the parts of an answer: the JSON, then each attachment whose bytes are known, once."""
    types = {one.sha2: one.content_type for one in reversed(list(_declared(statements)))}
    first = Part({"content-type": _JSON}, statements_json)
    wanted = [sha2 for sha2 in hashes(statements) if sha2 in contents]
    return [first, *(_part(sha2, types[sha2], contents[sha2]) for sha2 in wanted)]


def _part(sha2: str, content_type: str, content: bytes) -> Part:
    headers = {"content-type": content_type, _ENCODING: "binary", _HASH: sha2}
    return Part(headers, content)


def _declared(statements: Sequence[Any]) -> Iterator[Declared]:
    for number, statement in enumerate(statements):
        yield from _declared_in(statement, f"/{number}" if len(statements) > 1 else "")


def _declared_in(statement: Any, pointer: str) -> Iterator[Declared]:
    """Walk the attachments of a statement and its SubStatement; strangers are passed over."""
    if not isinstance(statement, dict):
        return
    attachments = statement.get("attachments")
    for number, each in enumerate(attachments if isinstance(attachments, list) else ()):
        if isinstance(each, dict):
            yield _declaration(each, f"{pointer}/attachments/{number}")
    target = statement.get("object")
    if isinstance(target, dict) and target.get("objectType") == "SubStatement":
        yield from _declared_in(target, f"{pointer}/object")


def _declaration(attachment: dict[str, Any], pointer: str) -> Declared:
    sha2, content_type = str(attachment.get("sha2")).lower(), str(attachment.get("contentType"))
    return Declared(pointer, sha2, content_type, "fileUrl" in attachment)


def _first_violations(part: Part) -> Iterator[Violation]:
    given = media_type(part.headers.get("content-type", ""))
    if given != _JSON:
        what = given or "without a content type"
        yield _wrong(1, f"holds the statements and must be {_JSON}, but is {what}")


def _violations(
    number: int, part: Part, types: Mapping[str, Collection[str]]
) -> Iterator[Violation]:
    """Check a part; `types` are the media types that statements declare for each hash."""
    if part.headers.get(_ENCODING, "").lower() != "binary":
        yield _wrong(number, "needs the header Content-Transfer-Encoding: binary, and raw bytes")
    claimed = part.headers.get(_HASH, "").lower()
    if not claimed:
        yield _wrong(number, "needs the header X-Experience-API-Hash with its SHA-2")
    elif claimed != _actual(part.content, len(claimed)):
        yield _wrong(number, f"has another SHA-2 than its header says ({claimed[:128]})")
    else:
        yield from _declaration_violations(number, part, types.get(claimed, ()))


def _actual(content: Content, length: int) -> str | None:
    """Give the hash of this length, None for lengths that SHA-2 doesn't have."""
    if length not in _ALGORITHMS:
        return None
    digest = hashlib.new(_ALGORITHMS[length])
    for piece in pieces(content):
        digest.update(piece)
    return digest.hexdigest()


def _declaration_violations(number: int, part: Part, types: Collection[str]) -> Iterator[Violation]:
    if not types:
        yield _wrong(number, "is no attachment of any statement in the first part")
    given = media_type(part.headers.get("content-type", ""))
    if types and given and given not in types:
        yield _wrong(number, f"is {given}, but its statement declares {', '.join(sorted(types))}")


def _missing(
    declared: Sequence[Declared], sent: Mapping[str, Content], reason: str
) -> Iterator[Violation]:
    for one in declared:
        if not one.is_elsewhere and one.sha2 not in sent:
            message = f"has no fileUrl, and {reason}; send its bytes in a part of a multipart/mixed request"
            yield Violation(one.pointer, message, REQUIREMENT)


def _wrong(number: int, message: str) -> Violation:
    return Violation("", f"Part {number} {message}.", REQUIREMENT)
