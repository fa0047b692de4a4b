"""The alternate request syntax of 1.0.3: a whole request inside a form (xAPI-Communication 1.3)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lrs.errors import InvalidRequest, Violation
from lrs.xapi.multipart import media_type

REQUIREMENT = "xAPI-Communication 1.3"

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
METHODS_WITH_CONTENT = ("PUT", "POST")

# The six that the specification names, and two more that the browsers in question can't set.
HEADERS = {
    name.lower(): name
    for name in (
        "Authorization",
        "X-Experience-API-Version",
        "Content-Type",
        "Content-Length",
        "If-Match",
        "If-None-Match",
        "Accept",
        "Accept-Language",
    )
}

_FIELD_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # RFC 9110 5.5

Pairs = Sequence[tuple[str, str]]


class AlternateRequest(NamedTuple):
    """The request that was meant; `headers` replace those of the HTTP request, name by name."""

    method: str
    headers: dict[str, str]
    query: list[tuple[str, str]]
    content: bytes | None


def parse(method: str, query: Pairs, form: Pairs) -> AlternateRequest:
    """Take a request with a `method` query parameter apart; raises InvalidRequest."""
    content = dict(form).get("content")
    headers = _headers(form, content)
    meant = dict(query).get("method", "")
    violations = [
        *_address_violations(method, query, meant),
        *_repeated(form),
        *_unwritable(headers),
        *_content_violations(meant, content, headers),
    ]
    if violations:
        raise InvalidRequest(*violations)
    rest = [(k, v) for k, v in form if k != "content" and k.lower() not in HEADERS]
    return AlternateRequest(meant, headers, rest, None if content is None else content.encode())


def _headers(form: Pairs, content: str | None) -> dict[str, str]:
    """Give the form's headers; clients leave out the content type, and count characters as bytes."""
    headers = {HEADERS[name.lower()]: value for name, value in form if name.lower() in HEADERS}
    headers.pop("Content-Length", None)
    if content is not None:
        headers.setdefault("Content-Type", "application/json")
        headers["Content-Length"] = str(len(content.encode()))
    return headers


def _address_violations(method: str, query: Pairs, meant: str) -> Iterator[Violation]:
    if method != "POST":
        yield _violation("method", f"Send this syntax as POST, not as {method}.")
    if meant not in METHODS:
        yield _violation("method", f"{meant!r} is no method here: {', '.join(METHODS)}.")
    if sum(name == "method" for name, _value in query) > 1:
        yield _violation("method", "Name the method once.")
    for name, _value in query:
        if name != "method":
            yield _violation(name, "Move this from the address into the form.")


def _repeated(form: Pairs) -> Iterator[Violation]:
    for name, count in Counter(name for name, _value in form).items():
        if count > 1 and (name == "content" or name.lower() in HEADERS):
            yield _violation(name, "Send this form parameter once.")


def _unwritable(headers: dict[str, str]) -> Iterator[Violation]:
    """Find headers that could not have come as headers: with line ends, NUL, or beyond Latin-1."""
    for name, value in headers.items():
        if not _FIELD_VALUE.fullmatch(value):
            yield _violation(name, "A header can't hold line ends, control characters or emoji.")


def _content_violations(
    meant: str, content: str | None, headers: dict[str, str]
) -> Iterator[Violation]:
    if meant in METHODS_WITH_CONTENT and content is None:
        yield _violation("content", f"A {meant} needs its body in the form parameter `content`.")
    if meant not in METHODS_WITH_CONTENT and content:
        yield _violation("content", f"A {meant} has no body; leave `content` out.")
    if media_type(headers.get("Content-Type", "")).startswith("multipart/"):
        yield _violation(
            "Content-Type",
            "Attachments can't be sent in a form, because it can't hold binary data. Use the "
            "usual syntax, or give each attachment a fileUrl.",
        )


def _violation(pointer: str, message: str) -> Violation:
    return Violation(pointer, message, REQUIREMENT)
