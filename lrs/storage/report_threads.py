"""Threads for the monitor desk: what nobody answered, who may know, and who looks after it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select

from lrs.database import Dialect
from lrs.reports.answers import Asked
from lrs.reports.experts import Knows
from lrs.reports.facts import OPENS_THREADS
from lrs.storage.hashing import index_key
from lrs.storage.report_tables import report_threads, report_words, thread_claims

_BEST = 20  # people whom a word may lead to
_row = report_threads.c
_KNOWS = (
    select(report_words.c.person_id, report_words.c.answers)
    .where(
        report_words.c.store_id == bindparam("store"),
        report_words.c.word == bindparam("word"),
        report_words.c.last >= bindparam("since"),
    )
    .order_by(report_words.c.answers.desc(), report_words.c.person_id.desc())
    .limit(_BEST)
)


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

    def knows(self, words: Collection[str], since: int) -> list[Knows]:
        """Give who answered most in threads about each of these words, and the last time since an instant."""
        found: list[Knows] = []
        for word in sorted(words):
            values = {"store": self._store_id, "word": index_key(self._store_id, "word", word)}
            rows = self._connection.execute(_KNOWS, {**values, "since": since})
            found += [Knows(word, person, answers) for person, answers in rows]
        return found

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
