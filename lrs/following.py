"""Following: what came into a store since somebody last looked, and by whom it is."""

from typing import Any, NamedTuple
from uuid import UUID

from lrs import people
from lrs.database import Database
from lrs.storage.people import People
from lrs.storage.statement_places import Placed, StatementPlaces
from lrs.storage.statements import Statements
from lrs.xapi import strict_json
from lrs.xapi.identifier import identifier


class Followed(NamedTuple):
    """A statement, its place in the store, and its actor as one of the people, None where nobody is."""

    place: int
    person_id: UUID | None
    statement: dict[str, Any]


class Behind(NamedTuple):
    """How many statements stand behind a place, and where the first of them does, None where none is."""

    number: int
    oldest: int | None


def behind(database: Database, store_id: int, place: int) -> Behind:
    with database.reading() as connection:
        places = StatementPlaces(connection, store_id)
        return Behind(places.count(place, places.last()), places.next(place))


def newest(database: Database, store_id: int) -> int:
    """Give the place of the newest statement, 0 in an empty store."""
    with database.reading() as connection:
        return StatementPlaces(connection, store_id).last()


def follow(database: Database, store_id: int, after: int, limit: int) -> list[Followed]:
    """Give the first statements behind a place, voided ones too, in the order in which they were stored."""
    with database.reading() as connection:
        places = StatementPlaces(connection, store_id)
        known = People(connection, database.dialect, store_id)
        people_of: dict[str, UUID | None] = {}
        found = places.between(after, places.last(), limit)
        return [_followed(placed, known, people_of) for placed in found]


def statements_about(database: Database, store_id: int, person_id: UUID) -> list[dict[str, Any]]:
    """Give all statements that are filed under this person, without voided ones; raises NotFound."""
    person = people.person(database, store_id, person_id)
    mine = {identity.identifier for identity in person.identities}
    with database.reading() as connection:
        about = list(Statements(connection, database.dialect, store_id).about(mine))
    return [strict_json.loads(payload) for payload in about]


def own_statements(database: Database, store_id: int, person_id: UUID) -> list[dict[str, Any]]:
    """Give all statements of which this person is the actor, without voided ones; raises NotFound."""
    person = people.person(database, store_id, person_id)
    mine = {identity.identifier for identity in person.identities}
    with database.reading() as connection:
        about = list(Statements(connection, database.dialect, store_id).about(mine))
    found = [strict_json.loads(payload) for payload in about]
    return [statement for statement in found if identifier(statement["actor"]) in mine]


def _followed(placed: Placed, known: People, people_of: dict[str, UUID | None]) -> Followed:
    statement = strict_json.loads(placed.payload)
    actor = identifier(statement["actor"]) or ""
    if actor not in people_of:
        people_of[actor] = known.person_of(actor) if actor else None
    return Followed(placed.stored, people_of[actor], statement)
