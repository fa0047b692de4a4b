"""What webhooks bring: kept at once, told by the worker, tried again, and buried in the end."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import cast
from uuid import uuid4

import orjson

from connectors.connector import Delivery, Hook
from connectors.desk import SECOND, Desk
from connectors.errors import Fatal, Retriable, Skippable
from connectors.event import SURPRISES, Event, unreadable
from connectors.gathering import Gathering
from connectors.registry import connector
from connectors.run import Runner, wait
from connectors.storage import Connection, Kept, Waiting

ERRAND = "hooks"
_TOGETHER = 200
_TRIES = 12


class Hooks:
    """Keeps what webhooks bring, and tells it when the worker calls."""

    def __init__(self, desk: Desk, runner: Runner) -> None:
        self._desk = desk
        self._runner = runner
        self._gathering = Gathering(desk)

    def keep(self, connection: Connection, delivery: Delivery) -> None:
        kept = Kept(
            connection.store_id,
            connection.id,
            uuid4(),
            self._desk.seal.close(_packed(delivery)),
            round(delivery.received * SECOND),
            0,
            round(delivery.received * SECOND),
            "",
        )
        self._desk.write(connection.store_id, lambda known: known.keep(kept))

    def work(self) -> None:
        for store in self._desk.lrs.stores():
            if self.work_on(store.id):
                self._desk.lrs.queue.send(ERRAND)

    def work_on(self, store_id: int) -> bool:
        """Tell some of what waits in a store; True when more may wait."""
        with self._desk.lrs.database.reading() as sql:
            waiting = Waiting(sql, store_id).deliveries(self._desk.clock(), _TOGETHER)
        for connection_id, group in groupby(waiting, key=attrgetter("connection_id")):
            self._told(self._desk.find(store_id, connection_id), list(group))
        return len(waiting) == _TOGETHER

    def last_events(self, connection: Connection, limit: int) -> list[Event]:
        """Read once more what came last, as far as it is still kept; nothing is changed by it."""
        hook = cast(Hook, connector(connection.kind))
        with self._desk.lrs.database.reading() as sql:
            last = Waiting(sql, connection.store_id).last_deliveries(connection.id, limit)
        events = [event for kept in last for event in self._events(connection, kept)]
        return self._gathering.seen(hook, connection, events)

    def _told(self, connection: Connection, group: Sequence[Kept]) -> None:
        """Tell deliveries together, which is a lot cheaper, or one by one where one may fail alone."""
        hook = cast(Hook, connector(connection.kind))
        asks = type(hook).resolve is not Hook.resolve
        if len(group) == 1 or asks:
            for kept in group:
                self._one(hook, connection, kept)
            return
        try:
            self._take(hook, connection, group)
        except (Retriable, Fatal):
            for kept in group:
                self._one(hook, connection, kept)

    def _one(self, hook: Hook, connection: Connection, kept: Kept) -> None:
        try:
            self._take(hook, connection, [kept])
        except Retriable as error:
            self._again(connection, kept, error)
        except Fatal as error:
            self._runner.failed(connection, error)
            self._again(connection, kept, error)

    def _take(self, hook: Hook, connection: Connection, group: Sequence[Kept]) -> None:
        ready = [
            event
            for kept in group
            for event in self._gathering.ready(
                hook, connection, self._events(connection, kept), kept.received
            )
        ]
        self._runner.take(connection, ready)
        self._desk.write(connection.store_id, lambda known: known.settle_all(group))

    def _events(self, connection: Connection, kept: Kept) -> list[Event]:
        """Read a delivery; one that can't be read becomes one event that is buried whole."""
        hook = cast(Hook, connector(connection.kind))
        delivery = _unpacked(self._desk.seal.open(kept.content))
        try:
            return list(hook.read(delivery))
        except (Skippable, *SURPRISES) as error:
            return [unreadable(str(kept.id), delivery.body.decode(errors="replace"), error)]

    def _again(self, connection: Connection, kept: Kept, error: Exception) -> None:
        tries = kept.tries + 1
        due = self._desk.clock() + wait(tries, error) if tries < _TRIES else None
        self._settle(kept, tries=tries, due=due, reason=str(error))
        if due is None:
            events = self._events(connection, kept)
            self._runner.bury(connection, events, f"Given up after {tries} tries: {error}")

    def _settle(self, kept: Kept, **values: object) -> None:
        self._desk.write(kept.store_id, lambda known: known.settle(kept, **values))


def _packed(delivery: Delivery) -> bytes:
    body = delivery.body.decode("latin-1")  # every byte has its letter
    return orjson.dumps([dict(delivery.headers), body, delivery.received, dict(delivery.query)])


def _unpacked(content: bytes) -> Delivery:
    headers, body, received, query = orjson.loads(content)
    return Delivery(headers, body.encode("latin-1"), received, query)
