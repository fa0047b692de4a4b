"""People of one store, and the xAPI identifiers that are theirs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select, update

from lrs.database import Dialect
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.joins import Joins
from lrs.storage.lookup import Lookup
from lrs.storage.previews import Previews
from lrs.storage.tables import identities, people

_KNOWN = Lookup(
    select(
        identities.c.identifier, identities.c.key, identities.c.name, identities.c.person_id
    ).where(identities.c.store_id == bindparam("store")),
    identities.c.key,
    each=True,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """One identifier (see lrs.xapi.identifier) and the name last seen with it."""

    identifier: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person: a set of identities in one store.

    `joined` are the ids of everybody who is the same person, the first one first; empty when they
    were never joined with anybody.
    """

    id: UUID
    name: str
    identities: tuple[Identity, ...]
    joined: tuple[UUID, ...] = ()

    @property
    def head(self) -> UUID:
        """The id under which lists and transcripts know them."""
        return self.joined[0] if self.joined else self.id


class People:
    """The people of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id
        self._joins = Joins(connection, store_id)

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

    def owners(self, identifiers: Collection[str]) -> dict[str, UUID]:
        """Give whose these are, as they were before any joining; those of nobody are left out."""
        return {each: person_id for each, (_, _, person_id) in self._known(identifiers).items()}

    def person(self, person_id: UUID) -> Person | None:
        """Give a person with the identities of everybody who was joined with them."""
        group = self._joins.group(person_id)
        if len(group) == 1:
            return self.alone(person_id)
        found = {each.id: each for each in self._persons(people.c.id.in_(group))}
        return _together(person_id, [found[each] for each in group if each in found])

    def names(self, people_ids: Collection[UUID]) -> dict[UUID, str]:
        """Give the names of many; who has none of their own goes by that of somebody they were joined with."""
        query = select(people.c.id, people.c.name).where(people.c.store_id == self._store_id)
        rows = [
            row
            for some in chunks(people_ids)
            for row in self._connection.execute(query.where(people.c.id.in_(some)))
        ]
        return {row.id: row.name or self._name_of_group(row.id) for row in rows}

    def _name_of_group(self, person_id: UUID) -> str:
        found = self.person(person_id)
        return found.name if found else ""

    def alone(self, person_id: UUID) -> Person | None:
        """Give a person with the identities that were theirs before any joining."""
        found = list(self._persons(people.c.id == person_id))
        return found[0] if found else None

    def page(self, search: str, after: tuple[str, UUID] | None, limit: int) -> list[Person]:
        """Give people by name, `limit` at most, after (name, id) of the last one seen; no test students."""
        query = select(people.c.id, people.c.name).where(
            people.c.store_id == self._store_id, self._somebody, self._joins.leads(people.c.id)
        )
        if search:
            named = people.c.name.icontains(search, autoescape=True)
            query = query.where(or_(named, self._joins.leads_to(people.c.id, search)))
        if after is not None:
            name, person_id = after
            query = query.where(
                or_(people.c.name > name, (people.c.name == name) & (people.c.id > person_id))
            )
        rows = self._connection.execute(query.order_by(people.c.name, people.c.id).limit(limit))
        names = {row.id: row.name for row in rows}
        # The name by which they were sorted, so that the next page begins behind it.
        return [replace(each, name=names[each.id]) for each in self.several(list(names))]

    def several(self, heads: Sequence[UUID]) -> list[Person]:
        """Give people into whom others may have been joined, but who were not joined into anybody."""
        groups = self._joins.groups(heads)
        everybody = [each for group in groups.values() for each in group]
        found = {person.id: person for person in self._persons(people.c.id.in_(everybody))}
        grouped = ((head, [found[i] for i in groups[head] if i in found]) for head in heads)
        return [_together(head, group) for head, group in grouped if group]

    def every(self) -> Iterator[Person]:
        """Give everybody as they were before any joining, those first who came first."""
        return self._persons(people.c.id.is_not(None))

    def count(self) -> int:
        mine = people.c.store_id == self._store_id
        query = select(func.count()).select_from(people).where(mine, self._somebody)
        return (self._connection.scalar(query) or 0) - self._joins.count()

    @property
    def _somebody(self) -> ColumnElement[bool]:
        return people.c.id.not_in(Previews(self._connection, self._store_id).people())

    def _key(self, identifier: str) -> int:
        return index_key(self._store_id, "identity", identifier)

    def _known(self, names: Iterable[str]) -> dict[str, tuple[int, str, UUID]]:
        keys = [self._key(name) for name in names]
        rows = _KNOWN.rows(self._connection, self._dialect, self._store_id, keys)
        return {identifier: (key, name, person) for identifier, key, name, person in rows}

    def _add(self, names: Mapping[str, str], now: int) -> None:
        if not names:
            return
        # Sorted, so that two transactions that meet the same people lock them in the same order.
        rows = [(self._key(i), i, name, uuid4(), now) for i, name in sorted(names.items())]
        persons = [(self._store_id, person, name, now) for _, _, name, person, _ in rows]
        theirs = [(self._store_id, *row) for row in rows]
        self._dialect.append_to(self._connection, [(people, persons), (identities, theirs)])

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


def _together(person_id: UUID, group: Sequence[Person]) -> Person:
    """Give everybody of a group as one person, who goes by the first name that is known."""
    if len(group) == 1:
        return group[0]
    owned = tuple(identity for each in group for identity in each.identities)
    name = next((each.name for each in group if each.name), "")
    return Person(person_id, name, owned, tuple(each.id for each in group))


def _writable(name: str) -> str:
    """NUL may stand in JSON, but not in a database's text."""
    return name.replace("\0", "\ufffd")
