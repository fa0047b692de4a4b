"""Under what a statement is filed, so that the parameters of a query find it.

Everything here takes valid statements (xAPI-Communication 2.1.3).
"""

from collections.abc import Iterator
from typing import Any

from lrs.xapi.context import ACTIVITY_RELATIONS
from lrs.xapi.identifier import identifier
from lrs.xapi.stamping import as_array
from lrs.xapi.verb import VOIDED

_ACTOR_TYPES = ("Agent", "Group")


def filed_under(statement: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the (kind, value) pairs under which the statement is found.

    The kinds are agent, related_agent, verb, activity, related_activity and registration; the
    related ones include the plain ones. A Group is found by its members, too.
    """
    filed = {("verb", statement["verb"]["id"])}
    filed |= {("agent", name) for name in _identifiers(_main_actors(statement))}
    filed |= {("related_agent", name) for name in _identifiers(_all_actors(statement))}
    filed |= {("related_activity", activity["id"]) for activity in _all_activities(statement)}
    if _is_activity(statement["object"]):
        filed.add(("activity", statement["object"]["id"]))
    registration = statement.get("context", {}).get("registration")
    if registration is not None:
        filed.add(("registration", registration.lower()))
    return filed


def refers_to(statement: dict[str, Any]) -> str | None:
    """Return the id, in lower case, of the statement that is this one's object."""
    target = statement["object"]
    return target["id"].lower() if target.get("objectType") == "StatementRef" else None


def voids(statement: dict[str, Any]) -> str | None:
    """Return the id, in lower case, of the statement that this one voids."""
    return refers_to(statement) if statement["verb"]["id"] == VOIDED else None


def activities(statement: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the definition of each activity anywhere in the statement; {} where there is none."""
    definitions: dict[str, dict[str, Any]] = {}
    for activity in _all_activities(statement):
        known = definitions.get(activity["id"], {})
        definitions[activity["id"]] = {**known, **activity.get("definition", {})}
    return definitions


def actors(statement: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the Agents and identified Groups anywhere in the statement, members included."""
    everybody = _with_members(_all_actors(statement))
    return [actor for actor in everybody if identifier(actor) is not None]


def _is_activity(target: dict[str, Any]) -> bool:
    return bool(target.get("objectType", "Activity") == "Activity")


def _identifiers(some: Iterator[dict[str, Any]]) -> Iterator[str]:
    for actor in _with_members(some):
        name = identifier(actor)
        if name is not None:
            yield name


def _with_members(some: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for actor in some:
        yield actor
        yield from actor.get("member", ())


def _main_actors(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield statement["actor"]
    if statement["object"].get("objectType") in _ACTOR_TYPES:
        yield statement["object"]


def _all_actors(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from _main_actors(statement)
    context = statement.get("context", {})
    for part, name in ((statement, "authority"), (context, "instructor"), (context, "team")):
        if name in part:
            yield part[name]
    yield from (one["agent"] for one in context.get("contextAgents", ()))
    yield from (one["group"] for one in context.get("contextGroups", ()))
    if statement["object"].get("objectType") == "SubStatement":
        yield from _all_actors(statement["object"])


def _all_activities(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    target = statement["object"]
    if _is_activity(target):
        yield target
    related = statement.get("context", {}).get("contextActivities", {})
    for relation in ACTIVITY_RELATIONS:
        yield from as_array(related.get(relation, []))
    if target.get("objectType") == "SubStatement":
        yield from _all_activities(target)
