"""What every connector that asks must do, against each system as it was recorded."""

import httpx
import pytest

from connectors.connector import Origin, Pull, Source
from connectors.desk import check
from connectors.registry import CONNECTORS
from connectors.storage import Connection, State
from lrs.outgoing import Reply, Unreachable
from tests.connectors.conftest import START, Works
from tests.connectors.trial import PullTrial
from tests.connectors.trials import PULLS

pytestmark = pytest.mark.parametrize("trial", PULLS, ids=lambda trial: trial.kind)
_DAY = 86_400


def _connected(works: Works, trial: PullTrial) -> Connection:
    works.wire.site = trial.site
    return works.connect(trial.kind, trial.settings)


def _run(works: Works, connection: Connection) -> Connection:
    works.runner.run_due()
    return works.desk.find(works.store.id, connection.id)


def _reply(status: int, **headers: str) -> Reply:
    return Reply(status, "", httpx.Headers(headers), b"{}")


def test_it_tells_exactly_the_golden_statements(trial: PullTrial) -> None:
    kind = CONNECTORS[trial.kind]
    assert isinstance(kind, Pull)
    settings = check(kind, trial.settings)
    origin = Origin("https://hallway.example/connections/1", settings)
    told = [
        statement
        for page in kind.pages(Source(settings, trial.site, START), "")
        for event in page.events
        for statement in kind.translate(event, origin)
    ]
    assert told == trial.golden()


def test_everything_is_told_once_however_often_it_runs(works: Works, trial: PullTrial) -> None:
    connection = _connected(works, trial)
    after = _run(works, connection)
    once = trial.brought(works)
    assert once
    assert (after.state, after.reason, works.dead(connection)) == (State.ACTIVE, "", [])
    for _ in range(2):
        works.clock.seconds += _DAY + 1
        _run(works, connection)
    assert trial.brought(works) == once


def test_a_cursor_that_nobody_knows_begins_anew_and_tells_nothing_twice(
    works: Works, trial: PullTrial
) -> None:
    connection = _connected(works, trial)
    _run(works, connection)
    once = trial.brought(works)
    works.desk.write(
        works.store.id, lambda known: known.change(connection.id, cursor="forgotten", next_run=0)
    )
    after = _run(works, connection)
    assert after.reason == ""
    assert trial.brought(works) == once


@pytest.mark.parametrize(
    "trouble",
    [_reply(500), _reply(429, **{"Retry-After": "120"}), Unreachable("no connection")],
    ids=["server error", "rate limit", "unreachable"],
)
def test_trouble_on_the_way_is_tried_again_later(
    works: Works, trial: PullTrial, trouble: Reply | Unreachable
) -> None:
    connection = _connected(works, trial)
    works.wire.trouble = [trouble]
    after = _run(works, connection)
    assert (after.state, after.failures) == (State.ACTIVE, 1)
    assert after.reason
    assert after.next_run > works.clock()
    works.clock.seconds = after.next_run / 1_000_000 + 1
    assert _run(works, connection).failures == 0
    assert trial.brought(works)


def test_it_waits_as_long_as_the_system_asks(works: Works, trial: PullTrial) -> None:
    connection = _connected(works, trial)
    works.wire.trouble = [_reply(429, **{"Retry-After": "120"})]
    after = _run(works, connection)
    assert after.next_run - works.clock() == 120_000_000


def test_trouble_in_the_middle_loses_nothing(works: Works, trial: PullTrial) -> None:
    """Whatever had been told before stays, and the rest comes with the next run."""
    whole = _connected(works, trial)
    _run(works, whole)
    calls = len(works.wire.calls)
    expected = len(trial.brought(works))
    other = works.connect(trial.kind, trial.settings)
    for number in range(1, calls):
        works.wire.calls.clear()
        works.wire.site = _failing(trial, number)
        works.desk.write(
            works.store.id,
            lambda known: known.change(other.id, next_run=0, failures=0, cursor="", claimed=0),
        )
        assert _run(works, other).failures == 1
    works.wire.site = trial.site
    works.desk.write(works.store.id, lambda known: known.change(other.id, next_run=0))
    assert _run(works, other).failures == 0
    assert len(trial.brought(works)) == 2 * expected  # each connection tells under ids of its own


def _failing(trial: PullTrial, number: int):
    answered = [0]

    def site(call):
        answered[0] += 1
        return _reply(503) if answered[0] == number else trial.site(call)

    return site


def test_a_key_that_is_refused_stops_the_connection_and_says_so(
    works: Works, trial: PullTrial
) -> None:
    connection = _connected(works, trial)
    works.wire.site = lambda call: trial.locked
    after = _run(works, connection)
    assert after.state is State.BROKEN
    assert after.reason
    works.clock.seconds += _DAY
    works.wire.calls.clear()
    _run(works, connection)
    assert works.wire.calls == []


def test_nobody_is_named_where_only_figures_are_wanted(works: Works, trial: PullTrial) -> None:
    if not trial.about_people:
        pytest.skip("it tells of nobody")
    works.wire.site = trial.site
    connection = works.connect(trial.kind, trial.settings, aggregate=True)
    _run(works, connection)
    names = {each["actor"]["account"]["name"] for each in trial.brought(works)}
    assert names == {"everybody"}


def test_people_who_paused_are_left_out(works: Works, trial: PullTrial) -> None:
    if not trial.about_people:
        pytest.skip("it tells of nobody")
    connection = _connected(works, trial)
    somebody = trial.golden()[0]["actor"]
    person = works.lrs.meet(works.store.id, somebody)
    works.desk.pause_person(works.store.id, person, paused=True)
    _run(works, connection)
    assert somebody not in [each["actor"] for each in trial.brought(works)]
