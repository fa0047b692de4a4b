"""The people behind a figure: who has entries of some kind, formality and days."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from lrs.storage.report_tables import report_contacts, report_days, report_steps
from lrs.storage.tables import people


class Behind(NamedTuple):
    """Somebody behind a figure, with the entries and statements that count in it."""

    person_id: UUID
    name: str
    entries: int
    statements: int


class Sought(NamedTuple):
    """Which days (ordinals, both included), kinds and formalities; none means all."""

    first: int
    last: int
    kinds: Collection[str] = ()
    formalities: Collection[str] = ()


_SUMS = (
    func.sum(report_days.c.entries).label("entries"),
    func.sum(report_days.c.statements).label("statements"),
)
_SILENT = and_(
    people.c.store_id == report_steps.c.store_id, people.c.id == report_steps.c.person_id
)


class ReportPeople:
    """The people of one store behind its figures."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def behind(self, sought: Sought, begin: int, limit: int) -> Sequence[Behind]:
        """Give those with most entries first, from number `begin` on; without kinds they stand by name.

        In a large store sums of everybody's every entry take long, and tell less than a name.
        """
        if not sought.kinds:
            return self._by_name(sought, begin, limit)
        wanted = [*self._within(sought), report_days.c.kind.in_(sought.kinds)]
        # Names are looked up for each person once, not for each of their rows.
        did = (
            select(report_days.c.person_id, *_SUMS)
            .where(*wanted)
            .group_by(report_days.c.person_id)
            .subquery()
        )
        named = and_(people.c.store_id == self._store_id, people.c.id == did.c.person_id)
        query = (
            select(people.c.id, people.c.name, did.c.entries, did.c.statements)
            .select_from(did.join(people, named))
            .order_by(did.c.entries.desc(), people.c.name, people.c.id)
        )
        rows = self._connection.execute(query.offset(begin).limit(limit))
        return [Behind(person, name, int(e), int(s)) for person, name, e, s in rows]

    def _by_name(self, sought: Sought, begin: int, limit: int) -> Sequence[Behind]:
        did = exists().where(*self._within(sought), report_days.c.person_id == people.c.id)
        query = (
            select(people.c.id, people.c.name)
            .where(people.c.store_id == self._store_id, did)
            .order_by(people.c.name, people.c.id)
        )
        rows = self._connection.execute(query.offset(begin).limit(limit))
        names = {row.id: row.name for row in rows}
        counted = select(report_days.c.person_id, *_SUMS).where(
            *self._within(sought), report_days.c.person_id.in_(names)
        )
        found = {
            person: (int(e), int(s))
            for person, e, s in self._connection.execute(counted.group_by(report_days.c.person_id))
        }
        return [Behind(person, name, *found[person]) for person, name in names.items()]

    def _within(self, sought: Sought) -> list[ColumnElement[bool]]:
        """Say which rows count, but for their kinds."""
        wanted = [
            report_days.c.store_id == self._store_id,
            report_days.c.day.between(sought.first, sought.last),
        ]
        if sought.formalities:
            wanted.append(report_days.c.formality.in_(sought.formalities))
        return wanted

    def silent(self, sought: Sought, begin: int, limit: int) -> Sequence[Behind]:
        """Give those who spoke with nobody in these days, by name."""
        spoke = select(report_contacts.c.person_id).where(
            report_contacts.c.store_id == self._store_id,
            report_contacts.c.day.between(sought.first, sought.last),
        )
        query = (
            select(people.c.id, people.c.name)
            .select_from(report_steps.join(people, _SILENT))
            .where(report_steps.c.store_id == self._store_id, people.c.id.not_in(spoke))
            .order_by(people.c.name, people.c.id)
        )
        rows = self._connection.execute(query.offset(begin).limit(limit))
        return [Behind(person, name, 0, 0) for person, name in rows]
