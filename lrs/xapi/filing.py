"""Under what a statement is filed, so that the parameters of a query find it.

Everything here takes valid statements (xAPI-Communication 2.1.3).
"""

from typing import Any

from lrs.xapi.identifier import identifier
from lrs.xapi.stamping import as_array
from lrs.xapi.verb import VOIDED

Actors = list[dict[str, Any]]

_ACTOR_TYPES = ("Agent", "Group")


def filed_under(statement: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the (kind, value) pairs under which the statement is found.

    The kinds are agent, related_agent, verb, activity, related_activity and registration; the
    related ones include the plain ones. A Group is found by its members, too.
    """
    filed = {("verb", statement["verb"]["id"])}
    filed.update([("agent", name) for name in _identifiers(_main_actors(statement))])
    filed.update([("related_agent", name) for name in _identifiers(_all_actors(statement))])
    filed.update([("related_activity", each["id"]) for each in _all_activities(statement)])
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
        known, new = definitions.get(activity["id"]), activity.get("definition", {})
        definitions[activity["id"]] = {**known, **new} if known else new
    return definitions


def actors(statement: dict[str, Any]) -> Actors:
    """Return the Agents and identified Groups anywhere in the statement, members included."""
    everybody = _with_members(_all_actors(statement))
    return [actor for actor in everybody if identifier(actor) is not None]


def _is_activity(target: dict[str, Any]) -> bool:
    return bool(target.get("objectType", "Activity") == "Activity")


def _identifiers(some: Actors) -> list[str]:
    names = [identifier(actor) for actor in _with_members(some)]
    return [name for name in names if name is not None]


def _with_members(some: Actors) -> Actors:
    members = [member for actor in some if "member" in actor for member in actor["member"]]
    return [*some, *members]


def _main_actors(statement: dict[str, Any]) -> Actors:
    if statement["object"].get("objectType") in _ACTOR_TYPES:
        return [statement["actor"], statement["object"]]
    return [statement["actor"]]


def _all_actors(statement: dict[str, Any]) -> Actors:
    found = _main_actors(statement)
    context = statement.get("context", {})
    for part, name in ((statement, "authority"), (context, "instructor"), (context, "team")):
        if name in part:
            found.append(part[name])
    found += [one["agent"] for one in context.get("contextAgents", ())]
    found += [one["group"] for one in context.get("contextGroups", ())]
    if statement["object"].get("objectType") == "SubStatement":
        found += _all_actors(statement["object"])
    return found


def _all_activities(statement: dict[str, Any]) -> list[dict[str, Any]]:
    target = statement["object"]
    found = [target] if _is_activity(target) else []
    for related in statement.get("context", {}).get("contextActivities", {}).values():
        found += as_array(related)
    if target.get("objectType") == "SubStatement":
        found += _all_activities(target)
    return found
