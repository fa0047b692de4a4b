"""multipart/mixed bodies (xAPI-Communication 1.5.2, RFC 2046 5.1): strict to read, plain to write."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lrs.errors import InvalidStatement, Violation
from lrs.xapi.content import Content, cut, find, whole

REQUIREMENT = "xAPI-Communication 1.5.2"

_PARAMETER = re.compile(r';\s*([^\s=;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;]*)')
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]")
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_LONGEST_HEAD = 64 * 1024
_OUTSIDE_LINE_END = re.compile(r"\r\n[ \t]+")

# tincanjs looks for exactly this spelling; other names are written as they usually are.
_SPELLING = {"x-experience-api-hash": "X-Experience-API-Hash"}


class Part(NamedTuple):
    """One part of the body: its headers, with names in lower case, and its bytes as they came."""

    headers: dict[str, str]
    content: Content


def parse(body: Content, content_type: str) -> list[Part]:
    """Split a multipart/mixed body; raises InvalidStatement for anything that RFC 2046 forbids."""
    delimiter = b"\r\n--" + _boundary(content_type).encode("ascii")
    sections: list[Content] = []
    for section in _sections(body, delimiter):
        if whole(cut(section, 0, 2)) == b"--":
            return _parts(sections)
        sections.append(section)
    raise _structure(
        "The body has no closing delimiter (two hyphens, the boundary, two hyphens, each delimiter "
        "after a CRLF); it may have been cut off, or the boundary isn't the one in Content-Type."
    )


def _sections(body: Content, delimiter: bytes) -> Iterator[Content]:
    """Give what stands behind each delimiter; the first one needs no CRLF at the body's very start."""
    opening = delimiter[2:]
    begin = len(opening)
    if whole(cut(body, 0, begin)) != opening:
        begin = find(body, delimiter, 0) + len(delimiter)
        if begin < len(delimiter):
            return
    while (end := find(body, delimiter, begin)) >= 0:
        yield cut(body, begin, end)
        begin = end + len(delimiter)
    yield cut(body, begin, len(body))


def write(parts: Sequence[Part], boundary: str) -> bytes:
    """Give the body for these parts; the boundary must not occur in any of them."""
    delimiter = b"--" + boundary.encode("ascii")
    pieces = []
    for part in parts:
        pieces += [delimiter, *_header_lines(part.headers), b"", whole(part.content)]
    return b"\r\n".join([*pieces, delimiter + b"--", b""])


def content_type(boundary: str) -> str:
    """Give the header for a body with this boundary, unquoted: tincanjs can't read a quoted one."""
    return f"multipart/mixed; boundary={boundary}"


def media_type(content_type: str) -> str:
    """Give type and subtype alone, in lower case, without parameters."""
    return content_type.partition(";")[0].strip().lower()


def _boundary(content_type: str) -> str:
    if media_type(content_type) != "multipart/mixed":
        raise _header(f"The content type is {content_type!r}; send multipart/mixed.")
    values = [v for name, v in _PARAMETER.findall(content_type) if name.lower() == "boundary"]
    if len(values) != 1 or values[0] in ("", '""'):
        raise _header("Name the boundary once: multipart/mixed; boundary=...")
    return _unquoted(values[0])


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    if not _BOUNDARY.fullmatch(value):
        raise _header(f"{value!r} is no boundary: RFC 2046 allows 1 to 70 of its characters.")
    return value


def _parts(sections: Sequence[Content]) -> list[Part]:
    if not sections:
        raise _structure("The body has no parts; the first one holds the statements.")
    return [_part(section, number) for number, section in enumerate(sections, start=1)]


def _part(section: Content, number: int) -> Part:
    opening = whole(cut(section, 0, _LONGEST_HEAD))
    padding, line_end, rest = opening.partition(b"\r\n")
    if padding.strip(b" \t") or not line_end:
        raise _structure(f"The delimiter before part {number} must end with CRLF.")
    begin = len(padding) + len(line_end)
    if rest.startswith(b"\r\n"):
        return Part({}, cut(section, begin + 2, len(section)))
    head, blank_line, _content = rest.partition(b"\r\n\r\n")
    if not blank_line and len(section) > _LONGEST_HEAD:
        raise _structure(f"Part {number} has no empty line between its headers and its content.")
    begin += len(head) + len(blank_line)
    return Part(_headers(head, number), cut(section, begin, len(section)))


def _headers(head: bytes, number: int) -> dict[str, str]:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        raise _structure(f"The headers of part {number} are not UTF-8.") from None
    headers: dict[str, str] = {}
    for line in _OUTSIDE_LINE_END.sub(" ", text).removesuffix("\r\n").split("\r\n"):
        name, value = _header_field(line, number)
        if name in headers:
            raise _structure(f"Part {number} has the header {name} twice; send it once.")
        headers[name] = value
    return headers


def _header_field(line: str, number: int) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not _HEADER_NAME.fullmatch(name):
        raise _structure(
            f"Part {number} has a line that is no header: {line[:60]!r}. Write 'Name: value', "
            "and an empty line between the headers and the content."
        )
    return name.lower(), value.strip(" \t")


def _header_lines(headers: Mapping[str, str]) -> list[bytes]:
    return [
        f"{_SPELLING.get(name, name.title())}: {value}".encode() for name, value in headers.items()
    ]


def _header(message: str) -> InvalidStatement:
    return InvalidStatement(Violation("Content-Type", message, REQUIREMENT))


def _structure(message: str) -> InvalidStatement:
    return InvalidStatement(Violation("", message, f"{REQUIREMENT}, RFC 2046 5.1.1"))
