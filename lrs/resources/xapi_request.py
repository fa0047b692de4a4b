"""A request as the resources see it, whichever way it came: plain, gzip'd, chunked, or in a form."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request

from lrs.errors import InvalidParameter, InvalidRequest, TooLarge, UnsupportedContentType, Violation
from lrs.xapi import alternate_request
from lrs.xapi.content import Content, FilePart, Spool, whole

Pairs = list[tuple[str, str]]

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_IN_MEMORY = 1024 * 1024
_PIECE = 256 * 1024
_MOST_MEMBERS = 100  # gzip may come in several, one after the other (RFC 1952 2.2)


@dataclass(frozen=True, slots=True)
class XapiRequest:
    """Method, headers (names in lower case), query parameters and the body as its content."""

    method: str
    headers: Mapping[str, str]
    query: Pairs
    content: Content

    @property
    def body(self) -> bytes:
        return whole(self.content)

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


def read(request: Request, largest: int) -> XapiRequest:
    """Read the whole request, `largest` bytes at most.

    Raises TooLarge, InvalidRequest, UnsupportedContentType for an unknown Content-Encoding.
    """
    headers = _headers(request)
    query = _pairs(request.query_string, "The query string")
    content = _content(request, largest)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity"}:
        content = _decoded(whole(content), encoding, largest)
    plain = XapiRequest(request.method, headers, query, content)
    return _unwrapped(plain) if _is_alternate(plain) else plain


def _headers(request: Request) -> dict[str, str]:
    """Give the headers by their names in lower case, from where the server put them (PEP 3333)."""
    environ = request.environ
    found = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            found[name.replace("_", "-").lower()] = environ[name]
    return found


def _is_alternate(request: XapiRequest) -> bool:
    if request.method != "POST" or not any(name == "method" for name, _ in request.query):
        return False
    return not (request.header("X-Experience-API-Version") or "").startswith("2")


def _unwrapped(request: XapiRequest) -> XapiRequest:
    form = _pairs(request.body, "The form")
    meant = alternate_request.parse(request.method, request.query, form)
    outer = {k: v for k, v in request.headers.items() if not k.startswith("content-")}
    inner = {name.lower(): value for name, value in meant.headers.items()}
    return XapiRequest(meant.method, {**outer, **inner}, meant.query, meant.content or b"")


def _content(request: Request, largest: int) -> Content:
    """Read the body; what may be large and needn't be in memory goes to a file."""
    if (request.content_length or 0) > largest:
        raise _too_large(largest)
    if request.mimetype == "multipart/mixed" and (request.content_length or largest) > _IN_MEMORY:
        spool = Spool(_pieces(request, largest))
        return FilePart(spool, 0, spool.size)
    return b"".join(_pieces(request, largest))


def _pieces(request: Request, largest: int) -> Iterator[bytes]:
    size = 0
    try:
        while piece := request.stream.read(_PIECE):
            size += len(piece)
            if size > largest:
                raise _too_large(largest)
            yield piece
    except RequestEntityTooLarge:
        raise _too_large(largest) from None


def _decoded(body: bytes, encoding: str, largest: int) -> bytes:
    if encoding not in _WINDOWS:
        raise UnsupportedContentType(f"Content-Encoding {encoding} is not known; send gzip.")
    plain = b""
    for _ in range(_MOST_MEMBERS):
        unzip = zlib.decompressobj(_WINDOWS[encoding])
        try:
            plain += unzip.decompress(body, largest + 1 - len(plain))
        except zlib.error:
            raise InvalidRequest(_broken_encoding(encoding)) from None
        if len(plain) > largest:
            raise _too_large(largest)
        body = unzip.unused_data
        if unzip.eof and not body:
            return plain
    raise InvalidRequest(_broken_encoding(encoding))


def _pairs(text: bytes, what: str) -> Pairs:
    try:
        return parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:  # UnicodeDecodeError is one
        problem = Violation("", f"{what} can't be read as UTF-8 form data: {error}", "RFC 3986")
        raise InvalidParameter(problem) from None


def _broken_encoding(encoding: str) -> Violation:
    return Violation("Content-Encoding", f"The body is not what {encoding} makes.", "RFC 9110 8.4")


def _too_large(largest: int) -> TooLarge:
    return TooLarge(f"The request has more than {largest} bytes; send it in smaller parts.")
