"""What a part of a good statement tells the store, found once for all statements that have this part."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lrs.xapi import filing
from lrs.xapi.filing import Filed
from lrs.xapi.identifier import identifier
from lrs.xapi.verb import VOIDED


class Told(NamedTuple):
    """What the store has to know of a part.

    The statement is filed under each of `own`, and under the second of `others` unless it is under
    the first. `named` are the identifier and the name of who acts, `definitions` those of activities.
    """

    own: Sequence[Filed] = ()
    others: Sequence[tuple[Filed, Filed]] = ()
    named: tuple[str, str] | None = None
    definitions: Sequence[tuple[str, dict[str, Any]]] = ()


NOTHING = Told()


def nothing(_: object) -> Told:
    return NOTHING


def by_actor(actor: dict[str, Any]) -> Told:
    """Tell whose statement it is; a group is nobody's record, and has no name here."""
    named = identifier(actor)
    is_person = named is not None and actor.get("objectType") != "Group"
    own = [("agent", name) for name in filing.identifiers([actor])]
    return Told(own, named=(named, actor.get("name", "")) if named and is_person else None)


def by_verb(verb: dict[str, Any]) -> Told | None:
    """Tell the verb's id; None for the one that voids, as it says more than that."""
    return None if verb["id"] == VOIDED else Told([("verb", verb["id"])])


def by_activity(activity: dict[str, Any]) -> Told:
    return Told([("activity", activity["id"])], definitions=_definitions([activity]))


def by_instructor(instructor: dict[str, Any]) -> Told:
    return by_context({"instructor": instructor})


def by_context_activities(activities: dict[str, Any]) -> Told | None:
    """Tell what they are; None for one that stands in no array, as it will have to be put into one."""
    are_kept = all(type(each) is list for each in activities.values())
    return by_context({"contextActivities": activities}) if are_kept else None


def by_context(context: dict[str, Any]) -> Told:
    """Tell under whom and what a context files its statement, or a part of a context."""
    actors = filing.identifiers(filing.context_actors(context))
    activities = filing.context_activities(context)
    others = [("agent", each) for each in actors] + [("activity", a["id"]) for a in activities]
    pairs = [((kind, value), (f"related_{kind}", value)) for kind, value in others]
    return Told(others=pairs, definitions=_definitions(activities))


def by_registration(registration: str) -> Told:
    return Told([("registration", registration.lower())])


def by_authority(authority: dict[str, Any]) -> Told:
    names = filing.identifiers([authority])
    return Told(others=[(("agent", name), ("related_agent", name)) for name in names])


def _definitions(activities: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(each["id"], each["definition"]) for each in activities if each.get("definition")]
