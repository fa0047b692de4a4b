"""From what a kind found out to a finished entry: the parts that all kinds share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from lrs.record.entry import Entry, TimeBasis
from lrs.record.facets import formality, time_basis, weakest
from lrs.record.group import Group, ordered
from lrs.record.particulars import particulars
from lrs.record.reading import Reading
from lrs.record.sentence import line
from lrs.record.sources import source_of
from lrs.record.staff import disputed
from lrs.record.statement_parts import (
    Statement,
    activity_name,
    activity_type,
    context_activities,
    context_extension,
    duration,
)
from lrs.record.vocabulary import TINCAN_ACTIVITY, TINCAN_EXTENSION

NAMESPACE = UUID("5d1f3a52-6a3e-5c0e-9d0b-0f7d6f2b8a41")


@dataclass(frozen=True, slots=True)
class Draft:
    """What only the kind knows. `decisive` is the act that says what the entry is.

    `seconds` is None when nothing was said about time; `timed` are the acts that said it.
    """

    decisive: Reading
    name: str
    detail: str
    start: datetime
    end: datetime
    seconds: float | None = None
    timed: tuple[Reading, ...] = ()
    status: str = ""
    score: float | None = None
    basis: TimeBasis | None = None
    url: str = ""


def entry(group: Group, draft: Draft) -> Entry:
    """Return the entry of a group, held by all of its statements."""
    statement = draft.decisive.statement
    rule = draft.decisive.rule
    held = group.readings
    if group.attested:
        held = ordered((*held, *group.words))
    return Entry(
        id=str(uuid5(NAMESPACE, f"{group.kind} {group.key}")),
        kind=group.kind,
        title=_title(rule.title if rule else "{object}", draft.name, group),
        detail=draft.detail,
        start=draft.start,
        end=draft.end,
        formality=formality(draft.decisive),
        evidence=group.evidence,
        time_basis=None if draft.seconds is None else draft.basis or _basis(draft.timed),
        minutes=None if draft.seconds is None else draft.seconds / 60.0,
        source=source_of(statement),
        status=draft.status,
        score=draft.score,
        provider=provider(statement),
        url=web_address(draft.url or statement["object"].get("id", "")),
        statements=tuple(map(line, held)),
        people=group.people,
        rule=rule.name if rule else "",
        decisive=draft.decisive.id,
        credits=group.credits if group.attested else (),
        note="; ".join(map(disputed, group.disputes)) if group.attested else "",
        particulars=particulars(group),
        witnesses=group.witnesses if group.attested else (),
    )


def _title(template: str, name: str, group: Group) -> str:
    if "{people}" in template:
        people = listed([person.name for person in group.people]) or "somebody"
        template = template.replace("{people}", people)
    return template.replace("{object}", name)


def _basis(timed: Iterable[Reading]) -> TimeBasis:
    return weakest(map(time_basis, timed))


def durations(acts: Iterable[Reading]) -> tuple[tuple[Reading, float], ...]:
    """Return the acts that say how long they took, in seconds."""
    said = ((act, duration(act.statement)) for act in acts)
    return tuple((act, length) for act, length in said if length is not None)


def provider(statement: Statement) -> str:
    """Who provides the learning: the named provider, the LMS's name, the platform."""
    named = context_extension(statement, TINCAN_EXTENSION + "training-provider")
    if isinstance(named, str) and named:
        return named
    for activity in context_activities(statement, "category"):
        if activity_type(activity) == TINCAN_ACTIVITY + "lms":
            return activity_name(activity)
    return str((statement.get("context") or {}).get("platform") or "")


def web_address(iri: str) -> str:
    return iri if iri.startswith(("https://", "http://")) else ""


def listed(names: list[str]) -> str:
    """'Ada', 'Ada and Bo', 'Ada, Bo and 3 others'."""
    if len(names) < 3:
        return " and ".join(names)
    if len(names) == 3:
        return f"{names[0]}, {names[1]} and {names[2]}"
    return f"{names[0]}, {names[1]} and {len(names) - 2} others"


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def clock(seconds: float) -> str:
    """Write a place in a clip, or its length: 1:05, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
