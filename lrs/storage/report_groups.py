"""What reports about groups are made from: rows of everybody, person by person."""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, func, select

from lrs.reports.facts import OPENS_THREADS, Steps, start_of
from lrs.reports.group_deeds import Opened
from lrs.reports.group_mix import Doing
from lrs.storage.report_counts import Days
from lrs.storage.report_tables import report_days, report_steps, report_threads


class ReportGroups:
    """The rows of one store and some days, by person."""

    def __init__(self, connection: Connection, store_id: int, days: Days) -> None:
        self._connection = connection
        self._store_id = store_id
        self._days = days

    def doings(self) -> list[Doing]:
        """Give what each did, summed by formality and time basis."""
        row = report_days.c
        key = (row.person_id, row.formality, row.basis)
        query = select(*key, func.sum(row.entries), func.sum(row.milliseconds))
        mine = (row.store_id == self._store_id, row.day.between(*self._days))
        rows = self._connection.execute(query.where(*mine).group_by(*key))
        return [Doing(*each[:3], int(each[3]), int(each[4])) for each in rows]

    def beginners(self) -> dict[UUID, Steps]:
        """Give the steps of those who began in these days."""
        columns = [report_steps.c[name] for name in Steps._fields]
        began = report_steps.c.began.between(*self._days)
        query = select(report_steps.c.person_id, *columns).where(self._mine, began)
        return {person: Steps(*steps) for person, *steps in self._connection.execute(query)}

    def people_ever(self) -> frozenset[UUID]:
        """Give everybody with any entry."""
        query = select(report_steps.c.person_id).where(self._mine)
        return frozenset(self._connection.scalars(query))

    def active(self) -> frozenset[UUID]:
        """Give everybody with an entry in these days."""
        row = report_days.c
        mine = (row.store_id == self._store_id, row.day.between(*self._days))
        return frozenset(self._connection.scalars(select(row.person_id).where(*mine).distinct()))

    def opened(self, zone: ZoneInfo) -> list[Opened]:
        """Give the questions and threads that were opened in these days of a time zone."""
        row, (first, last) = report_threads.c, self._days
        query = select(row.person_id, row.first, row.answered).where(
            row.store_id == self._store_id,
            row.kind.in_(OPENS_THREADS),
            row.first.between(start_of(first, zone), start_of(last + 1, zone) - 1),
        )
        return [
            Opened(person, None if answered is None else max(0, answered - begun))
            for person, begun, answered in self._connection.execute(query)
        ]

    @property
    def _mine(self) -> ColumnElement[bool]:
        return report_steps.c.store_id == self._store_id
