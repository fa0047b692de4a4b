"""What outlets lead to: another Hallway's xAPI, and a receiver that checks calls by the book."""

import base64
import hmac
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import httpx
from flask import Flask

from connectors.out.office import Office
from connectors.out.outlet import Kind, Outlet
from connectors.out.plan import Plan
from connectors.out.sending import Sending
from lrs import Lrs, Scope, Store
from lrs.administration import NewKey
from lrs.outgoing import Call, Reply
from lrs.xapi.statement_query import StatementQuery
from tests.connectors.conftest import Clock, Wire

THERE = "https://other.example/xapi"
RECEIVER = "https://receiver.example/hallway"
SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four bytes or more").decode()


def served_by(app: Flask):
    """Answer calls with an application, wherever its address says that it is."""

    def site(call: Call) -> Reply:
        parts = urlsplit(call.url)
        answer = app.test_client().open(
            f"{parts.path}?{parts.query}",
            method=call.method,
            headers=dict(call.headers),
            data=call.content,
            buffered=True,
        )
        headers = httpx.Headers(list(answer.headers.items()))
        return Reply(answer.status_code, "", headers, answer.data)

    return site


@dataclass
class Receiver:
    """Takes calls; `answers` come first, once each."""

    answers: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __call__(self, call: Call) -> Reply:
        assert call.url == RECEIVER
        self._check(call)
        status = self.answers.pop(0) if self.answers else 204
        if status < 300:
            self.got.append(json.loads(call.content))
            self.ids.append(call.headers["webhook-id"])
        return Reply(status, "", httpx.Headers(), b"")

    def _check(self, call: Call) -> None:
        """Check as Standard Webhooks says, without our code."""
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        head = f"{call.headers['webhook-id']}.{call.headers['webhook-timestamp']}."
        made = base64.b64encode(hmac.new(key, head.encode() + call.content, sha256).digest())
        assert f"v1,{made.decode()}" in call.headers["webhook-signature"].split(" ")


@dataclass
class Outside:
    """A store with outlets, and another store elsewhere."""

    lrs: Lrs
    store: Store
    other: Store
    other_key: NewKey
    office: Office
    sending: Sending
    clock: Clock
    wire: Wire
    app: Flask

    def forward(self, since: int | None = 0, **choice: Any) -> Outlet:
        given = {"address": THERE, "key": self.other_key.key, "secret": self.other_key.secret}
        plan = Plan(Kind.LRS, "", {**given, **choice}, since)
        return self.office.add(self.store.id, plan, "test")

    def call(self, *happenings: str, **choice: Any) -> Outlet:
        given = {"address": RECEIVER, "secret": SECRET, "happenings": list(happenings)}
        return self.office.add(
            self.store.id, Plan(Kind.WEBHOOK, "", {**given, **choice}, 0), "test"
        )

    def record(self, *statements: dict[str, Any], key: NewKey | None = None) -> list[str]:
        access = self.lrs.own_access(self.store.id)
        if key:
            access = self.lrs.authenticate(key.key, key.secret)
        return self.lrs.record_statements(access, list(statements))

    def there(self, store: Store | None = None) -> list[dict[str, Any]]:
        """All statements of the other store that count, oldest first."""
        access = self.lrs.own_access((store or self.other).id)
        page = self.lrs.statements(access, StatementQuery(limit=500, ascending=True), None)
        return [json.loads(each) for each in page.statements]

    def run(self, outlet: Outlet, after: float = 60) -> Outlet:
        self.clock.seconds += after
        self.sending.run_due()
        return self.office.find(outlet.store_id, outlet.id)


def outside(lrs: Lrs, store: Store, app: Flask) -> Outside:
    from connectors.desk import Desk

    other = lrs.create_store("elsewhere")
    clock, wire = Clock(), Wire(served_by(app))
    office = Office(lrs, clock)
    sending = Sending(office, Desk(lrs, wire, clock), wire)
    key = lrs.create_key(other, [Scope.ALL], "Forwarded")
    return Outside(lrs, store, other, key, office, sending, clock, wire, app)
