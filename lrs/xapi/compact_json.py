"""Compact JSON taken apart: members keep the very bytes that stood there, and nothing is read of them yet.

Only what no parser could have lost anything of is taken. A repeated key, a blank and an escape in a key each
make a text longer than its members and their punctuation, so a length that fits says that there is none.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import orjson

_MOST_BRACKETS = 80  # so a value can't lie deeper than `strict_json` allows for a whole document
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])

Members = dict[str, msgspec.Raw]


class NotCompact(Exception):
    """A text isn't what a writer of compact JSON makes; `strict_json` has to say what it is."""


def elements(raw: bytes) -> Sequence[bytes | msgspec.Raw]:
    """Give the JSON of each element of an array, or of the one object that stands in none.

    Raises NotCompact.
    """
    return [raw] if raw.startswith(b"{") else _decoded(_ELEMENTS, raw)


def members(text: bytes) -> Members:
    """Give the JSON of each member of an object. Raises NotCompact."""
    found: Members = _decoded(_MEMBERS, text)
    # A brace, and for each two quotation marks, a colon, and a comma or a brace behind it.
    length = 1 + 4 * len(found) + sum(map(len, found)) + sum(map(len, found.values()))
    if max(length, 2) != len(text):
        raise NotCompact
    return found


def value(text: bytes) -> Any:
    """Give the value of a text that is just what orjson makes of it. Raises NotCompact."""
    if len(text) > 2 * _MOST_BRACKETS and text.count(b"{") + text.count(b"[") > _MOST_BRACKETS:
        raise NotCompact
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise NotCompact from None
    if orjson.dumps(found) != text:
        raise NotCompact
    return found


def _decoded(decoder: msgspec.json.Decoder[Any], text: bytes) -> Any:
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotCompact from None
