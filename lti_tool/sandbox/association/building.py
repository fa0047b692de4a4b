"""Small xAPI objects: agents, activities, durations, and the statement around them."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lti_tool.sandbox.association.vocabulary import Verb
from lti_tool.sandbox.people import SandboxPerson

Statement = dict[str, Any]
Json = dict[str, Any]


def agent(person: SandboxPerson, iss: str) -> Json:
    """Identify a person as an LTI launch does."""
    return {
        "objectType": "Agent",
        "name": person.name,
        "account": {"homePage": iss, "name": person.sub},
    }


def activity(iri: str, type_: str, name: str, **definition: Any) -> Json:
    return {
        "objectType": "Activity",
        "id": iri,
        "definition": {"type": type_, "name": {"en": name}, **definition},
    }


def category(iri: str) -> Json:
    return {"objectType": "Activity", "id": iri}


def statement(
    event: str, when: datetime, actor: Json, verb: Verb, thing: Json, **more: Any
) -> Statement:
    """Build a statement whose id follows from the LMS, the event and the verb; `more` is result and context."""
    source = actor["account"]["homePage"]
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{source}#{event}/{verb.iri}")),
        "actor": actor,
        "verb": {"id": verb.iri, "display": {"en": verb.display}},
        "object": thing,
        "timestamp": timestamp(when),
        **more,
    }


def hallway(*, platform: str = "Hallway", language: str = "en", **parts: Any) -> Json:
    """Build a context; `parts` are registration, extensions, contextActivities."""
    return {"platform": platform, "language": language, **parts}


def registration(*names: object) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, names))))


def reference(to: Statement) -> Json:
    return {"objectType": "StatementRef", "id": to["id"]}


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


def slug(name: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in name.lower())
    return "-".join(letters.split())
