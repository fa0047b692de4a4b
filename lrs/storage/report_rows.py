"""How far reports follow the statements: a cursor, who waits to be counted, and how long clips are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
)

from lrs.database import Dialect
from lrs.storage.hashing import index_key
from lrs.storage.person_tables import person_joins
from lrs.storage.report_facts import OF_PERSON
from lrs.storage.report_tables import (
    report_clips,
    report_cursors,
    report_numbers,
    report_reach,
    report_totals,
    report_waiting,
)
from lrs.storage.tables import people

_OF_STORE = (
    *OF_PERSON,
    *(report_waiting, report_totals, report_clips, report_cursors, report_numbers, report_reach),
)


class Cursor(NamedTuple):
    """The newest statement and join that were looked at, when people were counted, and on which ground."""

    place: int = 0
    joins_until: int = 0
    counted: int = 0
    ground: str = ""


class Clip(NamedTuple):
    """A clip, and its length in seconds."""

    url: str
    title: str
    seconds: float


class ReportRows:
    """The rows of one store. Who writes takes turns first."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def take_turns(self) -> None:
        self._dialect.take_turns(self._connection, f"reports of {self._store_id}".encode())

    def cursor(self) -> Cursor:
        query = select(*(report_cursors.c[name] for name in Cursor._fields))
        row = self._connection.execute(query.where(self._mine(report_cursors))).first()
        return Cursor(*row) if row else Cursor()

    def keep(self, cursor: Cursor) -> None:
        self._put(report_cursors, [cursor._asdict()], cursor._fields)

    def changed_since(self, until: int) -> tuple[int, set[UUID]]:
        """Give who is new, was joined or parted after an instant, and the instant of the last of it."""
        new = select(people.c.id, people.c.created).where(
            self._mine(people), people.c.created > until
        )
        changed = self.joined_since(until)
        changed |= {row.id: row.created for row in self._connection.execute(new)}
        return max(changed.values(), default=until), set(changed)

    def joined_since(self, until: int) -> dict[UUID, int]:
        """Give who was joined or parted after an instant, and when."""
        undone = func.coalesce(person_joins.c.undone, 0)
        query = select(person_joins.c.person_id, person_joins.c.into_id, person_joins.c.at, undone)
        query = query.where(
            self._mine(person_joins), or_(person_joins.c.at > until, undone > until)
        )
        changed: dict[UUID, int] = {}
        for one, other, at, parted in self._connection.execute(query):
            changed |= {one: max(at, parted), other: max(at, parted)}
        return changed

    def wait(self, whom: Mapping[UUID, int]) -> None:
        """Note who is to be counted anew, and the place of the statement that says so."""
        rows = [{"person_id": person, "place": place} for person, place in whom.items()]
        self._put(report_waiting, rows, ("place",))

    def all_wait(self) -> None:
        """Note that everybody is to be counted anew."""
        everybody = select(people.c.store_id, people.c.id, literal(0)).where(self._mine(people))
        names = ("store_id", "person_id", "place")
        wait = self._dialect.insert(report_waiting).from_select(names, everybody)
        self._connection.execute(wait.on_conflict_do_nothing())

    def waiting(self, limit: int) -> dict[UUID, int]:
        query = select(report_waiting.c.person_id, report_waiting.c.place)
        rows = self._connection.execute(query.where(self._mine(report_waiting)).limit(limit))
        return {row.person_id: row.place for row in rows}

    def count_waiting(self) -> int:
        query = select(func.count()).select_from(report_waiting)
        return self._connection.scalar(query.where(self._mine(report_waiting))) or 0

    def waiting_since(self) -> int | None:
        """Give the oldest place of a statement for which somebody waits."""
        query = select(func.min(report_waiting.c.place)).where(self._mine(report_waiting))
        oldest: int | None = self._connection.scalar(query.where(report_waiting.c.place > 0))
        return oldest

    def counted(self, whom: Mapping[UUID, int]) -> None:
        """Take these from those who wait, unless something newer came up meanwhile."""
        one = (
            report_waiting.c.person_id == bindparam("whom"),
            report_waiting.c.place <= bindparam("until"),
        )
        self._connection.execute(
            delete(report_waiting).where(self._mine(report_waiting), *one),
            [{"whom": person, "until": place} for person, place in whom.items()],
        )

    def clips(self, clips: Iterable[Clip]) -> None:
        """Remember the length of each clip; the first that is told stays."""
        rows = {index_key(self._store_id, "clip", clip.url): clip for clip in clips}
        values = [{"store_id": self._store_id, "clip": k, **c._asdict()} for k, c in rows.items()]
        if values:
            add = self._dialect.insert(report_clips)
            self._connection.execute(add.on_conflict_do_nothing(), values)

    def analyse(self) -> None:
        """Let the database know what it needs for the plans of reports; else some walk over everything."""
        for table in _OF_STORE:
            self._dialect.analyse(self._connection, table)

    def forget(self) -> None:
        """Remove everything that can be made again."""
        for table in _OF_STORE:
            self._connection.execute(delete(table).where(self._mine(table)))

    def _put(
        self, table: Table, rows: Sequence[dict[str, object]], changing: Iterable[str]
    ) -> None:
        if not rows:
            return
        add = self._dialect.insert(table)
        change = add.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={name: add.excluded[name] for name in changing},
        )
        self._connection.execute(change, [{"store_id": self._store_id, **row} for row in rows])

    def _mine(self, table: Table) -> ColumnElement[bool]:
        return table.c.store_id == self._store_id
