"""An event of an outside system, as a connector read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

UNREADABLE = "unreadable"
SURPRISES = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class Event:
    """`id` names the event for good in its system, an edit being another one; `body` is JSON."""

    id: str
    kind: str
    body: Mapping[str, Any]

    def dumps(self) -> bytes:
        return orjson.dumps([self.id, self.kind, self.body])


def unreadable(event_id: str, body: object, error: Exception) -> Event:
    """Give the event that stands for what nobody could read; it is buried with the reason."""
    name = "" if str(error) else type(error).__name__
    return Event(event_id, UNREADABLE, {"body": body, "error": f"{name}{error}"})


def loads(content: bytes) -> Event:
    """Read what `Event.dumps` wrote."""
    return Event(*orjson.loads(content))
