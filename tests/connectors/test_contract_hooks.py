"""What every connector that is called must do, with the recorded messages of each system."""

from typing import Any

import pytest

from connectors.connector import Hook, Origin, Source
from connectors.desk import check
from connectors.registry import CONNECTORS
from connectors.storage import Connection, State
from tests.connectors.conftest import START, Wire, Works
from tests.connectors.trial import HookTrial
from tests.connectors.trials import HOOKS

pytestmark = pytest.mark.parametrize("trial", HOOKS, ids=lambda trial: trial.kind)


def _set_up(works: Works, trial: HookTrial, **plan: Any) -> Connection:
    works.wire.site = trial.site
    return works.connect(trial.kind, trial.settings, **plan)


def test_it_tells_exactly_the_golden_statements(trial: HookTrial) -> None:
    kind = CONNECTORS[trial.kind]
    assert isinstance(kind, Hook)
    settings = check(kind, trial.settings)
    origin = Origin("https://hallway.example/connections/1", settings)
    source = Source(settings, trial.site or Wire(), START)
    told = [
        statement
        for event in trial.events(kind, START)
        for statement in kind.translate(kind.resolve(source, event), origin)
    ]
    assert told == trial.golden()


def test_everything_recorded_is_told_and_nothing_dies(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    works.bring(connection, *trial.deliveries(START))
    assert works.statements()
    assert works.dead(connection) == []


def test_a_wrong_signature_is_refused_and_keeps_nothing(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    whole = trial.deliveries(START)[0]
    for forged in trial.forge(whole):
        answer = works.call(connection.id, forged)
        assert answer.status_code == 401, answer.text
    works.hooks.work()
    assert works.statements() == []


def test_twice_is_once(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    works.bring(connection, *trial.deliveries(START))
    once = works.statements()
    works.bring(connection, *trial.deliveries(START))
    assert works.statements() == once
    assert works.dead(connection) == []


def test_any_order_tells_the_same(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    works.bring(connection, *reversed(trial.deliveries(START)))
    backwards = {each["id"]: each for each in works.statements()}
    works.bring(connection, *trial.deliveries(START))
    assert {each["id"]: each for each in works.statements()} == backwards


def test_a_malformed_event_becomes_a_dead_letter_and_the_others_go_on(
    works: Works, trial: HookTrial
) -> None:
    connection = _set_up(works, trial)
    good = trial.recorded()
    bad = [trial.delivery(body, good[0]["headers"], START) for body in trial.malformed]
    works.bring(connection, *bad, *trial.deliveries(START))
    assert works.dead(connection)
    assert works.statements()


def test_a_huge_delivery_is_refused(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    headers = trial.recorded()[0]["headers"]
    huge = trial.delivery('{"a": "' + "x" * 1_100_000 + '"}', headers, START)
    assert works.call(connection.id, huge).status_code == 413


def test_a_paused_connection_takes_nothing(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    works.desk.set_state(connection, State.PAUSED)
    assert works.call(connection.id, trial.deliveries(START)[0]).status_code == 404


def test_nobody_is_named_where_only_figures_are_wanted(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial, aggregate=True)
    works.bring(connection, *trial.deliveries(START))
    names = {each["actor"]["account"]["name"] for each in works.statements()}
    assert names == {"everybody"}


def test_secrets_are_not_readable_in_the_database(works: Works, trial: HookTrial) -> None:
    connection = _set_up(works, trial)
    secret = next(
        v for k, v in trial.settings.items() if k in ("secret", "token", "signing_secret")
    )
    assert secret.encode() not in works.desk.find(works.store.id, connection.id).settings
