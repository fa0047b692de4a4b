"""Reports of asks and answers, and what moderators did to them, bound to one store."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, func, select, update

from lti_tool.asks.tables import ask_moderations, ask_reports, asks


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody found wrong with an ask, or with one of its answers; `decision` is "" while it waits."""

    id: UUID
    ask_id: UUID
    answer_id: UUID | None
    course_id: UUID
    reporter_id: UUID
    reason: str
    created: int
    decision: str
    decided: int | None


_REPORT = select(*(ask_reports.c[name] for name in Report.__slots__))
_R, _M = ask_reports.c, ask_moderations.c


class Reports:
    """The reports of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, report: Report) -> None:
        """Keep a report; who reported the same thing already, and nobody decided, reports it once."""
        same = (_R.reporter_id == report.reporter_id, *self._about(report.ask_id, report.answer_id))
        if self._count(*same) == 0:
            values = {name: getattr(report, name) for name in Report.__slots__}
            self._connection.execute(ask_reports.insert().values(store_id=self._store_id, **values))

    def find(self, report_id: UUID) -> Report | None:
        query = _REPORT.where(_R.store_id == self._store_id, _R.id == report_id)
        row = self._connection.execute(query).first()
        return Report(*row) if row else None

    def count(self, course_id: UUID) -> int:
        return self._count(_R.course_id == course_id)

    def waiting(self, course_id: UUID, offset: int, limit: int) -> list[Report]:
        """Give reports of a course that nobody decided on, the oldest first."""
        query = _REPORT.where(*self._waits, _R.course_id == course_id)
        rows = self._connection.execute(
            query.order_by(_R.created, _R.id).offset(offset).limit(limit)
        )
        return [Report(*row) for row in rows]

    def decide(self, report: Report, act: str, note: str, by: tuple[UUID, str], now: int) -> None:
        """Close all reports that wait about the same thing, and write down what was done, for good."""
        done = update(ask_reports).where(
            *self._waits, *self._about(report.ask_id, report.answer_id)
        )
        self._connection.execute(done.values(decision=act, decided=now))
        person_id, name = by
        what = {"ask_id": report.ask_id, "answer_id": report.answer_id}
        who = {"by_person": person_id, "by_name": name, "course_id": report.course_id}
        row = {"store_id": self._store_id, "id": uuid4(), "act": act, "note": note, "at": now}
        self._connection.execute(ask_moderations.insert().values(**row, **what, **who))

    def notes(self, course_id: UUID, limit: int) -> list[Any]:
        """Give what was done of late, newest first: act, note, by_name, at, answer_id, title."""
        named = (asks.c.store_id == _M.store_id) & (asks.c.id == _M.ask_id)
        columns = (_M.act, _M.note, _M.by_name, _M.at, _M.answer_id, asks.c.title)
        query = select(*columns).join(asks, named)
        query = query.where(_M.store_id == self._store_id, _M.course_id == course_id)
        return list(self._connection.execute(query.order_by(_M.at.desc()).limit(limit)))

    def _count(self, *more: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(ask_reports).where(*self._waits, *more)
        return self._connection.scalar(query) or 0

    def _about(self, ask_id: UUID, answer_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
        same = _R.answer_id.is_(None) if answer_id is None else _R.answer_id == answer_id
        return _R.ask_id == ask_id, same

    @property
    def _waits(self) -> tuple[ColumnElement[bool], ...]:
        return _R.store_id == self._store_id, _R.decision == ""
