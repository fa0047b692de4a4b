"""What the pages of the clips are built with, wired once for a process."""

from dataclasses import dataclass

from lrs import Lrs
from lti_tool.clips.media.addresses import Addresses
from lti_tool.clips.media.on_page import Pictures
from lti_tool.clips.media.place import Place, place_at
from lti_tool.clips.moderation.deciding import Deciding
from lti_tool.clips.processing.preparing import Preparing, Sweeping
from lti_tool.clips.publishing import ERRAND, Publishing
from lti_tool.clips.purging import Purging
from lti_tool.clips.tending import PURGING, ClipsAndTalk, Tending
from lti_tool.clips.uploads.receiving import Receiving
from lti_tool.launch.clock import Clock, now
from lti_tool.rooms.rooms import Rooms
from lti_tool.rooms.visits import Visit

SWEEPING = "uploads"


@dataclass(frozen=True, slots=True)
class Desk:
    """The rooms, where media lie, and the verbs of the clips."""

    rooms: Rooms
    place: Place
    addresses: Addresses
    receiving: Receiving
    publishing: Publishing
    tending: Tending
    deciding: Deciding

    def pictures(self, visit: Visit) -> Pictures:
        return Pictures(self.addresses, visit)


def desk(rooms: Rooms) -> Desk:
    place, receiving = learn(rooms.lrs, rooms.clock)
    return Desk(
        rooms,
        place,
        Addresses(rooms.lrs.settings.secret, rooms.clock),
        receiving,
        Publishing(rooms, place, receiving),
        Tending(rooms, place),
        Deciding(rooms),
    )


def learn(lrs: Lrs, clock: Clock = now) -> tuple[Place, Receiving]:
    """Let the worker know the errands of the clips."""
    settings = lrs.settings
    place = place_at(settings.media_url, settings.var)
    receiving = Receiving(lrs.database, place, settings.media_largest, clock)
    lrs.queue.learn(ERRAND, Preparing(lrs, place, receiving, clock).run)
    lrs.queue.learn(SWEEPING, Sweeping(lrs, receiving).run)
    lrs.queue.learn(PURGING, Purging(lrs, place, clock, ClipsAndTalk).run)
    return place, receiving
