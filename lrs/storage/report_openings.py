"""Openings: questions and threads, when somebody else first answered each, and how long that took."""

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)

from lrs.database import Dialect
from lrs.reports.answers import HOUR, WITHIN, Waits
from lrs.reports.facts import OPENS_THREADS
from lrs.storage.chunks import chunks
from lrs.storage.report_tables import report_threads

_TWO = 2
_NOBODY = UUID(int=0)
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
        """Find anew when each of these threads was first answered, by somebody else than who opened it."""
        among = dialect.among(report_threads.c.thread, "threads")
        query = _first_two(self._store_id, among)
        for some in chunks(threads):
            found = self._connection.execute(query, {"threads": some}).all()
            answers = {thread: list(rows) for thread, rows in groupby(found, itemgetter(0))}
            changes = [_change(thread, *answers.get(thread, ())) for thread in some]
            self._connection.execute(_keeps(self._store_id), changes)

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


def _first_two(store_id: int, among: ColumnElement[bool]) -> Select[tuple[int, UUID, int]]:
    """Ask for the first words of the two people who answered first in each thread.

    Not for each opening what answered it: a list of which thousands open and answer in one thread would cost
    the square of them.
    """
    its = report_threads.c
    first = func.min(its.first)
    place = func.row_number().over(partition_by=its.thread, order_by=(first, its.person_id))
    said = (
        select(its.thread, its.person_id, first.label("at"), place.label("place"))
        .where(its.store_id == store_id, its.kind.not_in(OPENS_THREADS), among)
        .group_by(its.thread, its.person_id)
        .subquery()
    )
    two = select(said.c.thread, said.c.person_id, said.c.at).where(said.c.place <= _TWO)
    return two.order_by(said.c.thread, said.c.place)


def _change(thread: int, first: Any = None, second: Any = None) -> dict[str, Any]:
    """Everybody is answered by who was first, who themselves are answered by the second."""
    who = first.person_id if first else _NOBODY
    return {"its": thread, "who": who, "at": first and first.at, "next": second and second.at}


def _keeps(store_id: int) -> Update:
    """Keep when the openings of a thread were answered; rows that say so already stay unwritten."""
    first, second = (bindparam(name, type_=BigInteger()) for name in ("at", "next"))
    at = case((_opened.person_id == bindparam("who"), second), else_=first)
    opened = or_(*(_opened.kind == kind for kind in OPENS_THREADS))
    its = (_opened.store_id == store_id, _opened.thread == bindparam("its"), opened)
    new = _opened.answered.is_distinct_from(at)
    return update(report_threads).where(*its, new).values(answered=at)
