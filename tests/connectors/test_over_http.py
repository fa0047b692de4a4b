"""Every connector over true HTTP: systems that call a running Hallway, and systems that it asks."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

import lrs.outgoing
from connectors.connector import Delivery
from connectors.storage import State
from lrs.outgoing import Call, Reply
from tests.connectors.conftest import START, Works
from tests.connectors.over_http import CUT, GARBAGE, HANG, faked, served
from tests.connectors.trial import HookTrial, PullTrial
from tests.connectors.trials import HOOKS, PULLS

pytestmark = pytest.mark.parametrize("kind", ["sqlite"])
each_hook = pytest.mark.parametrize("trial", HOOKS, ids=lambda trial: trial.kind)
each_pull = pytest.mark.parametrize("trial", PULLS, ids=lambda trial: trial.kind)


def _nowhere(call: Call) -> Reply:
    return Reply(404, "", httpx.Headers(), b"")


def _reply(status: int, **headers: str) -> Reply:
    return Reply(status, "", httpx.Headers(headers), b"{}")


def _post(address: str, delivery: Delivery) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.post(
            address,
            content=delivery.body,
            headers=dict(delivery.headers),
            params=dict(delivery.query),
        )


def _verbs(statements: Sequence[dict[str, Any]]) -> list[str]:
    """The verbs of what counts: what was voided doesn't, and what was told twice does once."""
    once = {each["id"]: each for each in statements}
    void = {s["object"]["id"] for s in once.values() if s["verb"]["id"].endswith("/voided")}
    return sorted(s["verb"]["id"] for name, s in once.items() if name not in void)


@each_hook
def test_what_was_recorded_is_posted_to_a_running_hallway(works: Works, trial: HookTrial) -> None:
    connection = works.connect(trial.kind, trial.settings)
    with faked(trial.site or _nowhere) as fake, served(works.app) as address:
        works.wire.site = fake.send
        hook = f"{address}/hooks/{connection.id}"
        for delivery in trial.deliveries(START):
            assert _post(hook, delivery).status_code in (200, 202)
        assert works.statements() == []  # it only answered; the worker tells
        works.hooks.work()
        works.clock.seconds += 3600
        works.hooks.work()
        forged = trial.forge(trial.deliveries(START)[0])[0]
        assert _post(hook, forged).status_code == 401
    assert works.dead(connection) == []
    assert _verbs(works.statements()) == _verbs(trial.golden())


@each_pull
def test_what_was_recorded_is_asked_for(works: Works, trial: PullTrial) -> None:
    connection = works.connect(trial.kind, trial.settings)
    with faked(trial.site) as fake:
        works.wire.site = fake.send
        works.runner.run_due()
        assert fake.asked > 0
    after = works.desk.find(works.store.id, connection.id)
    assert (after.state, after.reason, works.dead(connection)) == (State.ACTIVE, "", [])
    assert trial.brought(works)
    assert _verbs(works.statements()) == _verbs(trial.golden())


@each_pull
@pytest.mark.parametrize(
    "trouble",
    [_reply(429, **{"Retry-After": "120"}), CUT],
    ids=["rate limit", "cut"],
)
def test_trouble_on_the_wire_is_tried_again(
    works: Works, trial: PullTrial, trouble: Reply | str
) -> None:
    connection = works.connect(trial.kind, trial.settings)
    with faked(trial.site) as fake:
        works.wire.site = fake.send
        fake.trouble = [trouble]
        works.runner.run_due()
        after = works.desk.find(works.store.id, connection.id)
        assert (after.state, after.failures) == (State.ACTIVE, 1)
        works.clock.seconds = after.next_run / 1_000_000 + 1
        works.runner.run_due()
    assert works.desk.find(works.store.id, connection.id).reason == ""
    assert trial.brought(works)


@pytest.mark.parametrize("trouble", [HANG, GARBAGE, _reply(500)], ids=["hangs", "no HTTP", "500"])
def test_a_system_in_deeper_trouble_is_given_up_and_asked_again(
    works: Works, trouble: Reply | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lrs.outgoing, "_READ", 0.3)
    trial = next(each for each in PULLS if each.kind == "moodle")
    connection = works.connect(trial.kind, trial.settings)
    with faked(trial.site) as fake:
        works.wire.site = fake.send
        fake.trouble = [trouble]
        works.runner.run_due()
        after = works.desk.find(works.store.id, connection.id)
        assert (after.state, after.failures) == (State.ACTIVE, 1)
        works.clock.seconds = after.next_run / 1_000_000 + 1
        monkeypatch.undo()
        works.runner.run_due()
    assert works.statements()


@each_pull
def test_a_key_that_is_refused_on_the_wire_stops_the_connection(
    works: Works, trial: PullTrial
) -> None:
    connection = works.connect(trial.kind, trial.settings)
    with faked(lambda call: trial.locked) as fake:
        works.wire.site = fake.send
        works.runner.run_due()
    assert works.desk.find(works.store.id, connection.id).state is State.BROKEN
