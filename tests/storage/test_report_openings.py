"""Who opened something was answered by the first other person who spoke in the thread, however many opened it."""

import random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from lrs import Lrs, Store
from lrs.reports.facts import NOTHING, OPENS_THREADS, Thread
from lrs.storage.report_facts import ReportFacts, rows_of
from lrs.storage.report_tables import report_threads

_PEOPLE = [uuid4() for _ in range(6)]
_KINDS = (*OPENS_THREADS, "answer", "reply")
Said = dict[UUID, tuple[Thread, ...]]


@pytest.mark.parametrize("seed", range(5))
def test_each_opening_is_answered_by_the_first_other_person(
    lrs: Lrs, store: Store, seed: int
) -> None:
    luck = random.Random(seed)
    said: Said = {}
    for _ in range(3):  # what people said grows, and some of it goes away
        said |= {each: _threads(luck) for each in luck.sample(_PEOPLE, 3)}
        _put(lrs, store, said)
        assert _answered(lrs, store) == _expected(said)


def _threads(luck: random.Random) -> tuple[Thread, ...]:
    """Give some openings and answers in three threads; some of them at the same instant."""
    places = luck.sample([(url, kind) for url in "abc" for kind in _KINDS], 5)
    return tuple(
        Thread(
            f"https://talk.example.org/{url}", kind, url, "Moodle", at := luck.randrange(1, 9), at
        )
        for url, kind in places
    )


def _put(lrs: Lrs, store: Store, said: Said) -> None:
    facts = {person: NOTHING._replace(threads=threads) for person, threads in said.items()}
    fresh, dialect = rows_of(store.id, facts), lrs.database.dialect
    lrs.database.write(lambda c: ReportFacts(c, dialect, store.id).replace(set(facts), fresh))


def _answered(lrs: Lrs, store: Store) -> set[tuple[UUID, str, str, int | None]]:
    row = report_threads.c
    query = select(row.person_id, row.url, row.kind, row.answered)
    mine = query.where(row.store_id == store.id, row.kind.in_(OPENS_THREADS))
    with lrs.database.reading() as connection:
        return {(who, url, kind, at) for who, url, kind, at in connection.execute(mine)}


def _expected(said: Said) -> set[tuple[UUID, str, str, int | None]]:
    every = [(person, thread) for person, threads in said.items() for thread in threads]
    return {
        (
            person,
            thread.url,
            thread.kind,
            min(_words_of_others(every, person, thread.url), default=None),
        )
        for person, thread in every
        if thread.kind in OPENS_THREADS
    }


def _words_of_others(every: list[tuple[UUID, Thread]], person: UUID, url: str) -> list[int]:
    return [
        thread.first
        for other, thread in every
        if other != person and thread.url == url and thread.kind not in OPENS_THREADS
    ]
