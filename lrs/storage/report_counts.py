"""Counts for reports: sums of the rows that were made of everybody's record."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, case, func, select

from lrs.reports.activity import Total
from lrs.reports.clips import Watched
from lrs.reports.coverage import Touch
from lrs.reports.facts import Steps
from lrs.storage.chunks import chunks
from lrs.storage.report_tables import (
    report_clips,
    report_contacts,
    report_days,
    report_steps,
    report_totals,
    report_views,
)


class Days(NamedTuple):
    """The first and the last day, both included."""

    first: int
    last: int


class ReportCounts:
    """What the rows of one store say about some days."""

    def __init__(self, connection: Connection, store_id: int, days: Days) -> None:
        self._connection = connection
        self._store_id = store_id
        self._days = days

    def totals(self) -> list[Total]:
        key = [report_totals.c[name] for name in ("kind", "formality", "basis")]
        sums = [
            func.sum(report_totals.c[name]) for name in ("entries", "statements", "milliseconds")
        ]
        query = select(*key, *sums).where(*self._within(report_totals)).group_by(*key)
        return [
            Total(*row[:3], *(int(each) for each in row[3:]))
            for row in self._connection.execute(query.order_by(*key))
            if row[3]
        ]

    def beginners(self) -> list[Steps]:
        """Give the steps of those who began in these days."""
        columns = [report_steps.c[name] for name in Steps._fields]
        began = report_steps.c.began.between(*self._days)
        query = select(*columns).where(report_steps.c.store_id == self._store_id, began)
        return [Steps(*row) for row in self._connection.execute(query)]

    def people_ever(self) -> int:
        """Count people with any entry up to the last of these days."""
        query = select(func.count()).select_from(report_steps)
        return self._connection.scalar(query.where(report_steps.c.store_id == self._store_id)) or 0

    def made(self, kinds: Collection[str]) -> dict[UUID, int]:
        """Say how many entries of these kinds each has who has any."""
        person = report_days.c.person_id
        query = select(person, func.sum(report_days.c.entries)).where(
            *self._within(report_days), report_days.c.kind.in_(kinds)
        )
        rows = self._connection.execute(query.group_by(person))
        return {who: int(entries) for who, entries in rows}

    def in_touch(self, staff: Collection[UUID], staff_keys: Collection[int]) -> Touch:
        """Count those beside the staff who spoke with anybody; `staff_keys` are those of identities."""
        spoke = {who: sure for who, sure in self.spoke().items() if who not in staff}
        near = self.spoke_with(staff_keys)
        return Touch(len(spoke), sum(spoke.values()), len(spoke.keys() & near))

    def spoke(self) -> dict[UUID, bool]:
        """Give who spoke with anybody, and whether another side told it, too."""
        person, confirmed = report_contacts.c.person_id, report_contacts.c.confirmed
        query = select(person, func.max(case((confirmed, 1), else_=0)))
        rows = self._connection.execute(
            query.where(*self._within(report_contacts)).group_by(person)
        )
        return {who: bool(sure) for who, sure in rows}

    def spoke_with(self, others: Collection[int]) -> set[UUID]:
        """Give who spoke with any of these, who are keys of identities."""
        query = select(report_contacts.c.person_id).where(*self._within(report_contacts))
        return {
            person
            for some in chunks(others)
            for person in self._connection.scalars(
                query.where(report_contacts.c.other.in_(some)).distinct()
            )
        }

    def watched(self) -> list[Watched]:
        """Give each clip of known length with its viewers and the mean share that they saw."""
        seen = (
            select(
                report_views.c.clip,
                func.count().label("viewers"),
                func.avg(report_views.c.seconds).label("mean"),
            )
            .where(*self._within(report_views))
            .group_by(report_views.c.clip)
            .subquery()
        )
        columns = (report_clips.c.url, report_clips.c.title, report_clips.c.seconds)
        query = (
            select(*columns, seen.c.viewers, seen.c.mean)
            .select_from(report_clips.join(seen, seen.c.clip == report_clips.c.clip))
            .where(report_clips.c.store_id == self._store_id)
            .order_by(seen.c.viewers.desc(), report_clips.c.url)
        )
        return [
            Watched(url, title, seconds, viewers, min(1.0, float(mean) / seconds))
            for url, title, seconds, viewers, mean in self._connection.execute(query)
        ]

    def _within(self, table: Table) -> Sequence[ColumnElement[bool]]:
        return (table.c.store_id == self._store_id, table.c.day.between(*self._days))
