"""JSON as RFC 8259 and RFC 7493 have it, and nothing more lenient.

orjson reads nearly everything. Two things it does in silence are not acceptable here: it keeps the
last of two equal keys, and it rounds integers beyond 64 bits. Both are noticed cheaply, and only
then the document is read again by the slower parser of the standard library.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import orjson

from lrs.errors import InvalidRequest, Violation
from lrs.xapi.duplicate_keys import Members, repetitions

_DEEPEST = 100
_TOO_DEEP = Violation("", f"is nested deeper than {_DEEPEST} levels; flatten it", "RFC 8259 9")
_CONTAINERS = (dict, list)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")
_NO_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))
_NINETEEN_DIGITS = b"0" * 19  # fewer digits always fit into 64 bits


def loads(raw: bytes) -> Any:
    """Return the value of a JSON document.

    Raises InvalidRequest, and nothing else: for what is not JSON (NaN, Infinity, a byte order mark,
    lone surrogates, bytes that are not UTF-8), for numbers beyond a double, for nesting deeper than
    100 levels, and for repeated keys. Integers keep all their digits.
    """
    return _exact(raw, _read(raw))


class Elements:
    """What stands in an array, or the one thing that stands in none; read when it is asked for.

    Raises what `loads` raises, but what was lost is noticed when one comes to it: each is compared with
    its text just before it is used, and so while the processor's caches have to hold it anyway.
    `look` is called with all of them as soon as they are read.
    """

    def __init__(self, raw: bytes, look: Callable[[list[Any]], None] | None = None) -> None:
        self._raw = raw
        self._look = look

    @property
    def unread(self) -> bytes | None:
        """Give the text, as long as nothing of it was read."""
        return None if "_value" in self.__dict__ else self._raw

    @property
    def is_array(self) -> bool:
        return type(self._value) is list

    @cached_property
    def read(self) -> list[Any]:
        """Give all of them, not compared yet."""
        found = self._among(self._value)
        if self._look:
            self._look(found)
        return found

    def __len__(self) -> int:
        return len(self.read)

    def __iter__(self) -> Iterator[Any]:
        place = 1 if self.is_array else 0
        for number, each in enumerate(self.read):
            text = _written(each)
            if not self._raw.startswith(text, place):  # nor can the others be found from here
                yield from self._among(_exact(self._raw, self._value))[number:]
                return
            place += len(text) + 1
            yield each

    @cached_property
    def _value(self) -> Any:
        return _read(self._raw)

    def _among(self, value: Any) -> list[Any]:
        return value if type(value) is list else [value]


def dumps(value: object) -> bytes:
    """Return the value as compact JSON in UTF-8, with every digit of every integer."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _read(raw: bytes) -> Any:
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(_not_json(raw, error)) from error
    if _may_be_too_deep(raw) and _is_too_deep(value):
        raise InvalidRequest(_TOO_DEEP)
    return value


def _written(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # deeper than orjson writes, which brackets in texts had hidden
        raise InvalidRequest(_TOO_DEEP) from None


def _exact(raw: bytes, value: Any) -> Any:
    return value if _is_faithful(raw, value) else _reread(raw)


def _is_faithful(raw: bytes, value: object) -> bool:
    """Say whether orjson certainly lost neither a key nor a digit."""
    written = _written(value)
    if written == raw:
        return True
    # Every member brings a colon, so a lost one shows; only escaped colons could make up for it.
    if raw.count(b":") != written.count(b":") or b"\\u003" in raw:
        return False
    return _NINETEEN_DIGITS not in raw.translate(_DIGITS_TO_ZERO)


def _reread(raw: bytes) -> Any:
    value = json.loads(raw, object_pairs_hook=Members.of)
    found = list(repetitions(value))
    if found:
        raise InvalidRequest(*found)
    return value


def _may_be_too_deep(raw: bytes) -> bool:
    """Peel brackets off from the inside; brackets in texts may make the answer wrong either way.

    After a false no the document is still not deeper than the 254 levels that orjson writes.
    """
    brackets = raw.translate(None, _NO_BRACKETS)
    if len(brackets) <= 2 * _DEEPEST:
        return False
    for _ in range(_DEEPEST):
        if not brackets:
            return False
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return True


def _is_too_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer) if type(inner) in _CONTAINERS]
        if not level:
            return False
    return True


def _inside(container: Any) -> Iterable[Any]:
    return container.values() if type(container) is dict else container


def _not_json(raw: bytes, error: orjson.JSONDecodeError) -> Violation:
    if not raw:
        return Violation("", "is empty; send a JSON document", "RFC 8259 2")
    if raw.startswith(_BYTE_ORDER_MARK):
        return Violation("", "starts with a byte order mark; leave it out", "RFC 8259 8.1")
    try:
        raw.decode()
    except UnicodeDecodeError as wrong:
        return Violation("", f"is not UTF-8 at byte {wrong.start}", "RFC 8259 8.1")
    return Violation("", f"is not JSON: {error}", "RFC 8259 2")
