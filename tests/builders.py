"""Plain functions that make what tests talk about; every argument has a default."""

from typing import Any
from uuid import UUID, uuid4

Json = dict[str, Any]

ADL = "http://adlnet.gov/expapi/verbs"
COURSE = "http://adlnet.gov/expapi/activities/course"


def an_agent(name: str = "ada", **changes: Any) -> Json:
    """An agent with an mbox; `an_agent(account=...)` and the like take its place."""
    identifiers = {"mbox", "mbox_sha1sum", "openid", "account"}
    agent = {"objectType": "Agent", "name": name.title()}
    if identifiers.isdisjoint(changes):
        agent["mbox"] = f"mailto:{name}@example.org"
    return agent | changes


def an_account(name: str = "17", home_page: str = "https://lms.example.org") -> Json:
    """An agent as an LMS names its users."""
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}


def a_group(*members: Json, **changes: Any) -> Json:
    """An anonymous group; give it an identifier to make it an identified one."""
    return {"objectType": "Group", "member": list(members or [an_agent()])} | changes


def a_verb(name: str = "completed", **changes: Any) -> Json:
    iri = name if "://" in name else f"{ADL}/{name}"
    return {"id": iri, "display": {"en": iri.rpartition("/")[2]}} | changes


def an_activity(name: str = "course-1", **definition: Any) -> Json:
    """An activity with a definition; `name` may be a whole IRI."""
    iri = name if "://" in name else f"https://lms.example.org/{name}"
    known = {"name": {"en": name}, "type": COURSE}
    return {"objectType": "Activity", "id": iri, "definition": known | definition}


def a_reference(statement_id: UUID | str) -> Json:
    return {"objectType": "StatementRef", "id": str(statement_id)}


def a_statement(**changes: Any) -> Json:
    """A small valid statement without id; a change to None takes the member away.

    `verb` and `object` may be given as short names.
    """
    if isinstance(changes.get("verb"), str):
        changes["verb"] = a_verb(changes["verb"])
    if isinstance(changes.get("object"), str):
        changes["object"] = an_activity(changes["object"])
    statement = {"actor": an_agent(), "verb": a_verb(), "object": an_activity()} | changes
    return {name: value for name, value in statement.items() if value is not None}


def a_stored_statement(**changes: Any) -> Json:
    """A statement as the store gives it back: with id, stored, timestamp, authority and version."""
    properties = {
        "id": str(uuid4()),
        "stored": "2026-03-01T09:00:00.000000Z",
        "timestamp": "2026-03-01T09:00:00Z",
        "authority": an_account("key", "http://localhost:8000"),
        "version": "1.0.3",
    }
    return a_statement(**(properties | changes))


def a_voiding(statement_id: UUID | str, **changes: Any) -> Json:
    return a_statement(verb="voided", object=a_reference(statement_id), **changes)


def statements(count: int, **changes: Any) -> list[Json]:
    """Many statements, each with an id and an activity of its own."""
    return [
        a_statement(**({"id": str(uuid4()), "object": f"activity-{number}"} | changes))
        for number in range(count)
    ]
