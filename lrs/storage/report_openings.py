"""Openings: questions and threads, when somebody else first answered each, and how long that took."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, case, func, literal, select, update

from lrs.database import Dialect
from lrs.reports.answers import HOUR, WITHIN, Waits
from lrs.storage.chunks import chunks
from lrs.storage.report_tables import report_threads

OPENS = ("question", "post")
_said = report_threads.alias("said")
_opened = report_threads.c
_WAIT = case(
    (_opened.answered < _opened.first, 0),
    else_=_opened.answered - _opened.first,
)


class ReportOpenings:
    """What was opened in one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def answer(self, dialect: Dialect, threads: Collection[int]) -> None:
        """Find anew when each of these threads was first answered."""
        opened = update(report_threads).where(
            _opened.store_id == self._store_id,
            _opened.kind.in_(OPENS),
            dialect.among(_opened.thread, "threads"),
        )
        change = opened.values(answered=_first_answer())
        for some in chunks(threads):
            self._connection.execute(change, {"threads": some})

    def waits(self, kind: str, first: int, until: int) -> Waits:
        """Say how long what was opened from `first` to before `until` waited."""
        within = (func.sum(case((_hours(hours) >= _WAIT, 1), else_=0)) for hours in WITHIN.values())
        query = select(
            func.count(),
            func.count(_opened.person_id.distinct()),
            func.count(_opened.answered),
            *within,
        ).where(*self._opened(kind, first, until))
        asked, people, answered, *counts = self._connection.execute(query).one()
        middle = self._median(kind, first, until, answered)
        return Waits(kind, asked, people, answered, tuple(int(c or 0) for c in counts), middle)

    def _median(self, kind: str, first: int, until: int, n: int) -> float | None:
        """Give the hours that half of the answered ones waited at most."""
        waits = select(_WAIT).where(
            *self._opened(kind, first, until), _opened.answered.is_not(None)
        )
        middle = waits.order_by(_WAIT).offset((n - 1) // 2).limit(2 - n % 2)
        found = [int(wait) for wait in self._connection.scalars(middle)] if n else []
        return sum(found) / len(found) / HOUR if found else None

    def _opened(self, kind: str, first: int, until: int) -> tuple[ColumnElement[bool], ...]:
        return (
            _opened.store_id == self._store_id,
            _opened.kind == kind,
            _opened.first >= first,
            _opened.first < until,
        )


def _hours(hours: int) -> ColumnElement[int]:
    """Give some hours in microseconds, which are too many for the small numbers of PostgreSQL."""
    return literal(hours * HOUR, BigInteger())


def _first_answer() -> Any:
    """Give the subquery: the first word of somebody else in the same thread."""
    return (
        select(func.min(_said.c.first))
        .where(
            _said.c.store_id == _opened.store_id,
            _said.c.thread == _opened.thread,
            _said.c.person_id != _opened.person_id,
            _said.c.kind.not_in(OPENS),
        )
        .correlate(report_threads)
        .scalar_subquery()
    )
