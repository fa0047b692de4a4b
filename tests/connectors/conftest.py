"""Connections over an empty store on both databases, and an application that webhooks call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
import pytest
from flask import Flask
from werkzeug.test import TestResponse

import connectors
from connectors.connector import Delivery
from connectors.desk import Desk, Plan
from connectors.hooks import Hooks
from connectors.run import Runner
from connectors.storage import Connection
from lrs import Access, Lrs, Store
from lrs.outgoing import Call, Reply, Unreachable
from lrs.web import furnish
from lrs.xapi.statement_query import StatementQuery

START = 1_772_000_000.0  # seconds


@dataclass
class Clock:
    """Stands still until somebody moves it; microseconds."""

    seconds: float = START

    def __call__(self) -> int:
        return round(self.seconds * 1_000_000)


@dataclass
class Wire:
    """The way out of these tests: it leads to one outside system, `trouble` on the way first, once each."""

    site: Callable[[Call], Reply] | None = None
    trouble: list[Reply | Unreachable] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def __call__(self, call: Call) -> Reply:
        self.calls.append(call)
        if self.trouble:
            first = self.trouble.pop(0)
            if isinstance(first, Unreachable):
                raise first
            return first
        if self.site is None:
            raise Unreachable(f"{call.url} is not there")
        return self.site(call)


@dataclass
class Works:
    """A working set of connectors."""

    lrs: Lrs
    store: Store
    desk: Desk
    runner: Runner
    hooks: Hooks
    clock: Clock
    wire: Wire
    app: Flask

    def connect(self, kind: str, settings: dict[str, Any], **plan: Any) -> Connection:
        return self.desk.add(
            self.store.id, Plan(kind, plan.pop("name", ""), settings, {}, **plan), "test"
        )

    def call(self, connection_id: UUID, delivery: Delivery) -> TestResponse:
        return self.app.test_client().post(
            f"/hooks/{connection_id}",
            data=delivery.body,
            headers=dict(delivery.headers),
            query_string=dict(delivery.query),
        )

    def bring(self, connection: Connection, *deliveries: Delivery) -> None:
        """Call and let the worker tell, at once and after an hour for what comes in parts."""
        for delivery in deliveries:
            answer = self.call(connection.id, delivery)
            assert answer.status_code in (200, 202), answer.text
        self.hooks.work()
        self.clock.seconds += 3600
        self.hooks.work()
        self.clock.seconds -= 3600

    def statements(self) -> list[dict[str, Any]]:
        """All statements that count, oldest first, without what only the store knows."""
        access: Access = self.lrs.own_access(self.store.id)
        page = self.lrs.statements(access, StatementQuery(limit=500, ascending=True), None)
        found = [orjson.loads(each) for each in page.statements]
        hidden = ("stored", "authority", "version")
        return [{k: v for k, v in each.items() if k not in hidden} for each in found]

    def dead(self, connection: Connection) -> list[str]:
        return [each.reason for each in self.desk.dead_letters(connection, 0, 100)]


@pytest.fixture
def works(lrs: Lrs, store: Store) -> Works:
    clock, wire = Clock(), Wire()
    send: Callable[[Call], Reply] = wire
    desk = Desk(lrs, send, clock)
    runner = Runner(desk)
    app = Flask(__name__, static_folder=None)
    furnish(app, lrs.settings, lrs.database)
    for blueprint in connectors.blueprints(lrs, send, clock):
        app.register_blueprint(blueprint)
    return Works(lrs, store, desk, runner, Hooks(desk, runner), clock, wire, app)
