"""The index of SQLite on two levels: what goes on from the small one to the large one is found all the time, once."""

from collections.abc import Iterator
from itertools import cycle, islice
from uuid import UUID

import pytest
from sqlalchemy import Connection, func, select, table

from lrs import Lrs, Store
from lrs.database import Database, levels_of
from lrs.storage.selection import Selection
from lrs.storage.statement_pages import Pages
from lrs.storage.statements import StatementRow, Statements
from lrs.storage.tables import statement_index

pytestmark = [
    pytest.mark.usefixtures("wandering"),
    pytest.mark.parametrize("kind", ["sqlite"], indirect=True),  # the other one has one level
]

RECENT, SETTLED = levels_of(statement_index)
FULL = 40  # rows, see `wandering`
BATCH = 10  # statements; each is filed under something of its own and something that all share
BEGIN = 10**15


@pytest.fixture
def firsts() -> Iterator[int]:
    """The first place of each batch."""
    return iter(range(BEGIN, BEGIN + 10**9, BATCH))


def file(connection: Connection, database: Database, store: Store, first: int) -> None:
    rows = [
        StatementRow(UUID(int=place), place, "me", b"{}", filed(place), voided=False)
        for place in range(first, first + BATCH)
    ]
    Statements(connection, database.dialect, store.id).append(rows)


def filed(place: int) -> list[tuple[str, str]]:
    return [("verb", "sang"), ("registration", str(place))]


def rows(database: Database, *tables: str) -> list[int]:
    with database.reading() as connection:
        counts = [select(func.count()).select_from(table(each)) for each in tables]
        return [connection.execute(each).scalar_one() for each in counts]


def found(lrs: Lrs, store: Store, kind: str, value: str) -> list[int]:
    with lrs.database.reading() as connection:
        pages = Pages(connection, lrs.database.dialect, store.id)
        return [place for place, *_ in pages.page(Selection([(kind, value)]), 10_000)]


def test_the_small_level_stays_small_and_everything_is_found_once(
    lrs: Lrs, store: Store, firsts: Iterator[int]
) -> None:
    for first in islice(firsts, 60):
        lrs.database.write(lambda sql, first=first: file(sql, lrs.database, store, first))
        assert rows(lrs.database, RECENT)[0] <= FULL + 2 * BATCH
    last = next(firsts)
    assert rows(lrs.database, SETTLED)[0] > 500
    assert found(lrs, store, "verb", "sang") == list(range(last - 1, BEGIN - 1, -1))
    for place in range(BEGIN, last, 37):
        assert found(lrs, store, "registration", str(place)) == [place]


def test_several_processes_let_go_what_any_of_them_brought(
    lrs: Lrs, store: Store, firsts: Iterator[int]
) -> None:
    both = [Database(str(lrs.database.engine.url)) for _ in range(2)]
    for process, first in zip(cycle(both), islice(firsts, 90), strict=False):
        process.write(lambda sql, p=process, first=first: file(sql, p, store, first))
        assert rows(lrs.database, RECENT)[0] <= 2 * (FULL + 2 * BATCH)
    for process in both:
        process.close()
    assert len(found(lrs, store, "verb", "sang")) == 90 * BATCH


def test_a_transaction_that_fails_leaves_both_levels_as_they_were(
    lrs: Lrs, store: Store, firsts: Iterator[int]
) -> None:
    def file_and_fail(sql: Connection) -> None:
        file(sql, lrs.database, store, lost)
        raise ZeroDivisionError

    for first in islice(firsts, 20):
        lrs.database.write(lambda sql, first=first: file(sql, lrs.database, store, first))
    before, lost = rows(lrs.database, RECENT, SETTLED), next(firsts)
    for _ in range(9):
        with pytest.raises(ZeroDivisionError):
            lrs.database.write(file_and_fail)
    assert rows(lrs.database, RECENT, SETTLED) == before
    for first in islice(firsts, 20):
        lrs.database.write(lambda sql, first=first: file(sql, lrs.database, store, first))
    assert rows(lrs.database, RECENT)[0] <= FULL + 2 * BATCH
    kept = {place for place in range(BEGIN, next(firsts)) if place // BATCH != lost // BATCH}
    assert found(lrs, store, "verb", "sang") == sorted(kept, reverse=True)
