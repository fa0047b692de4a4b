"""The facts of people as rows: what is new takes the place of what is old, and only what differs is written."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, delete, select

from lrs.database import Dialect
from lrs.reports.facts import Facts
from lrs.reports.reach import Cell, cells
from lrs.storage.hashing import index_key
from lrs.storage.report_openings import ReportOpenings
from lrs.storage.report_reach import ReportReach
from lrs.storage.report_tables import (
    report_contacts,
    report_days,
    report_steps,
    report_threads,
    report_totals,
    report_views,
    report_words,
)

_DERIVED = frozenset({"store_id", "answered"})
_KEY = ("day", "kind", "formality", "basis")
_SUMS = ("entries", "statements", "milliseconds")
OF_PERSON = (
    *(report_days, report_steps, report_contacts, report_threads, report_views, report_words),
)
Rows = set[tuple[Any, ...]]


class ReportFacts:
    """The facts of the people of one store. Who writes takes turns first."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def replace(self, people: Collection[UUID], fresh: Mapping[Table, Rows]) -> None:
        """Put these rows in the place of those that there are of these people."""
        for table in OF_PERSON:
            old = self._of(table, people)
            gone, new = old - fresh[table], fresh[table] - old
            self._write(table, gone, new)
            if table is report_days and gone | new:
                self._add_to_totals(gone, new)
                self._reach(people, old, fresh[table])
            elif table is report_threads and gone | new:
                threads = {row[0] for row in gone | new}
                ReportOpenings(self._connection, self._store_id).answer(self._dialect, threads)

    def _of(self, table: Table, people: Collection[UUID]) -> Rows:
        mine = (table.c.store_id == self._store_id, table.c.person_id.in_(people))
        query = select(*(table.c[name] for name in _columns(table))).where(*mine)
        return {tuple(row) for row in self._connection.execute(query)}

    def _write(self, table: Table, gone: Rows, new: Rows) -> None:
        """Remove rows by their keys, and add others, in the order of the keys."""
        if gone:
            names = _keys(table)
            places = [_columns(table).index(name) for name in names]
            one = (table.c[name] == bindparam(f"its_{name}") for name in names)
            forget = delete(table).where(table.c.store_id == self._store_id, *one)
            self._connection.execute(
                forget,
                [{f"its_{n}": row[p] for n, p in zip(names, places, strict=True)} for row in gone],
            )
        if new:
            unknown = (None,) if table is report_threads else ()
            rows = [(self._store_id, *row, *unknown) for row in sorted(new)]
            self._dialect.append_rows(self._connection, table, rows)

    def _add_to_totals(self, gone: Rows, new: Rows) -> None:
        """Change the sums of everybody by what was there and is not, and the other way round."""
        changes: defaultdict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
        for sign, rows in ((-1, gone), (1, new)):
            for _, *key, entries, statements, milliseconds in rows:
                sums = changes[tuple(key)]
                for number, value in enumerate((entries, statements, milliseconds)):
                    sums[number] += sign * value
        add = self._dialect.insert(report_totals)
        added = {name: report_totals.c[name] + add.excluded[name] for name in _SUMS}
        values = [
            {"store_id": self._store_id, **dict(zip((*_KEY, *_SUMS), (*k, *s), strict=True))}
            for k, s in sorted(changes.items())
            if any(s)
        ]
        keys = list(report_totals.primary_key.columns)
        if values:
            change = add.on_conflict_do_update(index_elements=keys, set_=added)
            self._connection.execute(change, values)

    def _reach(self, people: Collection[UUID], old: Rows, new: Rows) -> None:
        """Let everybody stand in the sets to which their days belong."""
        before, after = _cells(old), _cells(new)
        ReportReach(self._connection, self._store_id).change(
            self._dialect,
            {person: before[person] - after[person] for person in people},
            {person: after[person] - before[person] for person in people},
        )


@cache
def _columns(table: Table) -> tuple[str, ...]:
    """Name the columns between the store, which stands first, and the answer, which stands last."""
    return tuple(column.name for column in table.c if column.name not in _DERIVED)


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key if column.name != "store_id"]


def _cells(days: Rows) -> Mapping[UUID, set[Cell]]:
    found: defaultdict[UUID, set[Cell]] = defaultdict(set)
    for person, day, kind, formality, *_ in days:
        found[person].update(cells(day, kind, formality))
    return found


def rows_of(store_id: int, facts: Mapping[UUID, Facts]) -> Mapping[Table, Rows]:
    """Make the rows of all these people, each in the order of the columns of its table."""
    found: defaultdict[Table, Rows] = defaultdict(set)
    for person, each in facts.items():
        for table, row in _rows(store_id, each):
            values = {"person_id": person, **row}
            found[table].add(tuple(values[name] for name in _columns(table)))
    return found


def _rows(store_id: int, facts: Facts) -> Iterator[tuple[Table, dict[str, Any]]]:
    def key(kind: str, name: str) -> int:
        return index_key(store_id, kind, name)

    for day in facts.days:
        yield report_days, day._asdict()
    if facts.days:
        last = max(day.day for day in facts.days)
        yield report_steps, {**facts.steps._asdict(), "last_day": last}
    for c in facts.contacts:
        other = key("identity", c.other)
        yield report_contacts, {"day": c.day, "other": other, "confirmed": c.confirmed}
    for (thread, _), t in {(key("thread", t.url), t.kind): t for t in facts.threads}.items():
        yield report_threads, {"thread": thread, **t._asdict()}
    for clip, view in {key("clip", view.url): view for view in facts.views}.items():
        yield report_views, {"clip": clip, "day": view.day, "seconds": view.seconds}
    for word in facts.words:
        said = {"answers": word.answers, "last": word.last}
        yield report_words, {"word": key("word", word.word), **said}
