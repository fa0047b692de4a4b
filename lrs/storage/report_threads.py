"""Threads for the monitor desk: what nobody answered, who may know, and who looks after it."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TableValuedAlias,
    bindparam,
    delete,
    select,
    true,
)

from lrs.database import Dialect, Direct
from lrs.reports.answers import Asked
from lrs.reports.experts import Knows
from lrs.reports.facts import OPENS_THREADS
from lrs.storage.hashing import index_key
from lrs.storage.report_tables import report_threads, report_words, thread_claims

_BEST = 20  # people whom a word may lead to
_row = report_threads.c


def _who_knows(word: ColumnElement[int]) -> Select[Any]:
    """Ask for who answered most in threads about a word, and the last time since an instant."""
    row = report_words.c
    its = (row.store_id == bindparam("store"), row.word == word, row.last >= bindparam("since"))
    best = (row.answers.desc(), row.person_id.desc())
    return select(row.person_id, row.answers).where(*its).order_by(*best).limit(_BEST)


_KNOWS = Direct(_who_knows(bindparam("word")))


class Threads:
    """The threads of one store. Instants in microseconds."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def unanswered(self, limit: int) -> list[Asked]:
        """Give what nobody answered, oldest first."""
        waiting = [
            asked
            for kind in OPENS_THREADS
            for asked in self._read(
                self._query().where(_row.kind == kind, _row.answered.is_(None)).limit(limit)
            )
        ]
        return sorted(waiting, key=lambda asked: (asked.at, asked.thread))[:limit]

    def thread(self, key: int) -> Asked | None:
        found = self._read(self._query().where(_row.kind.in_(OPENS_THREADS), _row.thread == key))
        return found[0] if found else None

    def knows(self, dialect: Dialect, words: Collection[str], since: int) -> list[Knows]:
        """Give who answered most in threads about each of these words, and the last time since an instant."""
        keys = {index_key(self._store_id, "word", word): word for word in words}
        if dialect.is_server:
            found = self._know_at_once(dialect.each("words"), list(keys), since)
        else:
            found = self._know_by_turns(keys, since)
        return [Knows(keys[key], *row) for key, *row in found]

    def _know_at_once(self, each: TableValuedAlias, keys: list[int], since: int) -> Iterable[Any]:
        """Ask in one journey. SQLite, to which there is none, knows no LATERAL."""
        best = _who_knows(each.c.value).lateral()
        query = select(each.c.value, *best.c).join_from(each, best, true())
        values = {"store": self._store_id, "words": keys, "since": since}
        return self._connection.execute(query, values)

    def _know_by_turns(self, keys: Iterable[int], since: int) -> Iterable[Any]:
        for key in keys:
            values = {"store": self._store_id, "word": key, "since": since}
            yield from ((key, *row) for row in _KNOWS.ask(self._connection, **values).rows())

    def claims(self, keys: Collection[int]) -> dict[int, str]:
        """Say who looks after which of these threads."""
        mine = thread_claims.c.store_id == self._store_id
        query = select(thread_claims.c.thread, thread_claims.c.by).where(mine)
        rows = self._connection.execute(query.where(thread_claims.c.thread.in_(keys)))
        return {row.thread: row.by for row in rows}

    def claim(self, dialect: Dialect, key: int, by: str, at: int) -> None:
        """Let somebody look after a thread, in the place of whoever did."""
        add = dialect.insert(thread_claims)
        values = {"store_id": self._store_id, "thread": key, "by": by, "at": at}
        change = add.values(**values).on_conflict_do_update(
            index_elements=list(thread_claims.primary_key.columns), set_={"by": by, "at": at}
        )
        self._connection.execute(change)

    def let_go(self, key: int) -> None:
        mine = (thread_claims.c.store_id == self._store_id, thread_claims.c.thread == key)
        self._connection.execute(delete(thread_claims).where(*mine))

    def _query(self) -> Select[Any]:
        columns = (_row[name] for name in Asked._fields if name != "at")
        query = select(*columns, _row.first).where(_row.store_id == self._store_id)
        return query.order_by(_row.first, _row.thread)

    def _read(self, query: Select[Any]) -> list[Asked]:
        return [Asked(*row) for row in self._connection.execute(query)]
