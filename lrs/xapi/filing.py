"""Under what a statement is filed, so that the parameters of a query find it.

Everything here takes valid statements (xAPI-Communication 2.1.3).
"""

from typing import Any

from lrs.xapi.identifier import identifier
from lrs.xapi.stamping import as_array
from lrs.xapi.verb import VOIDED

Actors = list[dict[str, Any]]
Filed = tuple[str, str]  # a kind, and a value of this kind

_ACTOR_TYPES = ("Agent", "Group")
_NOTHING: dict[str, Any] = {}


def filed_under(statement: dict[str, Any]) -> set[Filed]:
    """Return the (kind, value) pairs under which the statement is found, each value once.

    The kinds are agent, verb, activity and registration; related_agent and related_activity are
    those that aren't agent or activity already. A Group is found by its members, too.
    """
    filed = {("verb", statement["verb"]["id"])}
    main, others = identifiers(_main_actors(statement)), identifiers(_other_actors(statement))
    filed.update([("agent", name) for name in main])
    filed.update([("related_agent", name) for name in others if name not in main])
    its_id = _activity_id(statement["object"])
    if its_id is not None:
        filed.add(("activity", its_id))
    related = [each["id"] for each in _other_activities(statement)]
    filed.update([("related_activity", each) for each in related if each != its_id])
    registration = statement.get("context", _NOTHING).get("registration")
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
    for activity in all_activities(statement):
        known, new = definitions.get(activity["id"]), activity.get("definition", {})
        definitions[activity["id"]] = {**known, **new} if known else new
    return definitions


def actors(statement: dict[str, Any]) -> Actors:
    """Return the Agents and identified Groups anywhere in the statement, members included."""
    everybody = _with_members(_all_actors(statement))
    return [actor for actor in everybody if identifier(actor) is not None]


def all_activities(statement: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the activities anywhere in the statement, as often as they stand there."""
    target, others = statement["object"], _other_activities(statement)
    return others if _activity_id(target) is None else [target, *others]


def _activity_id(target: dict[str, Any]) -> str | None:
    return target["id"] if target.get("objectType", "Activity") == "Activity" else None


def identifiers(some: Actors) -> list[str]:
    """Return those of the Agents and identified Groups, and of their members."""
    names = [identifier(actor) for actor in _with_members(some)]
    return [name for name in names if name is not None]


def _with_members(some: Actors) -> Actors:
    members = [member for actor in some if "member" in actor for member in actor["member"]]
    return [*some, *members] if members else some


def _all_actors(statement: dict[str, Any]) -> Actors:
    return [*_main_actors(statement), *_other_actors(statement)]


def _main_actors(statement: dict[str, Any]) -> Actors:
    if statement["object"].get("objectType") in _ACTOR_TYPES:
        return [statement["actor"], statement["object"]]
    return [statement["actor"]]


def _other_actors(statement: dict[str, Any]) -> Actors:
    found = [statement["authority"]] if "authority" in statement else []
    found += context_actors(statement.get("context", _NOTHING))
    if statement["object"].get("objectType") == "SubStatement":
        found += _all_actors(statement["object"])
    return found


def context_actors(context: dict[str, Any]) -> Actors:
    """Return those whom a context, or a part of one, names; without their members."""
    found = [context[name] for name in ("instructor", "team") if name in context]
    if "contextAgents" in context:
        found += [one["agent"] for one in context["contextAgents"]]
    if "contextGroups" in context:
        found += [one["group"] for one in context["contextGroups"]]
    return found


def context_activities(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the activities that a context, or a part of one, names."""
    found: list[dict[str, Any]] = []
    for related in context.get("contextActivities", _NOTHING).values():
        found += as_array(related)
    return found


def _other_activities(statement: dict[str, Any]) -> list[dict[str, Any]]:
    found = context_activities(statement.get("context", _NOTHING))
    if statement["object"].get("objectType") == "SubStatement":
        found += all_activities(statement["object"])
    return found
