"""What the page of a clip shows of watching: the player, where people watched, and what they thought of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lti_tool.clips.clip import Clip, Source
from lti_tool.clips.rules import may_edit, may_moderate, onlooker
from lti_tool.clips.watching import heat as heats
from lti_tool.clips.watching.marks import Mark, Marks
from lti_tool.clips.watching.openings import Openings
from lti_tool.clips.watching.storage import Counted, Watched
from lti_tool.clips.watching.strip import Strip, clock, strip
from lti_tool.clips.watching.taking import THRESHOLD
from lti_tool.clips.watching.viewing import Viewing
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

ENOUGH_VIEWERS = 5  # of fewer people nobody is shown what they watch

_ELEMENTS = {Source.YOUTUBE: "youtube-video", Source.VIMEO: "vimeo-video"}
_ELSEWHERE = {
    Source.YOUTUBE: "https://www.youtube.com/watch?v={}",
    Source.VIMEO: "https://vimeo.com/{}",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """Watching on the page of one clip. `strip` is of everybody, `own` of the viewer; either may be None.

    `records` is false for a visit of which nothing is kept; `element` is what plays the clip; `opened` says, signed,
    when the page was made.
    """

    element: str
    elsewhere: str
    length: float | None
    threshold: float
    progress: float
    completed: bool
    records: bool
    counted: Counted
    strip: Strip | None
    own: Strip | None
    marks: Mapping[str, Mark]
    may_set: bool
    opened: str


def part(rooms: Rooms, visit: Visit, clip: Clip) -> Mapping[str, Any]:
    """Give the words of "watching/player.html"."""
    who = onlooker(visit)
    with rooms.lrs.database.reading() as connection:
        watched = Watched(connection, rooms.lrs.database.dialect, clip)
        counted = watched.counted()
        length = counted.length or clip.length
        threshold = counted.threshold or THRESHOLD
        known = Marks(connection, rooms.lrs.database.dialect, clip.store_id)
        marks = known.of(clip.id, who.person_id) if who.person_id else {}
        viewing = _viewing(watched, who.person_id, length, threshold)
    panel = Panel(
        element=_ELEMENTS.get(clip.source, "video"),
        elsewhere=_ELSEWHERE.get(clip.source, "{}").format(clip.address),
        length=length,
        threshold=threshold,
        progress=viewing.progress if length else 0.0,
        completed=viewing.completed,
        records=who.person_id is not None,
        counted=counted,
        strip=_of_everybody(counted),
        own=_own(viewing) if length else None,
        marks=marks,
        may_set=may_edit(clip, who) or may_moderate(clip, who),
        opened=_opened(rooms, clip, who.person_id),
    )
    return {"watching": panel, "watching_clock": clock}


def _opened(rooms: Rooms, clip: Clip, person_id: UUID | None) -> str:
    if person_id is None:
        return ""
    openings = Openings(rooms.lrs.settings.secret)
    return openings.code(clip.id, person_id, rooms.clock() // 1000)


def _viewing(
    watched: Watched, person_id: UUID | None, length: float | None, threshold: float
) -> Viewing:
    empty = Viewing(length or 1.0, threshold)
    if person_id is None:
        return empty
    return watched.viewing(person_id, empty.length, threshold)[0]


def _of_everybody(counted: Counted) -> Strip | None:
    if counted.length is None or counted.heat.viewers < ENOUGH_VIEWERS:
        return None
    return strip(counted.heat, counted.length)


def _own(viewing: Viewing) -> Strip | None:
    """Draw what the viewer saw; of oneself everything may be shown."""
    if not viewing.segments:
        return None
    seen = heats.seen(b"", viewing.segments, viewing.length)
    return strip(heats.warmer(heats.NOBODY, b"", seen), viewing.length)
