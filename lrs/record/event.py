"""Meetings and events attended: one entry for each event, with the time that the person was there."""

from collections.abc import Iterable

from lrs.record.canonical_iri import canonical
from lrs.record.draft import Draft, durations, listed
from lrs.record.group import Group
from lrs.record.people import members
from lrs.record.reading import Reading
from lrs.record.statement_parts import (
    activity_name,
    activity_type,
    agent_name,
    context_activities,
    object_name,
)
from lrs.record.vocabulary import ACTIVITY_STREAMS, TINCAN_ACTIVITY, VIRTUAL_CLASSROOM

_JOINS = frozenset({ACTIVITY_STREAMS + "join", VIRTUAL_CLASSROOM + "joined"})
_LEAVES = frozenset({ACTIVITY_STREAMS + "leave", VIRTUAL_CLASSROOM + "left"})
_HOSTS = frozenset({ACTIVITY_STREAMS + "event", TINCAN_ACTIVITY + "conference"})


def key(reading: Reading) -> str:
    return reading.target


def draft(group: Group) -> Draft | None:
    made = group.made
    if not made:
        return None
    present = [act for act in group.acts if act in made or _verb(act) in _LEAVES]
    seconds, timed = _time_there(present)
    decisive = next((act for act in made if _verb(act) not in _JOINS), made[-1])
    return Draft(
        decisive,
        object_name(decisive.statement),
        _detail(decisive),
        present[0].moment,
        present[-1].moment,
        seconds,
        timed,
        "attended",
    )


def _time_there(present: list[Reading]) -> tuple[float | None, tuple[Reading, ...]]:
    """Seconds as the statements say; if none does, from each joining to the leaving after it."""
    said = durations(present)
    if said:
        return sum(length for _, length in said), tuple(act for act, _ in said)
    stays = list(_stays(present))
    return (sum(stays), tuple(present)) if stays else (None, ())


def _stays(present: Iterable[Reading]) -> Iterable[float]:
    joined = None
    for act in present:
        if _verb(act) in _JOINS:
            joined = joined or act.moment
        elif joined and _verb(act) in _LEAVES:
            yield (act.moment - joined).total_seconds()
            joined = None


def _verb(act: Reading) -> str:
    return canonical(act.statement["verb"]["id"])


def _detail(act: Reading) -> str:
    statement = act.statement
    hosts = [
        a
        for a in context_activities(statement, "grouping")
        if canonical(activity_type(a)) in _HOSTS
    ]
    led = (statement.get("context") or {}).get("instructor")
    parts = [f"attended, at {activity_name(hosts[0])}" if hosts else "attended"]
    if led:
        leaders = [agent_name(a) for a in members(led)]
        parts.append(f"with {listed(leaders)}")
    return ", ".join(parts)
