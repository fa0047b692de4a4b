"""Whom the monitor desk may send to a thread: those who lately answered most about each of its words."""

import random
from uuid import UUID, uuid4

import pytest

from lrs import Lrs, Store
from lrs.reports.experts import Knows
from lrs.reports.facts import NOTHING, Word
from lrs.storage import report_threads
from lrs.storage.report_facts import ReportFacts, rows_of
from lrs.storage.report_threads import Threads
from tests.sent_queries import plan, sent

_WORDS = ("ledger", "lease", "audit", "tithe")
_SINCE = 50
Said = dict[UUID, tuple[Word, ...]]


def test_each_word_leads_to_those_who_answered_most_and_not_too_long_ago(
    lrs: Lrs, store: Store
) -> None:
    said = _answers(people=60)
    _put(lrs, store, said)
    _put(lrs, lrs.create_store("other"), _answers(people=5))
    assert set(_asked(lrs, store, {"ledger", "audit", "unheard"})) == {
        *_expected(said, "ledger"),
        *_expected(said, "audit"),
    }
    assert _asked(lrs, store, set()) == []


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_server_is_asked_once_about_all_words(lrs: Lrs, store: Store) -> None:
    _put(lrs, store, _answers(people=60))
    with sent(lrs.database.engine) as queries:
        _asked(lrs, store, {*_WORDS})
    [steps] = (plan(lrs.database.engine, query, as_if_large=True) for query in queries)
    assert "ix_report_words_answers" in steps
    assert "Sort" not in steps


def _answers(people: int) -> Said:
    """Give what each of so many people answered about, how often, and when last."""
    luck = random.Random(people)
    return {
        uuid4(): tuple(Word(word, luck.randrange(1, 9), luck.randrange(100)) for word in _WORDS)
        for _ in range(people)
    }


def _put(lrs: Lrs, store: Store, said: Said) -> None:
    facts = {person: NOTHING._replace(words=words) for person, words in said.items()}
    fresh, dialect = rows_of(store.id, facts), lrs.database.dialect
    lrs.database.write(lambda c: ReportFacts(c, dialect, store.id).replace(set(facts), fresh))


def _asked(lrs: Lrs, store: Store, words: set[str]) -> list[Knows]:
    with lrs.database.reading() as connection:
        return Threads(connection, store.id).knows(lrs.database.dialect, words, _SINCE)


def _expected(said: Said, word: str) -> list[Knows]:
    late = [
        Knows(word, person, each.answers)
        for person, words in said.items()
        for each in words
        if each.word == word and each.last >= _SINCE
    ]
    late.sort(key=lambda knows: (knows.answers, knows.person_id), reverse=True)
    assert len(late) > report_threads._BEST
    return late[: report_threads._BEST]
