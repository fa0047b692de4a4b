"""Counts for reports: sums of the rows that were made of everybody's record."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from lrs.reports.activity import Reach, Total
from lrs.reports.clips import Watched
from lrs.reports.facts import Steps
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


class Doer(NamedTuple):
    """How many entries of one kind somebody has."""

    person_id: UUID
    kind: str
    entries: int


class Deed(NamedTuple):
    """Somebody did something of a kind and a formality."""

    person_id: UUID
    kind: str
    formality: str


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

    def reach(self) -> Reach:
        """Count people: all, by formality and by kind; each once in each."""
        found = self.deeds()
        by_formality: defaultdict[str, set[UUID]] = defaultdict(set)
        by_kind: Counter[tuple[str, str]] = Counter()
        for deed in found:
            by_formality[deed.formality].add(deed.person_id)
            by_kind[deed.kind, deed.formality] += 1
        people = set().union(*by_formality.values())
        counts = {formality: len(each) for formality, each in by_formality.items()}
        return Reach(len(people), counts, by_kind)

    def deeds(self) -> list[Deed]:
        """Give who did what kind of thing, each once.

        The sum keeps the database from its index by day: one walk over the primary key is far quicker than
        looking up most of the rows.
        """
        columns = (report_days.c.person_id, report_days.c.kind, report_days.c.formality)
        days = (report_days.c.day + 0).between(*self._days)
        query = select(*columns).where(report_days.c.store_id == self._store_id, days).distinct()
        return [Deed(*row) for row in self._connection.execute(query)]

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

    def doers(self, kinds: Collection[str]) -> list[Doer]:
        """Give who has entries of these kinds, or without kinds of any."""
        key = (report_days.c.person_id, report_days.c.kind)
        query = select(*key, func.sum(report_days.c.entries)).where(*self._within(report_days))
        if kinds:
            query = query.where(report_days.c.kind.in_(kinds))
        rows = self._connection.execute(query.group_by(*key))
        return [Doer(person, kind, int(entries)) for person, kind, entries in rows]

    def in_touch(self) -> dict[UUID, tuple[frozenset[int], bool]]:
        """Give with whom each spoke, by keys of identities, and whether another side confirmed one."""
        columns = (
            report_contacts.c.person_id,
            report_contacts.c.other,
            report_contacts.c.confirmed,
        )
        found: dict[UUID, tuple[set[int], bool]] = {}
        for person, other, confirmed in self._connection.execute(
            select(*columns).where(*self._within(report_contacts))
        ):
            others, before = found.get(person, (set(), False))
            found[person] = (others | {other}, before or confirmed)
        return {person: (frozenset(o), c) for person, (o, c) in found.items()}

    def watched(self) -> list[Watched]:
        """Give each clip of known length with its viewers and the mean share that they saw."""
        share = report_views.c.seconds / report_clips.c.seconds
        same = and_(
            report_views.c.store_id == report_clips.c.store_id,
            report_views.c.clip == report_clips.c.clip,
        )
        columns = (report_clips.c.url, report_clips.c.title, report_clips.c.seconds)
        query = (
            select(*columns, func.count(), func.avg(share))
            .select_from(report_views.join(report_clips, same))
            .where(*self._within(report_views))
            .group_by(*columns)
            .order_by(func.count().desc(), report_clips.c.url)
        )
        return [
            Watched(url, title, seconds, viewers, min(1.0, float(mean)))
            for url, title, seconds, viewers, mean in self._connection.execute(query)
        ]

    def _within(self, table: Table) -> Sequence[ColumnElement[bool]]:
        return (table.c.store_id == self._store_id, table.c.day.between(*self._days))
