"""Threads for reports: what was asked, when somebody else answered first, and what nobody answered."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, select

from lrs.database import Dialect
from lrs.reports.answers import Asked, Wait
from lrs.reports.experts import Said
from lrs.storage.report_tables import report_threads, thread_claims

_OPENS = ("question", "post")
_opened = report_threads.alias("opened")
_said = report_threads.alias("said")


class Threads:
    """The threads of one store. Instants in microseconds."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def waits(self, first: int, until: int) -> list[Wait]:
        """Give what was opened from `first` to before `until`, without its words."""
        answered = _first_answer(self._store_id)
        query = select(_opened.c.kind, _opened.c.person_id, _opened.c.first, answered).where(
            _opened.c.store_id == self._store_id,
            _opened.c.kind.in_(_OPENS),
            _opened.c.first >= first,
            _opened.c.first < until,
        )
        return [Wait(*row) for row in self._connection.execute(query)]

    def unanswered(self, limit: int) -> list[Asked]:
        """Give what nobody answered, oldest first."""
        return self._read(self._query().where(_first_answer(self._store_id).is_(None)).limit(limit))

    def thread(self, key: int) -> Asked | None:
        found = self._read(self._query().where(_opened.c.thread == key))
        return found[0] if found else None

    def said(self, since: int) -> list[Said]:
        """Give the answers since an instant, for who may know."""
        query = select(
            report_threads.c.person_id, report_threads.c.title, report_threads.c.last
        ).where(
            report_threads.c.store_id == self._store_id,
            report_threads.c.kind.in_(("answer", "reply")),
            report_threads.c.last >= since,
        )
        return [Said(*row) for row in self._connection.execute(query)]

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
        columns = (_opened.c[name] for name in ("thread", "person_id", *_WORDS, "first"))
        answered = _first_answer(self._store_id).label("answered")
        mine = (_opened.c.store_id == self._store_id, _opened.c.kind.in_(_OPENS))
        return select(*columns, answered).where(*mine).order_by(_opened.c.first, _opened.c.thread)

    def _read(self, query: Select[Any]) -> list[Asked]:
        return [Asked(*row) for row in self._connection.execute(query)]


_WORDS = ("kind", "url", "title", "source")


def _first_answer(store_id: int) -> ColumnElement[int | None]:
    return (
        select(func.min(_said.c.first))
        .where(
            and_(
                _said.c.store_id == store_id,
                _said.c.thread == _opened.c.thread,
                _said.c.person_id != _opened.c.person_id,
                _said.c.kind.not_in(_OPENS),
            )
        )
        .correlate(_opened)
        .scalar_subquery()
    )
