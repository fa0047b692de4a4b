"""Finding a clip for somebody who asks: it is there for them, or nothing is there."""

from uuid import UUID

from lrs import NotFound
from lti_tool.clips.clip import Clip
from lti_tool.clips.rules import may_see, onlooker
from lti_tool.clips.storage import Clips
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

GONE = "There is no such clip, or it isn't shared with you."


def clip_for(rooms: Rooms, visit: Visit, clip_id: UUID) -> Clip:
    """Raise NotFound for a clip that this visitor can't see; they never learn that it exists."""
    database = rooms.lrs.database
    with database.reading() as connection:
        clip = Clips(connection, database.dialect, visit.store_id).find(clip_id)
    if clip is None or not may_see(clip, onlooker(visit)):
        raise NotFound(GONE)
    return clip


def iri_of(rooms: Rooms, clip_id: UUID) -> str:
    """Give the activity that statements about a clip name."""
    return rooms.iri(f"clips/{clip_id}")
