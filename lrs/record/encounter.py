"""Talks, meetings between people and mentoring: one entry for each encounter."""

from lrs.record import profile_iri as own
from lrs.record.canonical_iri import canonical
from lrs.record.draft import Draft, durations, listed
from lrs.record.group import Group
from lrs.record.reading import Reading
from lrs.record.sources import source_of
from lrs.record.statement_parts import (
    Statement,
    activity_type,
    context_activities,
    context_extension,
    object_name,
)
from lrs.record.vocabulary import ACROSSX_ACTIVITY, TINCAN_ACTIVITY, TINCAN_EXTENSION

_CHANNELS = {
    own.PHONE_CALL: "by phone",
    own.HALLWAY_CHAT: "in the hallway",
    ACROSSX_ACTIVITY + "face-to-face-discussion": "face to face",
    ACROSSX_ACTIVITY + "online-discussion": "online",
    TINCAN_ACTIVITY + "email": "by e-mail",
    TINCAN_ACTIVITY + "tutor-session": "tutoring session",
}


def key(reading: Reading) -> str:
    """Name the event at its source if that is said; else who met whom, when, from either side."""
    event = context_extension(reading.statement, own.SOURCE_EVENT_ID)
    if isinstance(event, str) and event:
        return f"{source_of(reading.statement).name} {event}"
    pair = " ".join(sorted((reading.actor, reading.target)))
    verb = canonical(reading.statement["verb"]["id"])
    return f"{verb} {pair} {reading.moment.isoformat()}"


def draft(group: Group) -> Draft | None:
    made = group.made
    if not made:
        return None
    first = next((act for act in made if act.actor in group.identifiers), made[0])
    # Both sides may tell of one talk: their minutes are the same minutes.
    said = durations(made)
    seconds = max((length for _, length in said), default=None)
    return Draft(
        first,
        _name(first, group),
        _detail(first.statement),
        made[0].moment,
        made[-1].moment,
        seconds,
        tuple(act for act, _ in said),
    )


def _name(first: Reading, group: Group) -> str:
    """Say who was introduced from where the person stands; of other encounters their object."""
    if canonical(first.statement["verb"]["id"]) != own.INTRODUCED:
        return object_name(first.statement)
    named = [person.name for person in group.people]
    if first.actor in group.identifiers:
        return f"Introduced {listed(named) or 'somebody'}"
    by, *others = named or ["somebody"]
    return f"Introduced to {listed(others) or 'somebody'} by {by}"


def _detail(statement: Statement) -> str:
    channels = [_CHANNELS[type_] for type_ in _types(statement) if type_ in _CHANNELS][:1]
    topic = context_extension(statement, TINCAN_EXTENSION + "topic")
    return ", ".join(
        [*channels, *([f"topic: {topic}"] if isinstance(topic, str) and topic else [])]
    )


def _types(statement: Statement) -> list[str]:
    around = [
        a
        for role in ("parent", "grouping", "category", "other")
        for a in context_activities(statement, role)
    ]
    return [canonical(activity_type(activity)) for activity in (statement["object"], *around)]
