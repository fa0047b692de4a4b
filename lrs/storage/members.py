"""What an organisation's lists say about its members."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select, update

from lrs.storage.chunks import chunks
from lrs.storage.person_tables import member_imports, members


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the organisation's list has them. `roles` are words such as director or partner."""

    member_id: str
    person_id: UUID
    email: str
    name: str
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    unit: str
    import_id: UUID


@dataclass(frozen=True, slots=True)
class MemberImport:
    """A list that was taken in; `undone` is when it was taken back."""

    id: UUID
    file: str
    by: str
    at: int
    rows: int
    undone: int | None = None


class Members:
    """The members of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def put(self, many: Iterable[Member]) -> None:
        """Keep these members; what was known of the same member ids is replaced."""
        rows = {each.member_id: _row(self._store_id, each) for each in many}
        self.remove(rows)
        if rows:
            self._connection.execute(members.insert(), list(rows.values()))

    def remove(self, member_ids: Iterable[str]) -> None:
        mine = members.c.store_id == self._store_id
        for chunk in chunks(list(member_ids)):
            self._connection.execute(delete(members).where(mine, members.c.member_id.in_(chunk)))

    def named(self, member_ids: Iterable[str]) -> dict[str, Member]:
        mine = select(members).where(members.c.store_id == self._store_id)
        return {
            row.member_id: _member(row)
            for chunk in chunks(list(member_ids))
            for row in self._connection.execute(mine.where(members.c.member_id.in_(chunk)))
        }

    def of(self, people_ids: Sequence[UUID]) -> list[Member]:
        """Give what lists say about some people."""
        query = select(members).where(
            members.c.store_id == self._store_id, members.c.person_id.in_(people_ids)
        )
        rows = self._connection.execute(query.order_by(members.c.member_id))
        return [_member(row) for row in rows]

    def all(self) -> list[Member]:
        query = select(members).where(members.c.store_id == self._store_id)
        return [_member(row) for row in self._connection.execute(query)]

    def standings(self) -> list[tuple[UUID, str, tuple[str, ...]]]:
        """Give of each member the person, the unit and the roles; few roles differ, so each is read once."""
        query = select(members.c.person_id, members.c.unit, members.c.roles)
        rows = self._connection.execute(query.where(members.c.store_id == self._store_id))
        return [(person, unit, _words(roles)) for person, unit, roles in rows]

    def groups(self) -> list[tuple[UUID, tuple[str, ...]]]:
        """Give of each member the person and the groups."""
        query = select(members.c.person_id, members.c.groups)
        rows = self._connection.execute(query.where(members.c.store_id == self._store_id))
        return [(person, _words(groups)) for person, groups in rows]

    def ids_by_person(self) -> dict[UUID, tuple[str, ...]]:
        query = select(members.c.person_id, members.c.member_id)
        found: defaultdict[UUID, list[str]] = defaultdict(list)
        for person_id, member_id in self._connection.execute(
            query.where(members.c.store_id == self._store_id).order_by(members.c.member_id)
        ):
            found[person_id].append(member_id)
        return {person_id: tuple(ids) for person_id, ids in found.items()}

    def note(self, taken: MemberImport, before: str) -> None:
        """Remember a list, and as JSON what was there before it."""
        names = [name for name in MemberImport.__slots__ if name != "undone"]
        values = {name: getattr(taken, name) for name in names}
        insert = member_imports.insert()
        self._connection.execute(insert.values(store_id=self._store_id, before=before, **values))

    def imports(self) -> list[MemberImport]:
        """Give the lists that were taken in, newest first."""
        columns = [member_imports.c[name] for name in MemberImport.__slots__]
        query = select(*columns).where(member_imports.c.store_id == self._store_id)
        rows = self._connection.execute(query.order_by(member_imports.c.at.desc()))
        return [MemberImport(*row) for row in rows]

    def take_back(self, import_id: UUID, now: int) -> str | None:
        """Mark a list as undone and give what was there before it; None if it isn't there, or undone."""
        here = (
            member_imports.c.store_id == self._store_id,
            member_imports.c.id == import_id,
            member_imports.c.undone.is_(None),
        )
        before = self._connection.scalar(select(member_imports.c.before).where(*here))
        self._connection.execute(update(member_imports).where(*here).values(undone=now))
        return before


@lru_cache(maxsize=1024)
def _words(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _row(store_id: int, member: Member) -> dict[str, object]:
    values = {name: getattr(member, name) for name in Member.__slots__}
    lists = {"groups": json.dumps(member.groups), "roles": json.dumps(member.roles)}
    return {**values, **lists, "store_id": store_id}


def _member(row: Row[tuple[object, ...]]) -> Member:
    said = row._mapping  # noqa: SLF001 (SQLAlchemy's public name for it)
    plain = {name: said[name] for name in Member.__slots__}
    lists = {name: tuple(json.loads(said[name])) for name in ("groups", "roles")}
    return Member(**{**plain, **lists})
