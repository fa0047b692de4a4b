"""The things of the library beside clips as they are kept, bound to one store."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from lrs.database import Dialect
from lti_tool.clips.clip import Visibility
from lti_tool.clips.storage import By
from lti_tool.library.item import Item, Kind, Use
from lti_tool.library.tables import library_items, library_notes, library_uses

REPORTED = "reported"
_I, _U, _N = library_items.c, library_uses.c, library_notes.c


class Note(NamedTuple):
    """What happened to an item, or what somebody found wrong with it."""

    item_id: UUID
    what: str
    by: UUID | None
    by_name: str
    words: str
    at: int


class Items:
    """The items of one store; who may see them is decided elsewhere (rules.py)."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, item_id: UUID, *, deleted: bool = False) -> Item | None:
        """Give one, deleted ones only when asked for."""
        there = _I.deleted.is_not(None) if deleted else _I.deleted.is_(None)
        row = self._connection.execute(QUERY.where(self._mine, there, _I.id == item_id)).first()
        return read(row) if row else None

    def among(self, item_ids: Sequence[UUID]) -> dict[UUID, Item]:
        rows = self._connection.execute(QUERY.where(self._mine, _I.id.in_(item_ids)))
        return {row.id: read(row) for row in rows}

    def add(self, item: Item, search: str) -> None:
        values = {name: getattr(item, name) for name in Item.__slots__}
        self._connection.execute(library_items.insert().values(search=search, **values))

    def change(self, item_id: UUID, *conditions: ColumnElement[bool], **values: object) -> bool:
        """Change one where the conditions hold; say whether they did."""
        named = update(library_items).where(self._mine, _I.id == item_id, *conditions)
        return self._connection.execute(named.values(**values)).rowcount == 1

    def use(self, item_id: UUID, person_id: UUID) -> Use:
        row = self._connection.execute(
            _USE.where(
                _U.store_id == self._store_id, _U.item_id == item_id, _U.person_id == person_id
            )
        ).first()
        return Use(*row) if row else Use(item_id, person_id)

    def keep(self, use: Use) -> None:
        values = {name: getattr(use, name) for name in Use.__slots__}
        add = self._dialect.insert(library_uses).values(store_id=self._store_id, **values)
        key = list(library_uses.primary_key.columns)
        fresh = {name: values[name] for name in ("opened", "joined", "done", "minutes", "rounds")}
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=fresh))

    def count(self, item_id: UUID) -> tuple[int, int]:
        """Give how many people opened or joined it, and how many say that they did it."""
        columns = (func.count(func.coalesce(_U.joined, _U.opened)), func.count(_U.done))
        query = select(*columns).where(_U.store_id == self._store_id, _U.item_id == item_id)
        row = self._connection.execute(query).one()
        return row[0], row[1]

    def note(self, item_id: UUID, what: str, by: By, at: int, words: str = "") -> None:
        """Write down what happened to it, for good."""
        values = {"item_id": item_id, "what": what, "at": at, "words": words}
        values |= {"by": by[0], "by_name": by[1]}
        self._connection.execute(
            library_notes.insert().values(store_id=self._store_id, id=uuid4(), **values)
        )

    def waiting(self, item_ids: Sequence[UUID]) -> list[Note]:
        """Give reports on which nobody decided, oldest first."""
        query = _NOTE.where(*self._reports(), _N.item_id.in_(item_ids)).order_by(_N.at, _N.id)
        return [Note(*row) for row in self._connection.execute(query)]

    def reported(self, most: int) -> list[Item]:
        """Give the items of which a report waits, the newest first."""
        same = and_(_N.store_id == _I.store_id, _N.item_id == _I.id)
        waits = select(_N.id).where(*self._reports(), same).correlate(library_items).exists()
        query = QUERY.where(self._mine, _I.deleted.is_(None), waits).order_by(_I.created.desc())
        return [read(row) for row in self._connection.execute(query.limit(most))]

    def notes(self, item_id: UUID) -> list[Note]:
        """Give what was done to it, oldest first; reports are no part of it."""
        query = _NOTE.where(
            _N.store_id == self._store_id, _N.item_id == item_id, _N.what != REPORTED
        )
        rows = self._connection.execute(query.order_by(_N.at, _N.id))
        return [Note(*row) for row in rows]

    def settle(self, item_id: UUID, now: int) -> None:
        """Close all reports that wait about it."""
        waits = update(library_notes).where(*self._reports(), _N.item_id == item_id)
        self._connection.execute(waits.values(decided=now))

    def to_purge(self, before: int) -> Sequence[UUID]:
        """Give deleted ones whose files are still there."""
        over = (_I.deleted < before, _I.purged.is_(None))
        return self._connection.scalars(select(_I.id).where(self._mine, *over)).all()

    def purge(self, item_id: UUID, now: int) -> None:
        """Forget what was said of one whose file is gone; the title stays for the audit."""
        self.change(item_id, purged=now, about="", address="", search="")

    def _reports(self) -> tuple[ColumnElement[bool], ...]:
        return _N.store_id == self._store_id, _N.what == REPORTED, _N.decided.is_(None)

    @property
    def _mine(self) -> ColumnElement[bool]:
        return _I.store_id == self._store_id


def read(row: Any) -> Item:
    """Make an item of a row of QUERY."""
    item = Item(*row)
    return replace(item, kind=Kind(item.kind), visibility=Visibility(item.visibility))


QUERY = select(*(library_items.c[name] for name in Item.__slots__))
_USE = select(*(library_uses.c[name] for name in Use.__slots__))
_NOTE = select(*(library_notes.c[name] for name in Note._fields))
