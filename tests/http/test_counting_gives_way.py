"""Counting for reports gives way to who writes, and is done nevertheless."""

from collections.abc import Callable

import pytest

from lrs import Scope, clock, health, reporting
from lrs.giving_way import GivingWay
from lrs.storage.report_rows import ReportRows
from lrs.storage.stores import Store
from tests.builders import a_statement, an_agent
from tests.http.xapi_client import Application


class Day:
    """A clock that runs a little whenever somebody looks at it, and what was slept."""

    def __init__(self, tick: float = 0.0, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.at = 0.0
        self.rests: list[float] = []
        self._tick = tick
        self._meanwhile = meanwhile

    def clock(self) -> float:
        self.at += self._tick
        return self.at

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.at += seconds
        self._meanwhile()


def _post(application: Application, store: Store, number: int) -> None:
    said = [a_statement(actor=an_agent(f"a{each}")) for each in range(number)]
    application.client(store, Scope.ALL).post(*said)


def _waiting(application: Application, store: Store) -> int:
    database = application.database
    with database.reading() as connection:
        return ReportRows(connection, database.dialect, store.id).count_waiting()


def test_it_rests_while_many_statements_come_in_and_not_while_few_do(
    application: Application,
) -> None:
    store, day = application.new_store(), Day()
    way = GivingWay(application.database, store.id, 60.0, day.rest, day.clock)
    for seconds, statements in ((0.5, 60), (0.5, 40), (3.0, 400), (0.5, 1)):
        day.at += seconds
        _post(application, store, statements)
        assert way.goes_on()
    assert day.rests == [4.5, 5.0]


def test_a_burst_without_an_end_leaves_some_for_another_time(application: Application) -> None:
    store = application.new_store()
    day = Day(0.01, lambda: _post(application, store, 60))
    way = GivingWay(application.database, store.id, 0.1, day.rest, day.clock)
    _post(application, store, 60)
    first = reporting.refresh(application.database, store, way)
    assert 0 < first < _waiting(application, store) + first
    application.lrs.reports.refresh(store)
    assert _waiting(application, store) == 0


def test_the_doctor_tells_of_what_is_counted_too_late(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = application.new_store()
    _post(application, store, 1)
    late = clock.now() + 3_700_000_000
    monkeypatch.setattr(health, "now", lambda: late)
    assert any(store.name in each for each in health.problems(application.lrs))
    application.lrs.reports.refresh(store)
    assert not any(store.name in each for each in health.problems(application.lrs))
