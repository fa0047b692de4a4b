"""Short addresses of media: a code that opens one clip's files for one launch, for some minutes.

A browser plays a video without our cookie or token, so that the address itself must say who may.
"""

from typing import NamedTuple
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from lrs import NotFound
from lti_tool.launch.clock import MINUTE, Clock

LIFETIME = 30 * MINUTE
_OVER = "This address was for a short time and is over; reload the page that showed it."


class Opens(NamedTuple):
    """What a code opens: the folder of a clip in a store, for a launch."""

    store_id: int
    clip_id: UUID
    launch_id: UUID


class Addresses:
    """Makes and reads codes."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._sealed = URLSafeSerializer(secret, salt="clips.media")
        self._clock = clock

    def code(self, opens: Opens) -> str:
        """Codes stay the same for a while, so that a page shown twice finds its pictures in the cache."""
        period = LIFETIME // 2
        until = (self._clock() // period + 2) * period
        said = [opens.store_id, opens.clip_id.hex, opens.launch_id.hex, until]
        return self._sealed.dumps(said)

    def read(self, code: str) -> Opens:
        """Raise NotFound for a code that isn't ours or is over."""
        try:
            store_id, clip_id, launch_id, until = self._sealed.loads(code)
        except BadData as error:
            raise NotFound(_OVER) from error
        if until <= self._clock():
            raise NotFound(_OVER)
        return Opens(store_id, UUID(clip_id), UUID(launch_id))
