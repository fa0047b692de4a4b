"""Telling: the parts of xAPI statements that the tool and the connectors send."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lrs.vocabulary import PROFILE_VERSION, SOURCE_SYSTEM, VOIDED, Verb

Statement = dict[str, Any]
Json = dict[str, Any]


def activity(iri: str, type_: str, name: str, **definition: Any) -> Json:
    return {
        "objectType": "Activity",
        "id": iri,
        "definition": {"type": type_, "name": {"en": name}, **definition},
    }


def category(iri: str) -> Json:
    return {"objectType": "Activity", "id": iri}


def reference(statement_id: str) -> Json:
    return {"objectType": "StatementRef", "id": statement_id}


def statement(
    source: str, event: str, when: datetime, actor: Json, verb: Verb, thing: Json, **more: Any
) -> Statement:
    """Build a statement whose id follows from the source, the event and the verb (ADR 4).

    `when` is the time of the event; `more` is result and context.
    """
    return {
        "id": statement_id(source, event, verb),
        "actor": actor,
        "verb": {"id": verb.iri, "display": {"en": verb.display}},
        "object": thing,
        "timestamp": timestamp(when),
        **more,
    }


def statement_id(source: str, event: str, verb: Verb) -> str:
    return str(uuid5(NAMESPACE_URL, f"{source}#{event}/{verb.iri}"))


def context(thing: Json, *, platform: str = "Hallway", **parts: Any) -> Json:
    """Build the context of a statement about `thing`; `parts` are registration, contextActivities, ...

    Only a statement about an activity may name its platform (xAPI-Data 2.4.6); all others name the
    system in an extension.
    """
    if thing.get("objectType", "Activity") == "Activity":
        return {"platform": platform, **parts}
    extensions = {SOURCE_SYSTEM: platform, **parts.pop("extensions", {})}
    return {**parts, "extensions": extensions}


def by_our_profile(told: Statement) -> Statement:
    """Name our Profile's version as a category, as its statements must (xAPI Profiles, part 2, 9.0)."""
    if told["verb"]["id"] == VOIDED.iri:
        return told
    context = told.get("context", {})
    related = context.get("contextActivities", {})
    categories = [*related.get("category", ()), category(PROFILE_VERSION)]
    return {
        **told,
        "context": {**context, "contextActivities": {**related, "category": categories}},
    }


def timestamp(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}Z"


def iso_duration(seconds: float) -> str:
    """Write a length as ISO 8601, to the hundredth of a second: PT1H2M3.5S."""
    whole, rest = divmod(round(seconds * 100), 100)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    shown = f"{second}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(second)
    parts = [f"{hours}H" if hours else "", f"{minute}M" if minute else "", f"{shown}S"]
    return "PT" + "".join(part for part in parts if part != "0S" or not (hours or minute))
