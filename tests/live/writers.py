"""Clients that write without pause and remember what they were promised."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from tests.builders import a_statement, an_activity, an_agent, statements
from tests.conftest import authorization
from tests.live_server import LiveServer

Json = dict[str, Any]
Ids = tuple[str, ...]


@dataclass
class Promises:
    """Batches by what became of them, and every status that was answered. Shared by all writers."""

    acknowledged: set[Ids] = field(default_factory=set)
    open: set[Ids] = field(default_factory=set)
    statuses: dict[int, int] = field(default_factory=dict)
    retry_after: set[str | None] = field(default_factory=set)
    broken: int = 0

    def answered(self, ids: Ids, status: int, retry_after: str | None) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status == 200:
            self.acknowledged.add(ids)
            self.open.discard(ids)
        if status == 503:
            self.retry_after.add(retry_after)


class Target:
    """Where to write to; the server behind it may be killed and come back elsewhere."""

    def __init__(self, server: LiveServer) -> None:
        assert server.key
        self.address = urlsplit(server.url)
        self.headers = authorization(server.key) | {
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        }

    def connect(self) -> HTTPConnection:
        assert self.address.hostname
        return HTTPConnection(self.address.hostname, self.address.port, timeout=60)

    def moved_to(self, server: LiveServer) -> None:
        self.address = urlsplit(server.url)


def a_batch(luck: random.Random, size: int) -> list[Json]:
    """Statements about the same few people and activities as everybody's, in an order of its own."""
    return [
        each
        | {
            "actor": an_agent(f"learner-{luck.randrange(20)}") | {"name": f"Name {luck.random()}"},
            "object": an_activity(
                f"course-{luck.randrange(20)}", description={"en": f"Text {luck.random()}"}
            ),
        }
        for each in statements(size)
    ]


@contextmanager
def writing(
    target: Target, promises: Promises, writers: int = 8, size: int = 5, seed: int = 1
) -> Iterator[None]:
    """Let that many writers work as long as the block lasts."""
    stop = threading.Event()
    threads = [
        threading.Thread(
            target=_write, args=(target, promises, random.Random(f"{seed} {n}"), size, stop)
        )
        for n in range(writers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(90)
    assert not any(thread.is_alive() for thread in threads), "a writer never got an answer"


def _write(
    target: Target, promises: Promises, luck: random.Random, size: int, stop: threading.Event
) -> None:
    connection = target.connect()
    while not stop.is_set():
        batch = a_batch(luck, size)
        ids = tuple(str(each["id"]) for each in batch)
        promises.open.add(ids)
        # Half of the clients that hear nothing try again, the others never learn what became of it.
        for _ in range(luck.choice([1, 3])):
            try:
                status, retry_after = post(connection, target, batch)
            except (OSError, HTTPException):
                promises.broken += 1
                connection.close()
                connection = target.connect()
                time.sleep(0.02)
                continue
            promises.answered(ids, status, retry_after)
            if status == 200:
                break
            time.sleep(0.05)
    connection.close()


def post(connection: HTTPConnection, target: Target, batch: list[Json]) -> tuple[int, str | None]:
    connection.request("POST", "/xapi/statements", json.dumps(batch), target.headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.getheader("Retry-After")


def get(target: Target, path: str) -> tuple[Json, str]:
    """Give the JSON at this path, and how far the store was consistent."""
    connection = target.connect()
    connection.request("GET", path, headers=target.headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body
    through = answer.getheader("X-Experience-API-Consistent-Through")
    assert through
    return json.loads(body), through


def pages(target: Target, path: str) -> Iterator[list[Json]]:
    while path:
        found, _ = get(target, path)
        yield found["statements"]
        path = found["more"]


def everything(target: Target, query: str = "") -> list[str]:
    """Give the ids of all that the store answers, as often as it answers them."""
    found = pages(target, f"/xapi/statements?limit=500&ascending=true{query}")
    return [str(each["id"]) for page in found for each in page]


def check(target: Target, promises: Promises) -> None:
    """Nothing acknowledged is missing, nothing is there twice, nothing by half; the index agrees."""
    stored = everything(target)
    there = set(stored)
    assert len(stored) == len(there), "a statement is there twice"
    missing = [ids for ids in promises.acknowledged if not there.issuperset(ids)]
    assert missing == [], f"{len(missing)} acknowledged batches are missing"
    halves = [ids for ids in promises.open if not there.isdisjoint(ids) and not there >= set(ids)]
    assert halves == [], "half a batch is there"
    known = {one for ids in promises.acknowledged | promises.open for one in ids}
    assert there <= known, "something is there that nobody wrote"
    verb = "&verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fcompleted"
    assert everything(target, verb) == stored, "the index has other statements than the store"


def a_large_batch(size: int) -> list[Json]:
    return [a_statement(id=each["id"]) for each in statements(size)]
