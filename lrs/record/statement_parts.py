"""Safe looks into a stored statement: names, parents, results. A statement stays the dict that it is."""

import math
from datetime import UTC, datetime
from typing import Any

from lrs.record.duration import seconds
from lrs.xapi import timestamp

Statement = dict[str, Any]


def moment(statement: Statement) -> datetime:
    """Return when it happened, in UTC."""
    text = statement.get("timestamp") or statement["stored"]
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return timestamp.parse(text)
    if when.tzinfo is UTC:
        return when
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def words(language_map: dict[str, str] | None) -> str:
    """Return the English text of a language map, or that of its first language in alphabetical order."""
    if not language_map:
        return ""
    exact = language_map.get("en")
    if exact is not None:
        return exact
    english = sorted(tag for tag in language_map if tag.lower().startswith("en-"))
    return language_map[english[0] if english else min(language_map)]


def activity_name(activity: Statement) -> str:
    """Return the name of an activity, or its id if it has none."""
    definition = activity.get("definition")
    return (definition and words(definition.get("name"))) or activity.get("id", "")


def activity_type(activity: Statement) -> str:
    definition = activity.get("definition")
    return definition.get("type", "") if definition else ""


def agent_name(agent: Statement) -> str:
    """Call an agent or a group by its name, its address, its account name."""
    name = agent.get("name")
    if name:
        return str(name)
    if "mbox" in agent:
        return str(agent["mbox"]).removeprefix("mailto:")
    if "account" in agent:
        return str(agent["account"].get("name", ""))
    return "somebody"


def object_name(statement: Statement) -> str:
    """Call the object of a statement by a name that fits a sentence."""
    thing = statement["object"]
    match thing.get("objectType", "Activity"):
        case "Activity":
            return activity_name(thing)
        case "Agent" | "Group":
            return agent_name(thing)
        case "StatementRef":
            return "a statement"
        case _:
            return "a plan"


def context_activities(statement: Statement, relation: str) -> list[Statement]:
    """Return the activities of one relation: parent, grouping, category or other."""
    context = statement.get("context")
    related = context and context.get("contextActivities")
    found = (related and related.get(relation)) or []
    return found if isinstance(found, list) else [found]


def context_extension(statement: Statement, iri: str) -> object:
    context = statement.get("context")
    extensions = context and context.get("extensions")
    return extensions.get(iri) if extensions else None


def result_extension(statement: Statement, iri: str) -> object:
    result = statement.get("result")
    extensions = result and result.get("extensions")
    return extensions.get(iri) if extensions else None


def duration(statement: Statement) -> float | None:
    """result.duration in seconds."""
    result = statement.get("result")
    text = result and result.get("duration")
    return seconds(text) if text else None


def score(statement: Statement) -> float | None:
    """Return the score as a percentage.

    `raw` between `min` and `max` comes first: logstore_xapi sends a `scaled` that is relative to the
    grade to pass, so 77 of 100 arrives as 0.54.
    """
    result = statement.get("result")
    given = result and result.get("score")
    if not given:
        return None
    raw, least, most = number(given.get("raw")), number(given.get("min")), number(given.get("max"))
    if raw is not None and most is not None and most > (least or 0.0):
        return 100.0 * (raw - (least or 0.0)) / (most - (least or 0.0))
    scaled = number(given.get("scaled"))
    return None if scaled is None else 100.0 * scaled


def number(value: object) -> float | None:
    """Return a finite number, or None for anything else that an extension may hold."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)
