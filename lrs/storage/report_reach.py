"""Sets of people by day and month: changed person by person, read as a few whole numbers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select

from lrs.database import Dialect
from lrs.reports.reach import PART, Cell, Crowd, Length, stretches
from lrs.storage.chunks import chunks
from lrs.storage.lookup import Lookup
from lrs.storage.report_tables import report_numbers, report_reach

_NUMBERS = Lookup(
    select(report_numbers.c.person_id, report_numbers.c.number).where(
        report_numbers.c.store_id == bindparam("store")
    ),
    report_numbers.c.person_id,
)


class _Row(NamedTuple):
    """Where the bits of some people stand in the set of a cell."""

    length: Length
    begin: int
    kind: str
    formality: str
    part: int


Changes = Mapping[UUID, Collection[Cell]]


class ReportReach:
    """The sets of one store. Who changes them takes turns first."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def crowds(self, first: int, last: int) -> list[Crowd]:
        """Give who did what in some days, both included."""
        found: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        begin, row = report_reach.c.begin, report_reach.c
        for stretch in stretches(first, last):
            query = select(row.kind, row.formality, row.part, row.bits).where(
                self._mine,
                row.length == stretch.length,
                begin.between(stretch.first, stretch.last),
            )
            for kind, formality, part, bits in self._connection.execute(query):
                found[kind, formality, part] |= int.from_bytes(bits, "little")
        return [Crowd(k, f, bits << part * PART) for (k, f, part), bits in found.items()]

    def numbers(self) -> dict[UUID, int]:
        """Give the number of everybody who has one."""
        mine = report_numbers.c.store_id == self._store_id
        query = select(report_numbers.c.person_id, report_numbers.c.number).where(mine)
        return {row.person_id: row.number for row in self._connection.execute(query)}

    def change(self, dialect: Dialect, out: Changes, into: Changes) -> None:
        """Take people out of sets and put them into others."""
        numbers = self._numbers(dialect, {*out, *into})
        off, on = _masks(out, numbers), _masks(into, numbers)
        wanted = {*off, *on}
        bits = self._bits(wanted)
        changed = {row: bits.get(row, 0) & ~off.get(row, 0) | on.get(row, 0) for row in wanted}
        self._keep(dialect, {row: b for row, b in changed.items() if b})
        self._remove([row for row, b in changed.items() if not b])

    def _numbers(self, dialect: Dialect, people: Collection[UUID]) -> dict[UUID, int]:
        """Give everybody's number, a new one to who has none."""
        rows = _NUMBERS.rows(self._connection, dialect, self._store_id, list(people))
        known = {row[0]: row[1] for row in rows}
        mine = report_numbers.c.store_id == self._store_id
        query = select(func.coalesce(func.max(report_numbers.c.number), -1) + 1).where(mine)
        free: int = self._connection.scalar(query) or 0
        new = {p: free + n for n, p in enumerate(sorted(set(people) - set(known)))}
        if new:
            store = {"store_id": self._store_id}
            values = [{**store, "person_id": person, "number": n} for person, n in new.items()]
            self._connection.execute(report_numbers.insert(), values)
        return known | new

    def _bits(self, wanted: Collection[_Row]) -> dict[_Row, int]:
        """Read all sets of the spans that are touched: of these most change."""
        found: dict[_Row, int] = {}
        columns = [report_reach.c[name] for name in (*_Row._fields, "bits")]
        for length in Length:
            query = select(*columns).where(self._mine, report_reach.c.length == length)
            for some in chunks({row.begin for row in wanted if row.length == length}):
                rows = self._connection.execute(query.where(report_reach.c.begin.in_(some)))
                found |= {_Row(*key): int.from_bytes(bits, "little") for *key, bits in rows}
        return found

    def _keep(self, dialect: Dialect, rows: Mapping[_Row, int]) -> None:
        if not rows:
            return
        add = dialect.insert(report_reach)
        key = list(report_reach.primary_key.columns)
        change = add.on_conflict_do_update(index_elements=key, set_={"bits": add.excluded.bits})
        store = {"store_id": self._store_id}
        values = [{**store, **r._asdict(), "bits": _written(b)} for r, b in sorted(rows.items())]
        self._connection.execute(change, values)

    def _remove(self, rows: Collection[_Row]) -> None:
        if rows:
            one = (report_reach.c[name] == bindparam(f"its_{name}") for name in _Row._fields)
            values = [{f"its_{n}": v for n, v in r._asdict().items()} for r in sorted(rows)]
            self._connection.execute(delete(report_reach).where(self._mine, *one), values)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return report_reach.c.store_id == self._store_id


def _masks(changes: Changes, numbers: Mapping[UUID, int]) -> dict[_Row, int]:
    """Say which bits of which rows change."""
    found: defaultdict[_Row, int] = defaultdict(int)
    for person, cells in changes.items():
        part, place = divmod(numbers[person], PART)
        for cell in cells:
            found[_Row(*cell, part)] |= 1 << place
    return found


def _written(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")
