"""The roll: what the member list says of people, by the ids under which reports know them."""

from collections import defaultdict
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection

from lrs.database import Dialect
from lrs.reports import leaders
from lrs.reports.groups import Group, in_order
from lrs.reports.leaders import Standing
from lrs.storage.chunks import chunks
from lrs.storage.hashing import index_key
from lrs.storage.joins import Joins
from lrs.storage.members import Members
from lrs.storage.people import People


class Roll:
    """The member list of one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._members = Members(connection, store_id)
        self._joins = Joins(connection, store_id)
        self._people = People(connection, dialect, store_id)
        self._store_id = store_id

    def standings(self) -> dict[UUID, Standing]:
        """Say in which unit everybody is, and in which roles."""
        listed = self._members.standings()
        heads = self._joins.heads({person for person, _, _ in listed})
        return {heads[person]: _standing(unit, roles) for person, unit, roles in listed}

    def staff(self) -> frozenset[UUID]:
        standings = self.standings().items()
        return frozenset(person for person, s in standings if s.roles & leaders.STAFF)

    def keys_of(self, people: frozenset[UUID]) -> frozenset[int]:
        """Give the keys of all identities of some people, each the head of those they were joined with."""
        return frozenset(
            index_key(self._store_id, "identity", identity.identifier)
            for some in chunks(people)
            for person in self._people.several(some)
            for identity in person.identities
        )

    def groups(self) -> tuple[Group, ...]:
        """Give the groups that are large enough to ask for, the largest first."""
        listed = self._members.groups()
        heads = self._joins.heads({person for person, _ in listed})
        found: defaultdict[str, set[UUID]] = defaultdict(set)
        for person, names in listed:
            for name in names:
                found[name].add(heads[person])
        return in_order(found)


@lru_cache(maxsize=10_000)
def _standing(unit: str, roles: tuple[str, ...]) -> Standing:
    return Standing(unit, frozenset(role.strip().lower() for role in roles))
