"""A request as the resources see it, whichever way it came: plain, gzip'd, chunked, or in a form."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.wsgi import get_content_length, get_input_stream

from lrs.errors import InvalidParameter, InvalidRequest, TooLarge, UnsupportedContentType, Violation
from lrs.xapi import alternate_request, multipart
from lrs.xapi.content import Content, FilePart, Spool, whole

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

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


def read(environ: "WSGIEnvironment", largest: int) -> XapiRequest:
    """Read the whole request, `largest` bytes at most.

    Raises TooLarge, InvalidRequest, UnsupportedContentType for an unknown Content-Encoding.
    """
    headers = _Headers(environ)
    query = _pairs(environ["QUERY_STRING"].encode("latin-1"), "The query string")
    content = _content(environ, headers, largest)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity"}:
        content = _decoded(whole(content), encoding, largest)
    plain = XapiRequest(environ["REQUEST_METHOD"], headers, query, content)
    return _unwrapped(plain) if _is_alternate(plain) else plain


class _Headers(Mapping[str, str]):
    """The headers by their names in lower case, from where the server put them (PEP 3333)."""

    _UNPREFIXED = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})

    def __init__(self, environ: "WSGIEnvironment") -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        upper = name.upper().replace("-", "_")
        value = self._environ[upper if upper in self._UNPREFIXED else f"HTTP_{upper}"]
        if not value and upper in self._UNPREFIXED:  # some servers put both there always
            raise KeyError(name)
        return str(value)

    def __iter__(self) -> Iterator[str]:
        for key in self._environ:
            if key.startswith("HTTP_"):
                yield key[5:].replace("_", "-").lower()
            elif key in self._UNPREFIXED and self._environ[key]:
                yield key.replace("_", "-").lower()

    def __len__(self) -> int:
        return sum(1 for _ in self)


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


def _content(environ: "WSGIEnvironment", headers: _Headers, largest: int) -> Content:
    """Read the body; what may be large and needn't be in memory goes to a file."""
    length = get_content_length(environ)
    if (length or 0) > largest:
        raise _too_large(largest)
    kind = multipart.media_type(headers.get("content-type", ""))
    if kind == "multipart/mixed" and (length or largest) > _IN_MEMORY:
        spool = Spool(_pieces(environ, largest))
        return FilePart(spool, 0, spool.size)
    return b"".join(_pieces(environ, largest))


def _pieces(environ: "WSGIEnvironment", largest: int) -> Iterator[bytes]:
    size = 0
    stream = get_input_stream(environ)
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > largest:
            raise _too_large(largest)
        yield piece


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
