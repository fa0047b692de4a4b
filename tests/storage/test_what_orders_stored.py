"""`stored` rises in the order of commits, and Consistent-Through is honest about it (ADR 6)."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from sqlalchemy import Connection

from lrs import Lrs, Scope, Store
from lrs.access import Access
from lrs.appending import Appender
from lrs.clock import now
from lrs.preparing import prepare
from lrs.storage.statements import Statements
from lrs.xapi.statement_query import StatementQuery
from lrs.xapi.version import Version
from tests.builders import a_statement, statements


@pytest.fixture
def access(lrs: Lrs, store: Store) -> Access:
    key = lrs.create_key(store, [Scope.ALL], "k")
    return lrs.authenticate(key.key, key.secret)


@contextmanager
def a_slow_writer(lrs: Lrs, access: Access) -> Iterator[threading.Thread]:
    """Who has appended a statement commits only when the block ends, and dies after half a minute."""
    submission = prepare(access, [a_statement()], {}, Version.V1_0_3)
    appended, go_on = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        Appender(lrs.database.dialect).append(connection, [submission])
        appended.set()
        assert go_on.wait(30)

    writer = threading.Thread(target=lrs.database.write, args=(work,))
    writer.start()
    assert appended.wait(30)
    try:
        yield writer
    finally:
        go_on.set()
        writer.join(30)


def places(lrs: Lrs, store_id: int) -> list[int]:
    with lrs.database.reading() as connection:
        statements = Statements(connection, lrs.database.dialect, store_id)
        last = statements.last_stored()
        return [statements.count(), last]


def test_nothing_is_promised_while_a_writer_is_on_its_way(
    lrs: Lrs, store: Store, access: Access
) -> None:
    lrs.record_statements(access, [a_statement()])
    _, newest = places(lrs, store.id)
    with a_slow_writer(lrs, access):
        time.sleep(0.15)  # long enough for an idle store to answer the clock
        assert lrs.consistent_through(access) == newest
        before_commit = now()
    count, last = places(lrs, store.id)
    assert (count, last < before_commit) == (2, True)
    time.sleep(0.15)
    assert lrs.consistent_through(access) >= last


def test_an_idle_store_promises_the_clock(lrs: Lrs, access: Access) -> None:
    lrs.record_statements(access, [a_statement()])
    time.sleep(0.15)
    before = now()
    assert before - 1 <= lrs.consistent_through(access) <= now()


def test_an_empty_store_promises_the_clock(lrs: Lrs, access: Access) -> None:
    before = now()
    assert before - 1 <= lrs.consistent_through(access) <= now()


def test_another_store_s_writers_do_not_hold_a_poller_up(lrs: Lrs, access: Access) -> None:
    other = lrs.create_store("other")
    key = lrs.create_key(other, [Scope.ALL], "k")
    theirs = lrs.authenticate(key.key, key.secret)
    with a_slow_writer(lrs, theirs) as writer:
        assert lrs.consistent_through(access) >= 0
        assert writer.is_alive()  # nobody waited for them


def test_places_rise_and_are_unique_though_the_clock_stands_still_or_runs_back(
    lrs: Lrs, store: Store, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [2_000_000_000_000_000]
    monkeypatch.setattr(lrs.database.dialect, "now", lambda _connection: clock[0])
    seen = []
    for step in (0, 0, -5_000_000, +1, +1_000_000):
        clock[0] += step
        lrs.record_statements(access, statements(3))
        seen.append(places(lrs, store.id))
    assert [count for count, _ in seen] == [3, 6, 9, 12, 15]
    assert all(later >= earlier + 3 for (_, earlier), (_, later) in pairwise(seen))


def test_a_poller_beside_many_writers_misses_nothing_and_sees_nothing_twice(
    lrs: Lrs, access: Access
) -> None:
    stop = threading.Event()
    written: list[str] = []
    seen: list[str] = []

    def write() -> None:
        while not stop.is_set():
            written.extend(lrs.record_statements(access, [a_statement(), a_statement()]))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    since = 0
    for _ in range(60):
        since = follow(lrs, access, since, seen)
    stop.set()
    for writer in writers:
        writer.join(30)
    follow(lrs, access, since, seen)
    assert len(seen) == len(set(seen))
    assert sorted(seen) == sorted(written)


def follow(lrs: Lrs, access: Access, since: int, seen: list[str]) -> int:
    """Read from `since` to what the store calls consistent, page by page, and give that."""
    through = lrs.consistent_through(access)
    query = StatementQuery(since=since, until=through, ascending=True)
    page = lrs.statements(access, query, None)
    seen += [json.loads(each)["id"] for each in page.statements]
    while page.last is not None:
        page = lrs.statements(access, query, page.last)
        seen += [json.loads(each)["id"] for each in page.statements]
    return through
