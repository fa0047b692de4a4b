"""Sponsors and what they support, bound to one store."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Subquery, Table, and_, delete, func, select

from lrs.database import Dialect
from lti_tool.clips.clip import State, Visibility
from lti_tool.clips.tables import clips
from lti_tool.library.tables import library_items
from lti_tool.network.tables import network_events
from lti_tool.sponsors.reach import Kind, Thing
from lti_tool.sponsors.tables import sponsored, sponsors

_S, _D = sponsors.c, sponsored.c


class Sponsor(NamedTuple):
    """Who supports something, and how many things."""

    id: UUID
    name: str
    created: int
    created_by: str
    things: int


class Sponsors:
    """The sponsors of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def add(self, sponsor: Sponsor) -> None:
        values = {name: getattr(sponsor, name) for name in Sponsor._fields if name != "things"}
        add = self._dialect.insert(sponsors).values(store_id=self._store_id, **values)
        self._connection.execute(add.on_conflict_do_nothing())

    def remove(self, sponsor_id: UUID) -> None:
        """Forget a sponsor; clips and events stay as they are."""
        self._connection.execute(delete(sponsored).where(*self._of(sponsor_id)))
        mine = (_S.store_id == self._store_id, _S.id == sponsor_id)
        self._connection.execute(delete(sponsors).where(*mine))

    def all(self) -> Sequence[Sponsor]:
        return self._read()

    def find(self, sponsor_id: UUID) -> Sponsor | None:
        return next(iter(self._read(_S.id == sponsor_id)), None)

    def support(self, sponsor_id: UUID, thing: Thing, now: int) -> None:
        key = {"store_id": self._store_id, "sponsor_id": sponsor_id}
        add = self._dialect.insert(sponsored).values(
            **key, kind=thing.kind.value, thing_id=thing.id, since=now
        )
        self._connection.execute(add.on_conflict_do_nothing())

    def let_go(self, sponsor_id: UUID, kind: Kind, thing_id: UUID) -> None:
        this = (_D.kind == kind.value, _D.thing_id == thing_id)
        self._connection.execute(delete(sponsored).where(*self._of(sponsor_id), *this))

    def things(self, sponsor_id: UUID) -> list[Thing]:
        """Give what a sponsor supports and others still see, by kind and title."""
        found: list[Thing] = []
        for kind, there in self._there():
            same = and_(_D.kind == kind.value, _D.thing_id == there.c.id)
            query = select(there.c.id, there.c.title).join(sponsored, same)
            rows = self._connection.execute(query.where(*self._of(sponsor_id)))
            found += sorted((Thing(kind, *row) for row in rows), key=lambda thing: thing.title)
        return found

    def offered(self, most: int) -> list[Thing]:
        """Give the newest clips and events, to choose from."""
        found: list[Thing] = []
        for kind, there in self._there():
            query = select(there.c.id, there.c.title).order_by(there.c.created.desc(), there.c.id)
            found += [Thing(kind, *row) for row in self._connection.execute(query.limit(most))]
        return found

    def find_thing(self, kind: Kind, thing_id: UUID) -> Thing | None:
        there = dict(self._there())[kind]
        query = select(there.c.id, there.c.title).where(there.c.id == thing_id)
        row = self._connection.execute(query).first()
        return Thing(kind, *row) if row else None

    def _there(self) -> list[tuple[Kind, Subquery]]:
        """Give the clips, the events and what else is in the library that others see."""
        seen = (
            clips.c.store_id == self._store_id,
            clips.c.state == State.READY.value,
            clips.c.visibility != Visibility.PRIVATE.value,
            clips.c.deleted.is_(None),
            clips.c.hidden.is_(None),
        )
        planned = (network_events.c.store_id == self._store_id, network_events.c.gone.is_(None))
        shown = (
            library_items.c.store_id == self._store_id,
            library_items.c.deleted.is_(None),
            library_items.c.hidden.is_(None),
        )
        return [
            (Kind.CLIP, _subquery(clips, seen)),
            (Kind.EVENT, _subquery(network_events, planned)),
            (Kind.RESOURCE, _subquery(library_items, shown)),
        ]

    def _of(self, sponsor_id: UUID) -> tuple[ColumnElement[bool], ...]:
        return _D.store_id == self._store_id, _D.sponsor_id == sponsor_id

    def _read(self, *which: ColumnElement[bool]) -> list[Sponsor]:
        same = and_(_D.store_id == _S.store_id, _D.sponsor_id == _S.id)
        columns = (_S.id, _S.name, _S.created, _S.created_by)
        query = select(*columns, func.count(_D.thing_id)).outerjoin(sponsored, same)
        mine = query.where(_S.store_id == self._store_id, *which).group_by(*columns)
        rows = self._connection.execute(mine.order_by(_S.name, _S.id))
        return [Sponsor(*row) for row in rows]


def _subquery(table: Table, which: tuple[ColumnElement[bool], ...]) -> Subquery:
    return select(table.c.id, table.c.title, table.c.created).where(*which).subquery()
