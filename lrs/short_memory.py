"""A memory that forgets after a moment: under load it saves a query a request, at rest nothing is stale."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

Name = TypeVar("Name")
Value = TypeVar("Value")

_MOST = 1000


class ShortMemory(Generic[Name, Value]):
    """Values by name, each for `seconds` after it was found; refusals are not remembered."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._known: dict[Name, tuple[float, Value]] = {}

    def get(self, name: Name, find: Callable[[], Value]) -> Value:
        now = time.monotonic()
        until, value = self._known.get(name, (0.0, None))
        if value is not None and now < until:
            return value
        found = find()
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[name] = (now + self._seconds, found)
        return found
