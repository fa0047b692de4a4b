"""Index rows that were written one by one and merged later find what they found before."""

from itertools import product
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from lrs import Lrs, Scope, Store
from lrs.access import Access
from lrs.storage.index_entries import DAY, later, letters, places
from lrs.storage.merging import Merging
from lrs.storage.selection import Selection
from lrs.storage.statement_pages import Pages
from lrs.storage.statements import StatementRow, Statements
from lrs.storage.tables import statement_index
from tests.builders import a_statement, an_agent

pytestmark = pytest.mark.usefixtures("wandering")

NOON = 20_000 * DAY + DAY // 2
VERBS, PEOPLE = ("sang", "danced", "wept"), ("ada", "bob")
SENDERS = ("me", "you")

Filled = list[tuple[int, str, str, str]]


@pytest.fixture
def access(lrs: Lrs, store: Store) -> Access:
    key = lrs.create_key(store, [Scope.ALL], "k")
    return lrs.authenticate(key.key, key.secret)


@pytest.fixture
def filled(lrs: Lrs, store: Store) -> Filled:
    """(place, verb, agent, sender) of 180 statements, across midnight; some alone, some in batches."""
    made: Filled = []
    place = NOON
    for number in range(180):
        place += 1 if number % 9 < 4 else 700_000_000
        agent, sender = PEOPLE[number * number % 5 % 2], SENDERS[number // 20 % 2]
        made.append((place, VERBS[number % 3], agent, sender))
    for batch in (made[:4], *([one] for one in made[4:150]), made[150:]):
        rows = [
            StatementRow(UUID(int=p), p, sender, b"{}", filed_under(*words, sender), voided=False)
            for p, *words, sender in batch
        ]
        lrs.database.write(
            lambda sql, rows=rows: Statements(sql, lrs.database.dialect, store.id).append(rows)
        )
    return made


def filed_under(verb: str, agent: str, sender: str) -> list[tuple[str, str]]:
    return [("verb", verb), ("agent", agent), ("related_agent", sender)]


def test_merged_rows_find_the_same(lrs: Lrs, store: Store, filled: Filled) -> None:
    rows = index_rows(lrs)
    expect_all(lrs, store, filled)
    merge(lrs, store, at_once=7)
    merge(lrs, store, at_once=1000)
    assert index_rows(lrs) < rows / 10
    expect_all(lrs, store, filled)


def test_rows_from_before_there_were_letters_find_the_same(
    lrs: Lrs, store: Store, filled: Filled
) -> None:
    old = update(statement_index).where(statement_index.c.stored < filled[70][0])
    lrs.database.write(lambda sql: sql.execute(old.values(letters="")))
    expect_all(lrs, store, filled)
    merge(lrs, store, at_once=1000)
    expect_all(lrs, store, filled)


def test_merged_rows_keep_their_letters(lrs: Lrs, store: Store, filled: Filled) -> None:
    merge(lrs, store, at_once=7)
    merge(lrs, store, at_once=1000)
    with lrs.database.reading() as connection:
        c = statement_index.c
        rows = connection.execute(select(c.stored, c.later, c.letters)).all()
    verbs = {place: verb for place, verb, *_ in filled}
    for stored, later_ones, written in rows:
        every = places(stored, later_ones)
        mine = [letters(store.id, [("verb", verbs[place])]) for place in every]
        assert written == "".join(f"{letter}-" for each in mine for letter in each.values())


def expect_all(lrs: Lrs, store: Store, filled: Filled) -> None:
    """Ask for every combination of filters, bounds and directions, now and then for one sender's."""
    middle = filled[90][0]
    bounds: list[dict[str, Any]] = [{}, {"since": middle}, {"until": middle}, {"before": middle}]
    with lrs.database.reading() as connection:
        pages = Pages(connection, lrs.database.dialect, store.id)
        for verb, agent, sender, bound, ascending in product(
            (None, *VERBS), (None, *PEOPLE), (None, "you"), bounds, (False, True)
        ):
            asked = [(k, v) for k, v in (("verb", verb), ("agent", agent)) if v]
            selection = Selection(asked, authority=sender, ascending=ascending, **bound)
            found = pages.page(selection, 25)
            wanted = [
                place
                for place, *words in filled
                if within(place, **bound)
                and all(a in (None, b) for a, b in zip((verb, agent, sender), words, strict=True))
            ]
            wanted = sorted(wanted, reverse=not ascending)[:25]
            assert [place for place, _ in found] == wanted, selection


def within(
    place: int, since: int | None = None, until: int | None = None, before: int | None = None
) -> bool:
    return not (
        (since is not None and place <= since)
        or (until is not None and place > until)
        or (before is not None and place >= before)
    )


def merge(lrs: Lrs, store: Store, at_once: int) -> None:
    after = None
    while done := lrs.database.write(
        lambda sql, after=after: Merging(sql, store.id).next(after, at_once)
    ):
        after = done.last


def index_rows(lrs: Lrs) -> int:
    with lrs.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(statement_index)) or 0


def test_no_row_reaches_into_the_next_day(lrs: Lrs, store: Store, filled: Filled) -> None:
    assert filled[-1][0] // DAY > filled[0][0] // DAY
    merge(lrs, store, at_once=1000)
    with lrs.database.reading() as connection:
        rows = connection.execute(select(statement_index.c.stored, statement_index.c.later)).all()
    assert all(place // DAY == row[0] // DAY for row in rows for place in places(*row))


def test_a_record_follows_also_when_its_rows_are_merged(
    lrs: Lrs, store: Store, access: Access
) -> None:
    lrs.record_statements(access, [a_statement()])
    person = lrs.meet(store.id, an_agent())
    assert len(lrs.learner_record(store.id, person).entries) == 1
    lrs.record_statements(access, [a_statement(object="course-2")])
    lrs.compact(store, learn=False, progress=lambda _done, _total: None)
    assert len(lrs.learner_record(store.id, person).entries) == 2


def test_places_survive_their_text() -> None:
    for some in ([7], [7, 8], [NOON, NOON + 1, NOON + DAY // 3]):
        assert places(some[0], later(some)) == some
