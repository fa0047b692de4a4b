"""By night the worker makes statements smaller, a little at a time, and goes on where it was left."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lrs import Lrs, Scope, Store
from lrs.access import Access
from lrs.night_compacting import ERRAND, NEVER, NightCompacting
from lrs.storage.payloads import compressed
from lrs.storage.statements import StatementRow, Statements
from lrs.storage.tables import compactions, payload_dictionaries, statement_index, statements
from lrs.xapi import strict_json
from tests.builders import a_statement
from tests.operations.table_sizes import known_rows

NIGHT = int(datetime(2026, 3, 1, 3, 30, tzinfo=UTC).timestamp()) * 1_000_000
HOUR = 3_600_000_000


@pytest.fixture
def utc(lrs: Lrs) -> Store:
    """A store whose people write one statement after the other."""
    store = lrs.create_store("utc", "UTC", "UTC")
    key = lrs.create_key(store, [Scope.ALL], "k")
    access = lrs.authenticate(key.key, key.secret)
    for _ in range(12):
        lrs.record_statements(access, [a_statement(id=str(uuid4()))])
    fill(lrs, access, 500)
    fill(lrs, access, 500)
    return store


def fill(lrs: Lrs, access: Access, count: int) -> None:
    lrs.record_statements(access, [a_statement(id=str(uuid4())) for _ in range(count)])


def measured(lrs: Lrs) -> tuple[int, int]:
    """Index rows, and bytes of payloads."""
    with lrs.database.reading() as connection:
        rows = connection.scalar(select(func.count()).select_from(statement_index)) or 0
        return rows, connection.scalar(select(func.sum(func.length(statements.c.payload)))) or 0


def night_of(lrs: Lrs, hour: int = 3) -> NightCompacting:
    return NightCompacting(lrs.database, lrs.queue, lrs.stores, hour)


def last(lrs: Lrs) -> str | None:
    with lrs.database.reading() as connection:
        return connection.scalar(select(compactions.c.day))


def test_a_night_makes_a_store_smaller(lrs: Lrs, utc: Store) -> None:
    rows, size = measured(lrs)
    night_of(lrs).run(NIGHT)
    fewer, smaller = measured(lrs)
    assert (fewer < rows, smaller < size) == (True, True)
    assert last(lrs) == "2026-03-01"
    with lrs.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(payload_dictionaries)) == 1


def test_a_store_learns_though_its_statements_came_at_two_moments(lrs: Lrs, store: Store) -> None:
    """As imports do: most stretches of its time hold nothing."""
    moments = [NIGHT + n + (HOUR if n >= 500 else 0) for n in range(1000)]
    filed = [("verb", "sang")]
    rows = [StatementRow(uuid4(), n, "me", payload(), filed, voided=False) for n in moments]
    lrs.database.write(lambda sql: Statements(sql, lrs.database.dialect, store.id).append(rows))
    lrs.compact(store, learn=False, progress=lambda _done, _total: None)
    with lrs.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(payload_dictionaries)) == 1


def payload() -> bytes:
    return compressed(strict_json.dumps(a_statement(id=str(uuid4()))), timestamped=True)


def test_after_a_night_the_database_knows_its_tables(lrs: Lrs, utc: Store) -> None:
    night_of(lrs).run(NIGHT)
    counted = "statement_index" if lrs.database.dialect.is_server else "statement_index_settled"
    with lrs.database.reading() as connection:
        assert known_rows(connection, counted) > 0


@pytest.mark.parametrize(
    ("hour", "at"), [(3, NIGHT - HOUR), (3, NIGHT + 6 * HOUR), (NEVER, NIGHT), (5, NIGHT)]
)
def test_by_day_or_turned_off_it_leaves_all_as_it_is(
    lrs: Lrs, utc: Store, hour: int, at: int
) -> None:
    before = measured(lrs)
    night_of(lrs, hour).run(at)
    assert measured(lrs) == before


def test_it_goes_on_where_it_was_left(lrs: Lrs, utc: Store) -> None:
    rounds = 0
    while last(lrs) != "2026-03-01":
        night_of(lrs).run(NIGHT + rounds, seconds=0.001)
        rounds += 1
        assert rounds < 100
    done = measured(lrs)
    night_of(lrs).run(NIGHT + HOUR)
    assert measured(lrs) == done


def test_a_night_that_passes_midnight_is_one_night(lrs: Lrs, utc: Store) -> None:
    night_of(lrs, 22).run(NIGHT - HOUR)
    assert last(lrs) == "2026-02-28"


def test_the_worker_knows_it(lrs: Lrs) -> None:
    assert ERRAND in lrs.queue.errands
