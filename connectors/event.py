"""An event of an outside system, as a connector read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Event:
    """`id` names the event for good in its system, an edit being another one; `body` is JSON."""

    id: str
    kind: str
    body: Mapping[str, Any]

    def dumps(self) -> bytes:
        return orjson.dumps([self.id, self.kind, self.body])


def loads(content: bytes) -> Event:
    """Read what `Event.dumps` wrote."""
    return Event(*orjson.loads(content))
