"""Which people of one store are one person: joins, each a row that can be undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, update

from lrs.storage.chunks import chunks
from lrs.storage.person_tables import person_joins
from lrs.storage.tables import people


@dataclass(frozen=True, slots=True)
class Join:
    """One joining of `person_id` with `into_id`: how, by whom, why, when. Instants in microseconds."""

    id: UUID
    person_id: UUID
    into_id: UUID
    how: str
    by: str
    reason: str
    at: int
    undone: int | None = None
    undone_by: str = ""


class Joins:
    """The joins of one store. They make trees: each person was joined into one other at most."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def add(self, join: Join) -> None:
        values = {name: getattr(join, name) for name in Join.__slots__}
        self._connection.execute(person_joins.insert().values(store_id=self._store_id, **values))

    def undo(self, join_id: UUID, by: str, now: int) -> bool:
        """Say whether there was such a join, in force."""
        undone = (
            update(person_joins)
            .where(self._in_force, person_joins.c.id == join_id)
            .values(undone=now, undone_by=by)
        )
        return self._connection.execute(undone).rowcount == 1

    def find(self, join_id: UUID) -> Join | None:
        found = self._joins(self._all.where(person_joins.c.id == join_id))
        return found[0] if found else None

    def of(self, people_ids: Iterable[UUID]) -> list[Join]:
        """Give all joins that any of these were part of, undone ones too, newest first."""
        ids = list(people_ids)
        either = or_(person_joins.c.person_id.in_(ids), person_joins.c.into_id.in_(ids))
        return self._joins(self._all.where(either))

    def latest(self, limit: int) -> list[Join]:
        return self._joins(self._all.limit(limit))

    def undone_pairs(self) -> set[frozenset[UUID]]:
        """Give who was parted again, so that no rule joins them anew."""
        query = select(person_joins.c.person_id, person_joins.c.into_id).where(
            person_joins.c.store_id == self._store_id, person_joins.c.undone.is_not(None)
        )
        return {frozenset(row) for row in self._connection.execute(query)}

    def all_in_force(self) -> dict[UUID, UUID]:
        """Give everybody who was joined, and into whom."""
        query = select(person_joins.c.person_id, person_joins.c.into_id).where(self._in_force)
        return {row.person_id: row.into_id for row in self._connection.execute(query)}

    def are_any(self) -> bool:
        """Say whether anybody in this store is joined with anybody."""
        found = self._connection.execute(select(person_joins.c.id).where(self._in_force).limit(1))
        return found.first() is not None

    def heads(self, people_ids: Collection[UUID]) -> dict[UUID, UUID]:
        """Give under which id each of these is known; who was never joined stands for themselves."""
        into: dict[UUID, UUID] = {}
        layer = set(people_ids)
        query = select(person_joins.c.person_id, person_joins.c.into_id).where(self._in_force)
        while layer:
            found = {
                row.person_id: row.into_id
                for some in chunks(layer)
                for row in self._connection.execute(query.where(person_joins.c.person_id.in_(some)))
            }
            into |= found
            layer = set(found.values()) - into.keys()
        return {each: _top(each, into) for each in people_ids}

    def group(self, person_id: UUID) -> tuple[UUID, ...]:
        """Give everybody who is the same person, the head first."""
        near = self._near(person_id)
        if not near:
            return (person_id,)
        head = person_id
        while head in near:
            head = near[head]
            near |= self._near(head)
        return self.groups([head])[head]

    def groups(self, heads: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
        """Give everybody who was joined into each of these, themselves first."""
        found = {head: [head] for head in heads}
        head_of = {head: head for head in heads}
        layer = list(heads)
        while layer:
            layer = self._below(layer, head_of, found)
        return {head: tuple(group) for head, group in found.items()}

    def count(self) -> int:
        query = select(func.count()).select_from(person_joins).where(self._in_force)
        return self._connection.scalar(query) or 0

    def leads(self, person_id: ColumnElement[UUID]) -> ColumnElement[bool]:
        """Give the condition that a person was not joined into another."""
        return person_id.not_in(select(person_joins.c.person_id).where(self._in_force))

    def leads_to(self, person_id: ColumnElement[UUID], name: str) -> ColumnElement[bool]:
        """Give the condition that somebody whose name holds `name` was joined into a person."""
        named = (
            select(person_joins.c.into_id)
            .join(
                people,
                (people.c.store_id == person_joins.c.store_id)
                & (people.c.id == person_joins.c.person_id),
            )
            .where(self._in_force, people.c.name.icontains(name, autoescape=True))
        )
        return person_id.in_(named)

    def _below(
        self, layer: Sequence[UUID], head_of: dict[UUID, UUID], found: dict[UUID, list[UUID]]
    ) -> list[UUID]:
        query = select(person_joins.c.person_id, person_joins.c.into_id).where(
            self._in_force, person_joins.c.into_id.in_(layer)
        )
        rows = self._connection.execute(query.order_by(person_joins.c.at, person_joins.c.id))
        next_layer: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for person_id, into_id in rows:
            head_of[person_id] = head_of[into_id]
            found[head_of[into_id]].append(person_id)
            next_layer[into_id].append(person_id)
        return [each for group in next_layer.values() for each in group]

    def _near(self, person_id: UUID) -> dict[UUID, UUID]:
        """Give the joins in force of which somebody is a part, in one look."""
        either = or_(person_joins.c.person_id == person_id, person_joins.c.into_id == person_id)
        query = select(person_joins.c.person_id, person_joins.c.into_id)
        rows = self._connection.execute(query.where(self._in_force, either))
        return {row.person_id: row.into_id for row in rows}

    @property
    def _in_force(self) -> ColumnElement[bool]:
        return (person_joins.c.store_id == self._store_id) & person_joins.c.undone.is_(None)

    @property
    def _all(self) -> Select[Any]:
        columns = [person_joins.c[name] for name in Join.__slots__]
        mine = person_joins.c.store_id == self._store_id
        return select(*columns).where(mine).order_by(person_joins.c.at.desc(), person_joins.c.id)

    def _joins(self, query: Select[Any]) -> list[Join]:
        return [Join(*row) for row in self._connection.execute(query)]


def _top(person: UUID, into: Mapping[UUID, UUID]) -> UUID:
    while person in into:
        person = into[person]
    return person
