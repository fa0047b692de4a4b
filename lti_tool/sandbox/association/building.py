"""Small xAPI objects of the association: its agents, its statements, and registrations."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lrs import telling
from lrs.telling import Json, Statement, activity, category, iso_duration, timestamp
from lrs.vocabulary import Verb
from lti_tool.sandbox.people import SandboxPerson

__all__ = [
    "Json",
    "Statement",
    "activity",
    "agent",
    "category",
    "hallway",
    "iso_duration",
    "reference",
    "registration",
    "slug",
    "statement",
    "timestamp",
]


def agent(person: SandboxPerson, iss: str) -> Json:
    """Identify a person as an LTI launch does."""
    return {
        "objectType": "Agent",
        "name": person.name,
        "account": {"homePage": iss, "name": person.sub},
    }


def statement(
    event: str, when: datetime, actor: Json, verb: Verb, thing: Json, **more: Any
) -> Statement:
    """Build a statement whose source is the LMS that knows the actor; `more` is result and context."""
    return telling.statement(actor["account"]["homePage"], event, when, actor, verb, thing, **more)


def hallway(*, platform: str = "Hallway", language: str = "en", **parts: Any) -> Json:
    """Build a context; `parts` are registration, extensions, contextActivities."""
    return {"platform": platform, "language": language, **parts}


def registration(*names: object) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, names))))


def reference(to: Statement) -> Json:
    return telling.reference(to["id"])


def slug(name: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in name.lower())
    return "-".join(letters.split())
