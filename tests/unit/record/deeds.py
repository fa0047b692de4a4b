"""Statements of one learner, Priya, as the different systems send them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lrs.record.entry import Entry, LearnerRecord
from lrs.record.fold import fold
from lrs.record.identity import identity
from tests.builders import Json, a_stored_statement, an_account, an_activity

PRIYA = an_account("4") | {"name": "Priya Raman"}
MARCUS = an_account("5") | {"name": "Marcus Oyelaran"}
ME = frozenset({identity(PRIYA) or ""})
START = datetime(2026, 3, 1, 9, tzinfo=UTC)

AS = "http://activitystrea.ms/"
TC = "http://id.tincanapi.com/"
VIDEO = "https://w3id.org/xapi/video"
OWN = "https://hallway.example/profile"
CLIP_TYPE = f"{VIDEO}/activity-type/video"


def at(minutes: float) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


def deed(verb: str, what: Json | str = "thing", minute: float = 0, **changes: Any) -> Json:
    """What Priya did, `minute` minutes after the start of her day."""
    usual = {"actor": PRIYA, "verb": verb, "object": what, "timestamp": at(minute)}
    return a_stored_statement(**(usual | changes))


def thing(name: str, type_: str, title: str = "") -> Json:
    """An activity of a type, called by its title."""
    activity = an_activity(name, type=type_)
    activity["definition"]["name"] = {"en": title or name}
    return activity


def context(**changes: Any) -> Json:
    """A context; activities of a relation by its name, extensions by `extensions`."""
    relations = {"parent", "grouping", "category", "other"} & changes.keys()
    related = {relation: changes.pop(relation) for relation in relations}
    return changes | ({"contextActivities": related} if related else {})


def watching(verb: str, minute: float, segments: str = "", **changes: Any) -> Json:
    """A statement of the Video Profile about a clip of three minutes."""
    extensions = {f"{VIDEO}/extensions/played-segments": segments} if segments else {}
    return deed(
        verb if "://" in verb else f"http://adlnet.gov/expapi/verbs/{verb}",
        changes.pop("object", thing("clip-1", CLIP_TYPE, "Bank feeds")),
        minute,
        result={"extensions": extensions},
        context=context(
            platform="Hallway",
            category=[{"id": changes.pop("category", VIDEO)}],
            extensions={f"{VIDEO}/extensions/length": 180.0},
        ),
        **changes,
    )


def record(*statements: Json) -> LearnerRecord:
    return fold(statements, ME)


def only(*statements: Json) -> Entry:
    """The single entry that these statements make."""
    (entry,) = record(*statements).entries
    return entry
