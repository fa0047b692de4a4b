"""What the pages of the library are built with, wired once for a process."""

from dataclasses import dataclass

from lti_tool.clips.media.place import Place, place_at
from lti_tool.library.keeping import Keeping
from lti_tool.library.using import Using
from lti_tool.rooms.rooms import Rooms


@dataclass(frozen=True, slots=True)
class Desk:
    """The rooms, where files lie, and the verbs of the library."""

    rooms: Rooms
    place: Place
    keeping: Keeping
    using: Using


def desk(rooms: Rooms) -> Desk:
    settings = rooms.lrs.settings
    place = place_at(settings.media_url, settings.var)
    keeping = Keeping(rooms, place)
    return Desk(rooms, place, keeping, Using(rooms, keeping))
