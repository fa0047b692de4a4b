"""StatementRefs: a statement is found by what it refers to, and may void it (xAPI-Communication 2.1.3).

Target and referrer may come in any order, and chains may be circular. Each statement inherits the
index entries of all that it refers to, near and far, marked with the place they come from (`via`),
so that a query never mixes what a statement says with what its target says.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, update

from lrs.database import Dialect
from lrs.storage.chunks import chunks
from lrs.storage.index_entries import keys
from lrs.storage.lookup import Lookup, rows_of
from lrs.storage.payloads import Payloads
from lrs.storage.tables import inherited_index, statement_references, statements
from lrs.xapi import strict_json
from lrs.xapi.filing import filed_under

# Longer chains are nobody's learning; the bound keeps one request from writing millions of rows.
_FURTHEST = 32

_TO = Lookup(
    select(statement_references.c.target_id, statement_references.c.voids).where(
        statement_references.c.store_id == bindparam("store")
    ),
    statement_references.c.target_id,
    each=True,
)

_referrer = statement_references.c.stored
_target = statements.alias("target")


class Referred(NamedTuple):
    """Whether anything refers to some statements, and which of them are voided."""

    any: bool
    voided: frozenset[UUID]


class StatementReferences:
    """Who refers to whom in one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    @property
    def _mine(self) -> ColumnElement[bool]:
        return statement_references.c.store_id == self._store_id

    def to_new(self, ids: Collection[UUID]) -> Referred:
        """Say which of these ids were referred to, or voided, before the statements themselves came."""
        return self.ask_to_new(ids)()

    def ask_to_new(self, ids: Collection[UUID]) -> Callable[[], Referred]:
        """Ask for that; the answer is there when it is called for."""
        answers = _TO.ask(self._connection, self._dialect, self._store_id, ids)

        def referred() -> Referred:
            rows = list(rows_of(answers))
            return Referred(bool(rows), frozenset(target for target, voids in rows if voids))

        return referred

    def add(self, targets: Mapping[int, tuple[UUID, bool]]) -> None:
        """Remember what the statements at these places refer to, and whether they void it."""
        if not targets:
            return
        rows = [
            {"store_id": self._store_id, "stored": stored, "target_id": target, "voids": voids}
            for stored, (target, voids) in targets.items()
        ]
        self._connection.execute(statement_references.insert(), rows)
        self._void([target for target, voids in targets.values() if voids])

    def inherit(self, places: Collection[int]) -> None:
        """Bring the index up to date after statements were appended at these places."""
        upward = self._edges(places, _target.c.stored)
        downward = self._edges({*places, *upward}, _referrer)
        edges = upward | downward
        self._copy({place: set(_chain(place, edges)) for place in edges})

    def _void(self, targets: Collection[UUID]) -> None:
        """Mark what is voided; a voiding statement can't be voided itself (xAPI-Data 2.3.2)."""
        voider = select(_referrer).where(
            self._mine, statement_references.c.voids.is_(True), _referrer == statements.c.stored
        )
        change = update(statements).where(statements.c.store_id == self._store_id, ~voider.exists())
        for chunk in chunks(targets):
            self._connection.execute(change.where(statements.c.id.in_(chunk)).values(voided=True))

    def _edges(self, places: Collection[int], start: ColumnElement[int]) -> dict[int, int]:
        """Walk references level by level: {referrer: target} of all that is reached."""
        edges: dict[int, int] = {}
        level = set(places)
        for _ in range(_FURTHEST):
            found = self._level(level, start)
            level = set(found if start is _target.c.stored else found.values()) - set(edges)
            edges |= found
            if not level:
                break
        return edges

    def _level(self, places: Collection[int], start: ColumnElement[int]) -> dict[int, int]:
        same = and_(
            _target.c.store_id == statement_references.c.store_id,
            _target.c.id == statement_references.c.target_id,
        )
        query = (
            select(_referrer, _target.c.stored)
            .select_from(statement_references.join(_target, same))
            .where(self._mine)
        )
        return {
            referrer: target
            for chunk in chunks(places)
            for referrer, target in self._connection.execute(query.where(start.in_(chunk)))
        }

    def _copy(self, targets: Mapping[int, Collection[int]]) -> None:
        """Give each place the index entries of its targets."""
        filed = self._filed({target for reached in targets.values() for target in reached})
        rows = [
            {"store_id": self._store_id, "key": key, "stored": place, "via": target}
            for place, reached in targets.items()
            for target in reached
            for key in filed[target]
        ]
        if rows:
            insert = self._dialect.insert(inherited_index).on_conflict_do_nothing()
            self._connection.execute(insert, rows)

    def _filed(self, places: Collection[int]) -> dict[int, set[int]]:
        place = statements.c.stored
        query = select(place, statements.c.payload).where(statements.c.store_id == self._store_id)
        payloads = Payloads(self._connection, self._store_id)
        return {
            row.stored: keys(self._store_id, filed_under(strict_json.loads(payloads.text(*row))))
            for chunk in chunks(places)
            for row in self._connection.execute(query.where(place.in_(chunk)))
        }


def _chain(place: int, edges: Mapping[int, int]) -> Iterator[int]:
    """Follow references from here, each place once, itself never."""
    seen = {place}
    for _ in range(_FURTHEST):
        place = edges.get(place, place)
        if place in seen:
            return
        seen.add(place)
        yield place
