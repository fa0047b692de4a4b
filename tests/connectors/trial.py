"""What a connector brings to the contract suite: recorded messages, and how its system signs them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import methodcaller
from pathlib import Path
from typing import Any

from connectors.connector import Delivery, Hook
from connectors.event import Event
from lrs.outgoing import Call, Reply

CONNECTORS = Path(__file__).parents[2] / "connectors"
Sign = Callable[[bytes, dict[str, str], float], dict[str, str]]


def forged(whole: Delivery) -> list[Delivery]:
    """Give what somebody else could send in place of a signed delivery."""
    return [
        replace(whole, body=whole.body + b" "),
        replace(whole, headers={"content-type": "application/json"}),
    ]


@dataclass(frozen=True)
class HookTrial:
    """A system that calls; `sign` adds to the headers what makes a body theirs, at an instant.

    `seal` is for those who sign by sending another body; `malformed` are theirs, and make no sense.
    """

    kind: str
    settings: dict[str, Any]
    sign: Sign
    file: str = "deliveries.json"
    site: Callable[[Call], Reply] | None = None  # where `verify` and `resolve` ask
    forge: Callable[[Delivery], list[Delivery]] = forged
    seal: Callable[[bytes], bytes] = bytes
    query: Mapping[str, str] = field(default_factory=dict)
    malformed: tuple[str, ...] = (
        "[1, 2",
        "[]",
        '{"post": {"id": null}, "event": 7, "payload": []}',
    )

    def recorded(self) -> list[dict[str, Any]]:
        return json.loads((CONNECTORS / self.kind / "samples" / self.file).read_text())

    def deliveries(self, now: float) -> list[Delivery]:
        return [self.delivery(one["body"], one["headers"], now) for one in self.recorded()]

    def delivery(self, body: Any, headers: dict[str, str], now: float) -> Delivery:
        raw = self.seal(body.encode() if isinstance(body, str) else json.dumps(body).encode())
        signed = {**headers, **self.sign(raw, headers, now)}
        lowered = {k.lower(): v for k, v in signed.items()}
        return Delivery(lowered, raw, now, self.query)

    def golden(self) -> Sequence[Any]:
        return json.loads((CONNECTORS / self.kind / "samples" / "statements.json").read_text())

    def events(self, hook: Hook, now: float) -> Iterator[Event]:
        """Read all that was recorded, parts being gathered into what closes their whole."""
        kept: dict[str, list[Event]] = {}
        for event in (each for delivery in self.deliveries(now) for each in hook.read(delivery)):
            part = hook.part(event)
            if part is None:
                yield event
            elif part.closes:
                yield hook.gather(event, sorted(kept[part.whole], key=lambda one: one.id))
            else:
                kept.setdefault(part.whole, []).append(event)


@dataclass(frozen=True)
class PullTrial:
    """A system that is asked; `site` answers as it was recorded, `locked` as to a wrong key."""

    kind: str
    settings: dict[str, Any]
    site: Callable[[Call], Reply]
    locked: Reply
    told: str = "statements.json"
    brought: Callable[[Any], list[dict[str, Any]]] = methodcaller(
        "statements"
    )  # what a run leaves behind
    about_people: bool = True

    def golden(self) -> Sequence[Any]:
        return json.loads((CONNECTORS / self.kind / "samples" / self.told).read_text())


@dataclass(frozen=True)
class FileTrial:
    """A system whose files are handed in; `spoiled` makes one event of a file one that can't be told."""

    kind: str
    settings: dict[str, Any]
    file: str
    spoiled: Callable[[bytes], bytes]
    reading: dict[str, Any] | None = None
    told: str = "statements.json"

    def content(self) -> bytes:
        return (CONNECTORS / self.kind / "samples" / self.file).read_bytes()

    def golden(self) -> Sequence[Any]:
        return json.loads((CONNECTORS / self.kind / "samples" / self.told).read_text())
