"""From which share on a clip counts as watched: set for each clip, else the same for all."""

from dataclasses import replace

from sqlalchemy import Connection

from lrs import InvalidRequest, Violation
from lti_tool.clips.clip import Clip
from lti_tool.clips.watching.storage import Watched
from lti_tool.rooms.rooms import Rooms

_FORM = "This is a whole number of per cent from 1 to 100."


def read(text: str) -> float:
    """Read per cent into a share; raises InvalidRequest."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:4]) <= 100):
        raise InvalidRequest(Violation("percent", _FORM, "hallway: watching"))
    return int(digits) / 100


def set_threshold(rooms: Rooms, clip: Clip, share: float) -> None:
    """Let a clip count as watched from this share on, for what is watched from now on."""
    database = rooms.lrs.database

    def work(connection: Connection) -> None:
        watched = Watched(connection, database.dialect, clip)
        watched.wait_for_turn()
        watched.count(replace(watched.counted(), threshold=share))

    database.write(work)
