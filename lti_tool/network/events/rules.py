"""Pure: who may do what to an event, and what its sheet says without saying it of anybody."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from lti_tool.launch.roles import Role
from lti_tool.network.events.event import Event
from lti_tool.rooms.visits import Visit

FEWEST = 5  # no figure speaks of fewer people
_BANDS = (("no meeting", 0, 0), ("1 or 2", 1, 2), ("3 to 5", 3, 5), ("6 or more", 6, 10**9))


class Sheet(NamedTuple):
    """Formal hours beside meetings; figures are None where they would speak of fewer than five people."""

    came: int | None
    hours: float
    meetings_each: float | None
    bands: Sequence[tuple[str, int | None]]


def may_see(visit: Visit, event: Event) -> bool:
    here = (visit.launch.platform_id, visit.launch.context_id)
    return event.context_id == "" or here == (event.platform_id, event.context_id)


def may_organise(visit: Visit, event: Event) -> bool:
    """Who teaches organises the events of their course; those of the whole store its maker and administrators."""
    if visit.viewer.role is Role.ADMINISTRATOR:
        return may_see(visit, event)
    mine = visit.viewer.person_id == event.maker and visit.viewer.person_id is not None
    return visit.teaches and (mine or (event.context_id != "" and may_see(visit, event)))


def sheet(
    event: Event, came: Iterable[UUID], meetings: Iterable[tuple[UUID, UUID | None]]
) -> Sheet:
    """Count meetings per attendee; each meeting counts for both who were there."""
    there = set(came)
    counts = Counter(who for pair in meetings for who in pair if who in there)
    hours = event.seconds / 3600
    if len(there) < FEWEST:
        return Sheet(None, hours, None, [(name, None) for name, _, _ in _BANDS])
    sizes = [(name, sum(low <= counts[who] <= high for who in there)) for name, low, high in _BANDS]
    return Sheet(len(there), hours, sum(counts.values()) / len(there), _suppressed(sizes))


def _suppressed(bands: Sequence[tuple[str, int]]) -> list[tuple[str, int | None]]:
    """Hide cells of 1 to 4 people; a single hidden cell could be reckoned out, so the least other goes too."""
    hidden = {name for name, n in bands if 0 < n < FEWEST}
    others = sorted((n, name) for name, n in bands if name not in hidden and n)
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return [(name, None if name in hidden else n) for name, n in bands]
