"""Familiar parts: the same people, verbs and activities come again and again, and stay good."""

from collections.abc import Callable
from typing import Any

import orjson

from lrs.errors import Violation
from lrs.xapi import compact_json
from lrs.xapi.properties import Part
from lrs.xapi.told import Told

_MOST = 4096
_ROOM = 2_000_000  # bytes of JSON; what it tells takes some three times as much
_LONGEST = 2048


class Familiar:
    """A check of a part, which knows by its JSON what it found to be good before.

    What such a part tells is found by `tell`, when it is asked for; None if it can't be told by the part.
    """

    def __init__(self, part: Part, tell: Callable[[Any], Told | None]) -> None:
        self._part = part
        self._tell = tell
        self._good: dict[bytes, Told | None] = {}
        self._room = _ROOM

    def __call__(self, thing: object, pointer: str, found: list[Violation]) -> None:
        text = _text(thing)
        if text in self._good:
            return
        before = len(found)
        self._part(thing, pointer, found)
        if len(found) == before and text:
            # A copy: orjson leaves room for 4 KB behind each text.
            self._keep(bytes(memoryview(text)), None)

    def told(self, text: bytes) -> Told | None:
        """Give what a part tells, by its JSON; None for one that isn't good or has to be read.

        Raises NotCompact where the text is not what orjson would write.
        """
        return self._good.get(text) or self._learnt(text)

    def _learnt(self, text: bytes) -> Told | None:
        thing, found = compact_json.value(text), list[Violation]()
        if text not in self._good:
            self._part(thing, "", found)
        told = None if found else self._tell(thing)
        if told is not None:
            self._keep(text, told)
        return told

    def _keep(self, text: bytes, told: Told | None) -> None:
        if len(text) > _LONGEST:
            return
        self._room -= len(text)
        if len(self._good) >= _MOST or self._room < 0:
            self._good.clear()
            self._room = _ROOM - len(text)
        self._good[text] = told


def _text(thing: object) -> bytes:
    try:
        return orjson.dumps(thing)
    except TypeError:  # an integer beyond 64 bits
        return b""
