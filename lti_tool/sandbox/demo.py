"""The demo: a year of the association, sent to a store as any system would send it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from lrs import Conflict, Lrs, LrsError, NotAuthenticated, Scope
from lti_tool.sandbox.people import ASSOCIATION

if TYPE_CHECKING:
    import httpx

STORE = "default"
TIME_ZONE = "America/Chicago"
BATCH = 500


class DemoRefused(LrsError):
    """The store didn't take a batch; the text says what it answered."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo remembers between runs: its key, and the ISO date before which its year ends."""

    key: str
    secret: str
    end: str


def remembered(lrs: Lrs, file: Path) -> Demo | None:
    """Give the demo of an earlier run, or None when there is none or its key opens nothing here."""
    if not file.exists():
        return None
    demo = Demo(**json.loads(file.read_text()))
    try:
        lrs.authenticate(demo.key, demo.secret)
    except NotAuthenticated:
        return None
    return demo


def begin(lrs: Lrs, file: Path, end: date) -> Demo:
    """Make a key for the demo's statements, and the store if need be; write down what the next run needs."""
    if not any(store.name == STORE for store in lrs.stores()):
        lrs.create_store(STORE, ASSOCIATION, TIME_ZONE)
    key = lrs.create_key(lrs.store_named(STORE), [Scope.ALL], "Association demo")
    demo = Demo(key.key, key.secret, end.isoformat())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(asdict(demo), indent=2) + "\n")
    return demo


def client(demo: Demo, endpoint: str, transport: "httpx.BaseTransport | None") -> "httpx.Client":
    """Speak xAPI to an endpoint, or through a transport to an application in this process."""
    import httpx

    return httpx.Client(
        base_url=endpoint,
        transport=transport,
        auth=(demo.key, demo.secret),
        headers={"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"},
        timeout=60,
    )


def holds(xapi: "httpx.Client", statement: dict[str, Any]) -> bool:
    """Say whether the store has this statement already. Raises DemoRefused when nothing answers."""
    import httpx

    try:
        found = xapi.get("statements", params={"statementId": statement["id"]})
    except httpx.TransportError as error:
        raise DemoRefused(
            f"Nothing answers at {xapi.base_url}; start `hallway serve`, or leave --endpoint out."
        ) from error
    if found.status_code not in {200, 404}:
        raise DemoRefused(f"{found.request.url} answers {found.status_code}: {found.text}")
    return found.status_code == 200


def send(xapi: "httpx.Client", statements: Iterable[dict[str, Any]]) -> Iterator[int]:
    """Post in batches, and say after each how many were in it. Sending again changes nothing.

    Raises Conflict when the store has the year with another end, DemoRefused for any other refusal.
    """
    waiting = iter(statements)
    while batch := list(islice(waiting, BATCH)):
        answer = xapi.post("statements", content=orjson.dumps(batch))
        if answer.status_code == 409:
            raise Conflict("The store has this association's year already, with another end date.")
        if answer.status_code != 200:
            raise DemoRefused(f"The store answers {answer.status_code}: {answer.text}")
        yield len(batch)
