"""What a connector brings to the contract suite: recorded messages, and how its system signs them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from connectors.connector import Delivery
from lrs.outgoing import Call, Reply

CONNECTORS = Path(__file__).parents[2] / "connectors"
Sign = Callable[[bytes, dict[str, str], float], dict[str, str]]


@dataclass(frozen=True)
class HookTrial:
    """A system that calls; `sign` adds to the headers what makes a body theirs, at an instant."""

    kind: str
    settings: dict[str, Any]
    sign: Sign
    file: str = "deliveries.json"
    site: Callable[[Call], Reply] | None = None  # where `resolve` asks

    def recorded(self) -> list[dict[str, Any]]:
        return json.loads((CONNECTORS / self.kind / "samples" / self.file).read_text())

    def deliveries(self, now: float) -> list[Delivery]:
        return [self.delivery(one["body"], one["headers"], now) for one in self.recorded()]

    def delivery(self, body: Any, headers: dict[str, str], now: float) -> Delivery:
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        signed = {**headers, **self.sign(raw, headers, now)}
        return Delivery({k.lower(): v for k, v in signed.items()}, raw, now)

    def golden(self) -> Sequence[Any]:
        return json.loads((CONNECTORS / self.kind / "samples" / "statements.json").read_text())


@dataclass(frozen=True)
class PullTrial:
    """A system that is asked; `site` answers as it was recorded, `locked` as to a wrong key."""

    kind: str
    settings: dict[str, Any]
    site: Callable[[Call], Reply]
    locked: Reply

    def golden(self) -> Sequence[Any]:
        return json.loads((CONNECTORS / self.kind / "samples" / "statements.json").read_text())
