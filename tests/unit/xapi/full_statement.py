"""A statement with everything in it, ways to break it, and where the refusals point."""

import copy
from typing import Any

from lrs.xapi.statement import violations
from lrs.xapi.version import Version
from tests.builders import a_group, a_reference, a_statement, an_account, an_activity, an_agent

ABSENT = object()
UUID = "12345678-1234-5678-1234-567812345678"
IRI = "https://example.com/x"


def an_attachment(**changes: Any) -> dict[str, Any]:
    return {
        "usageType": IRI,
        "display": {"en": "An essay"},
        "description": {"en": "On rivers"},
        "contentType": "text/plain; charset=utf-8",
        "length": 27,
        "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
        "fileUrl": IRI,
    } | changes


def a_question(interaction_type: str = "choice", **more: Any) -> dict[str, Any]:
    return an_activity("question", interactionType=interaction_type, **more)


def a_full_statement(**changes: Any) -> dict[str, Any]:
    """A statement with every property that fits an Activity, each with a good value."""
    return a_statement(
        id=UUID,
        object=a_question(
            description={"en-GB": "Colour?", "en-US": "Color?"},
            moreInfo=IRI,
            correctResponsesPattern=["red"],
            choices=[{"id": "red", "description": {"en": "Red"}}, {"id": "blue"}],
            extensions={IRI: {"any": [None, "\u0000", {}]}},
        ),
        result={
            "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10.0},
            "success": True,
            "completion": False,
            "response": "red",
            "duration": "PT4H35M59.14S",
            "extensions": {IRI: None},
        },
        context={
            "registration": UUID,
            "instructor": an_account(),
            "team": a_group(name="Blue", member=[an_agent("ben")]),
            "contextActivities": {
                "parent": an_activity("single"),
                "grouping": [an_activity("one"), an_activity("two")],
                "category": [],
                "other": [{"id": IRI}],
            },
            "revision": "3",
            "platform": "Moodle",
            "language": "pt-BR",
            "statement": a_reference(UUID),
            "extensions": {},
        },
        timestamp="2026-01-31T12:00:00.000Z",
        stored="2026-01-31T12:00:00.000Z",
        version="1.0.0",
        authority=an_agent("client"),
        attachments=[an_attachment()],
        **changes,
    )


def as_sub_statement(statement: dict[str, Any]) -> dict[str, Any]:
    """Wrap a statement, without what only a Statement has, as the object of another one."""
    own = ("id", "stored", "version", "authority")
    inner = {name: value for name, value in statement.items() if name not in own}
    return a_statement(object={"objectType": "SubStatement"} | inner)


def put(document: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """Return a copy with another value at the pointer; ABSENT takes the property away."""
    changed = copy.deepcopy(document)
    place: Any = changed
    *way, last = [token.replace("~1", "/") for token in pointer.split("/")[1:]]
    for token in way:
        place = place[int(token) if isinstance(place, list) else token]
    key = int(last) if isinstance(place, list) else last
    if value is ABSENT:
        del place[key]
    else:
        place[key] = value
    return changed


def pointers(statement: object, version: Version = Version.V1_0_3) -> list[str]:
    return [violation.pointer for violation in violations(statement, version)]


def everywhere(pointer: str, value: object) -> list[list[str]]:
    """Put the value into a Statement and into a SubStatement, in each version of xAPI.

    Return the pointers of each of the four refusals; those in the SubStatement seen from within.
    """
    statement = put(a_full_statement(), pointer, value)
    within = as_sub_statement(statement)
    return [
        *(pointers(statement, version) for version in Version),
        *([at.removeprefix("/object") for at in pointers(within, version)] for version in Version),
    ]
