"""People of one store, and the xAPI identifiers that are theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, func, or_, select, update

from lrs.database import Dialect
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.tables import identities, people


@dataclass(frozen=True, slots=True)
class Identity:
    """One identifier (see lrs.xapi.identifier) and the name last seen with it."""

    identifier: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person: a set of identities in one store."""

    id: UUID
    name: str
    identities: tuple[Identity, ...]


class People:
    """The people of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def meet(self, names: Mapping[str, str], now: int) -> None:
        """Remember identifiers with the names that came with them; a new identifier is a new person.

        A missing name never blanks a stored one.
        """
        if not names:
            return
        names = {identifier: _writable(name) for identifier, name in names.items()}
        known = self._known(names)
        self._add({i: n for i, n in names.items() if i not in known}, now)
        self._rename(
            [
                {"its_key": key, "person": person_id, "old": old, "new": names[identifier]}
                for identifier, (key, old, person_id) in sorted(known.items())
                if names[identifier] not in ("", old)
            ]
        )

    def person_of(self, identifier: str) -> UUID | None:
        query = select(identities.c.person_id).where(
            identities.c.store_id == self._store_id,
            identities.c.key == self._key(identifier),
            identities.c.identifier == identifier,
        )
        return self._connection.scalar(query)

    def recognise(self, identifier: str, name: str) -> UUID | None:
        """Give the person of an identifier; None when `meet` would add or rename somebody."""
        name = _writable(name)
        _, known, person_id = self._known([identifier]).get(identifier, (0, "", None))
        return person_id if name in ("", known) else None

    def person(self, person_id: UUID) -> Person | None:
        found = list(self._persons(people.c.id == person_id))
        return found[0] if found else None

    def page(self, search: str, after: tuple[str, UUID] | None, limit: int) -> list[Person]:
        """Give people by name, `limit` at most, after (name, id) of the last one seen."""
        query = select(people.c.id, people.c.name).where(people.c.store_id == self._store_id)
        if search:
            query = query.where(or_(people.c.name.icontains(search, autoescape=True)))
        if after is not None:
            name, person_id = after
            query = query.where(
                or_(people.c.name > name, (people.c.name == name) & (people.c.id > person_id))
            )
        rows = self._connection.execute(query.order_by(people.c.name, people.c.id).limit(limit))
        order = {row.id: row.name for row in rows}
        found = {person.id: person for person in self._persons(people.c.id.in_(order))}
        return [found[person_id] for person_id in order]

    def count(self) -> int:
        query = select(func.count()).select_from(people).where(people.c.store_id == self._store_id)
        return self._connection.scalar(query) or 0

    def _key(self, identifier: str) -> int:
        return index_key(self._store_id, "identity", identifier)

    def _known(self, names: Iterable[str]) -> dict[str, tuple[int, str, UUID]]:
        query = select(
            identities.c.identifier, identities.c.key, identities.c.name, identities.c.person_id
        ).where(identities.c.store_id == self._store_id)
        return {
            row.identifier: (row.key, row.name, row.person_id)
            for keys in chunks([self._key(name) for name in names])
            for row in self._connection.execute(query.where(identities.c.key.in_(keys)))
        }

    def _add(self, names: Mapping[str, str], now: int) -> None:
        if not names:
            return
        # Sorted, so that two transactions that meet the same people lock them in the same order.
        rows = [(self._key(i), i, n, uuid4()) for i, n in sorted(names.items())]
        store = {"store_id": self._store_id, "created": now}
        self._connection.execute(
            people.insert(), [{**store, "id": p, "name": n} for _, _, n, p in rows]
        )
        self._connection.execute(
            identities.insert(),
            [
                {**store, "key": k, "identifier": i, "name": n, "person_id": p}
                for k, i, n, p in rows
            ],
        )

    def _rename(self, changes: Sequence[Mapping[str, object]]) -> None:
        """Give identities their new names; `changes` hold its_key, person, old and new of each."""
        if not changes:
            return
        self._connection.execute(
            update(identities)
            .where(
                identities.c.store_id == self._store_id, identities.c.key == bindparam("its_key")
            )
            .values(name=bindparam("new")),
            changes,
        )
        # A person goes by the name of the identity that named them, until an administrator says else.
        self._connection.execute(
            update(people)
            .where(people.c.store_id == self._store_id, people.c.id == bindparam("person"))
            .where((people.c.name == bindparam("old")) | (people.c.name == ""))
            .values(name=bindparam("new")),
            changes,
        )

    def _persons(self, condition: object) -> Iterator[Person]:
        query = (
            select(people.c.id, people.c.name, identities.c.identifier, identities.c.name)
            .join(
                identities,
                (identities.c.store_id == people.c.store_id)
                & (identities.c.person_id == people.c.id),
            )
            .where(people.c.store_id == self._store_id, condition)  # type: ignore[arg-type]
            .order_by(people.c.id, identities.c.created, identities.c.identifier)
        )
        grouped: dict[UUID, tuple[str, list[Identity]]] = {}
        for person_id, name, identifier, identity_name in self._connection.execute(query):
            grouped.setdefault(person_id, (name, []))[1].append(Identity(identifier, identity_name))
        for person_id, (name, owned) in grouped.items():
            yield Person(person_id, name, tuple(owned))


def _writable(name: str) -> str:
    """NUL may stand in JSON, but not in a database's text."""
    return name.replace("\0", "\ufffd")
