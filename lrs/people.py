"""People: who is behind an xAPI agent, and which agents are one person."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import InvalidRequest, NotFound, Violation
from lrs.storage.people import People, Person
from lrs.xapi.identifier import agent, identifier

_ORDER = ("account", "mbox", "openid", "mbox_sha1sum")


def meet(database: Database, store_id: int, who: dict[str, Any]) -> UUID:
    """Give the person whom this agent identifies, a new one at the first meeting.

    Raises InvalidRequest when the agent has no inverse functional identifier (xAPI-Data 2.4.2.3).
    """
    return meet_all(database, store_id, [who])[0]


def meet_all(database: Database, store_id: int, many: Sequence[dict[str, Any]]) -> list[UUID]:
    """Meet many at once; give their people in the same order. Raises InvalidRequest as `meet`."""
    named = [_named(who) for who in many]

    def work(connection: Connection) -> list[UUID]:
        # The same line in which statements stand, since they introduce people too.
        database.dialect.order_appends(connection, store_id)
        known = People(connection, database.dialect, store_id)
        known.meet(dict(named), now())
        return [_met(known, name) for name, _ in named]

    return database.write(work)


def _named(who: dict[str, Any]) -> tuple[str, str]:
    named = identifier(who)
    if named is None:
        raise InvalidRequest(Violation("", "An agent needs an identifier.", "xAPI-Data 2.4.2.3"))
    return named, str(who.get("name") or "")


def _met(known: People, named: str) -> UUID:
    found = known.person_of(named)
    if found is None:
        raise NotFound("The person just met is not there.")
    return found


def recognise(database: Database, store_id: int, who: dict[str, Any]) -> UUID | None:
    """Give the person whom this agent identifies, without a write.

    None when meeting the agent would change something: it is new here, or goes by another name now.
    """
    named, name = identifier(who), str(who.get("name") or "")
    if named is None:
        return None
    with database.reading() as connection:
        return People(connection, database.dialect, store_id).recognise(named, name)


def person(database: Database, store_id: int, person_id: UUID) -> Person:
    """Raise NotFound when nobody in this store has this id."""
    with database.reading() as connection:
        found = People(connection, database.dialect, store_id).person(person_id)
    if found is None:
        raise NotFound("There is no such person in this store.")
    return found


def _alone(database: Database, store_id: int, person_id: UUID) -> Person:
    with database.reading() as connection:
        found = People(connection, database.dialect, store_id).alone(person_id)
    if found is None:
        raise NotFound("There is no such person in this store.")
    return found


def names_alone(database: Database, store_id: int, people_ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names of people as they were before any joining."""
    return {each: _alone(database, store_id, each).name for each in people_ids}


def page(
    database: Database, store_id: int, search: str, after: tuple[str, UUID] | None, limit: int
) -> Sequence[Person]:
    with database.reading() as connection:
        return People(connection, database.dialect, store_id).page(search, after, limit)


def count(database: Database, store_id: int) -> int:
    with database.reading() as connection:
        return People(connection, database.dialect, store_id).count()


def agents(database: Database, store_id: int, person_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Give an Agent for each person, an account before an address; raises NotFound for a stranger.

    It is one of their own identities, not of who was joined with them: a join may be undone.
    """
    return [_agent(_alone(database, store_id, each)) for each in person_ids]


def identities_of(database: Database, store_id: int, person_id: UUID) -> list[dict[str, Any]]:
    """Give an Agent for each identifier of a person; raises NotFound."""
    return [agent(each.identifier) for each in person(database, store_id, person_id).identities]


def _agent(found: Person) -> dict[str, Any]:
    best = min(
        found.identities, key=lambda identity: _ORDER.index(identity.identifier.split(":")[0])
    )
    name = best.name or found.name
    return {**agent(best.identifier), **({"name": name} if name else {})}
