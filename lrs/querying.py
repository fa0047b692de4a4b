"""Reading statements: one by its id, or a page of those that a query selects."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lrs.access import Access, Scope
from lrs.database import Database
from lrs.errors import NotFound, NotPermitted
from lrs.storage.activities import Activities
from lrs.storage.people import Identity, People
from lrs.storage.selection import Selection
from lrs.storage.statement_pages import Pages
from lrs.storage.statements import Attachments, Statements
from lrs.xapi import filing, statement_format, strict_json
from lrs.xapi import person as xapi_person
from lrs.xapi.identifier import agent as as_agent
from lrs.xapi.identifier import identifier
from lrs.xapi.statement_query import StatementQuery

LARGEST_PAGE = 500
# An idle store answers the clock; while statements pour in the newest one is close enough.
_IDLE = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """Statements as JSON texts, and how far the store was consistent when they were read.

    `last` is the place of the last one if more follow, else None.
    """

    statements: list[bytes]
    last: int | None
    through: int


def consistent_through(database: Database, access: Access) -> int:
    """Give the instant up to which every statement is there to be read (ADR 6), in microseconds.

    Statements stored later than it may still come; none stored before or at it ever will.
    """
    with database.asking() as connection:
        return _ask_consistent_through(database, connection, access.store_id)()


def one(database: Database, access: Access, query: StatementQuery) -> Page:
    """Give the statement whose id the query names; raises NotFound, NotPermitted."""
    authority = _readable(access)
    wanted = query.statement_id or query.voided_statement_id or ""
    voided = query.voided_statement_id is not None
    with database.asking() as connection:
        with database.dialect.together(connection):
            through = _ask_consistent_through(database, connection, access.store_id)
            statements = Statements(connection, database.dialect, access.store_id)
            asked = statements.ask_one(UUID(wanted), voided, authority)
        found, instant = asked(), through()
    if found is None:
        kind = "voided statement" if voided else "statement"
        raise NotFound(f"There is no {kind} with the id {wanted}.")
    return Page([found], None, instant)


def page(
    database: Database, access: Access, query: StatementQuery, after: int | None = None
) -> Page:
    """Give a page of what the query selects, going on after the place `after`; NotPermitted."""
    selection = _selection(query, after, _readable(access))
    limit = min(query.limit or LARGEST_PAGE, LARGEST_PAGE)
    with database.asking() as connection:
        with database.dialect.together(connection):
            through = _ask_consistent_through(database, connection, access.store_id)
            asked = Pages(connection, database.dialect, access.store_id).ask(selection, limit + 1)
        found, instant = asked(), through()
    last = found[limit - 1][0] if len(found) > limit else None
    return Page([payload for _, payload in found[:limit]], last, instant)


def known(database: Database, store_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Give those of these ids that statements of a store have, voided ones too."""
    with database.asking() as connection:
        return set(Statements(connection, database.dialect, store_id).texts(ids)) if ids else set()


def formatted(
    database: Database,
    access: Access,
    payloads: Sequence[bytes],
    style: str,
    languages: Sequence[str],
) -> list[bytes]:
    """Give statements in the format asked for; `exact` ones are passed on without a look."""
    if style == "exact":
        return list(payloads)
    parsed = [strict_json.loads(payload) for payload in payloads]
    if style == "ids":
        return [strict_json.dumps(statement_format.ids(each)) for each in parsed]
    wanted = {activity for each in parsed for activity in filing.activities(each)}
    with database.asking() as connection:
        known = Activities(connection, database.dialect, access.store_id).definitions(wanted)
    return [
        strict_json.dumps(statement_format.canonical(each, languages, known)) for each in parsed
    ]


def attachments(database: Database, access: Access, hashes: Collection[str]) -> dict[str, bytes]:
    """Give the bytes of those hashes that the store has."""
    with database.asking() as connection:
        kept = Attachments(connection, database.dialect, access.store_id)
        return kept.contents(hashes) if hashes else {}


def person(database: Database, access: Access, agent: dict[str, Any]) -> dict[str, Any]:
    """Give the Person object of an agent, with all identifiers joined to it; NotPermitted."""
    _may_read_about(access)
    with database.asking() as connection:
        people = People(connection, database.dialect, access.store_id)
        person_id = people.person_of(identifier(agent) or "")
        known = people.person(person_id) if person_id else None
    identities = known.identities if known else ()
    return xapi_person.person([agent, *(_named(each) for each in identities)])


def _named(identity: Identity) -> dict[str, Any]:
    agent = as_agent(identity.identifier)
    return {**agent, "name": identity.name} if identity.name else agent


def activity(database: Database, access: Access, activity_id: str) -> dict[str, Any]:
    """Give an activity with its canonical definition; NotPermitted."""
    _may_read_about(access)
    with database.asking() as connection:
        known = Activities(connection, database.dialect, access.store_id).definitions([activity_id])
    definition = {"definition": known[activity_id]} if known.get(activity_id) else {}
    return {"objectType": "Activity", "id": activity_id, **definition}


def _may_read_about(access: Access) -> None:
    scopes = (Scope.STATEMENTS_READ, Scope.STATEMENTS_READ_MINE, Scope.PROFILE, Scope.ALL_READ)
    if not access.covers(*scopes):
        raise NotPermitted("This key may not read about people and activities (scope all/read).")


def _readable(access: Access) -> str | None:
    """Give the authority to whose statements reading is limited, None for all of them."""
    if access.covers(Scope.STATEMENTS_READ, Scope.ALL_READ):
        return None
    if access.covers(Scope.STATEMENTS_READ_MINE):
        return identifier(access.authority)
    raise NotPermitted("This key may not read statements (scope statements/read).")


def _selection(query: StatementQuery, after: int | None, authority: str | None) -> Selection:
    filed = {
        "related_agent" if query.related_agents else "agent": query.agent,
        "related_activity" if query.related_activities else "activity": query.activity,
        "verb": query.verb,
        "registration": query.registration,
    }
    selection = Selection(
        filed=[(kind, value) for kind, value in filed.items() if value is not None],
        since=query.since,
        until=query.until,
        authority=authority,
        ascending=query.ascending,
    )
    return selection if after is None else selection.beyond(after)


def _ask_consistent_through(
    database: Database, connection: Connection, store_id: int
) -> Callable[[], int]:
    """Ask before the statements are asked for that it is about."""
    newest = cache(Statements(connection, database.dialect, store_id).ask_last_stored())
    asked = database.dialect.ask_quiet(connection, store_id, lambda now: now - newest() >= _IDLE)

    def through() -> int:
        quiet = asked()
        # Whoever reads the clock in this very microsecond comes later.
        return newest() if quiet is None else max(quiet - 1, newest())

    return through
