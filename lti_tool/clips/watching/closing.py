"""Closing sessions that nobody ended: a browser that was killed can't say goodbye, so Hallway says it.

Sessions that ended are forgotten after a month.
"""

from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import delete, select, update

from lti_tool.clips.clip import Clip
from lti_tool.clips.storage import Clips
from lti_tool.clips.watching.observation import LAST, Act, Batch, Observation, Settings
from lti_tool.clips.watching.tables import watch_sessions
from lti_tool.clips.watching.taking import Taking, Viewer
from lti_tool.launch.clock import HOUR, MINUTE
from lti_tool.rooms.rooms import Rooms

ERRAND = "watching"
_SILENCE = 30 * MINUTE
_AT_ONCE = 200
_REMEMBERED = (
    30 * 24 * HOUR
)  # so long a session that ended is known, should a batch of it still come


class _Silent(NamedTuple):
    """A session of which nothing was heard for a while."""

    clip_id: UUID
    person_id: UUID
    id: UUID
    place: float
    telling: str
    changed: int


class Closing:
    """Ends sessions that have been silent for half an hour."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._taking = Taking(rooms)
        self._database = rooms.lrs.database

    def run(self) -> None:
        """Close what is silent and forget what ended long ago, in every store; what was seen stays."""
        for store in self._rooms.lrs.stores():
            self._let_go(store.id)
            for silent in self._silent(store.id):
                self._close(store.id, silent)

    def _let_go(self, store_id: int) -> None:
        sessions = watch_sessions.c
        mine = (sessions.store_id == store_id, sessions.closed.is_(True))
        old = (*mine, sessions.changed < self._rooms.clock() - _REMEMBERED)
        with self._database.reading() as connection:
            if connection.execute(select(sessions.id).where(*old).limit(1)).first() is None:
                return  # most rounds find nothing, and then write nothing
        self._database.write(
            lambda connection: connection.execute(delete(watch_sessions).where(*old))
        )

    def _silent(self, store_id: int) -> list[_Silent]:
        before = self._rooms.clock() - _SILENCE
        query = select(*(watch_sessions.c[name] for name in _Silent._fields)).where(
            watch_sessions.c.store_id == store_id,
            watch_sessions.c.closed.is_(False),
            watch_sessions.c.changed < before,
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(watch_sessions.c.changed).limit(_AT_ONCE))
            return [_Silent(*row) for row in rows]

    def _close(self, store_id: int, silent: _Silent) -> None:
        with self._database.reading() as connection:
            clip = Clips(connection, self._database.dialect, store_id).find(silent.clip_id)
        if clip is None:
            self._forget(store_id, silent)
        else:
            self._taking.take(clip, _viewer(silent), self._goodbye(clip, silent))

    def _goodbye(self, clip: Clip, silent: _Silent) -> Batch:
        """Say what the player would have said when it was last heard of."""
        at = silent.changed // 1000
        end = Observation(LAST, Act.TERMINATED, at, silent.place, Settings())
        length = clip.length or max(silent.place, 0.001)
        return Batch(silent.id, self._rooms.clock() // 1000, length, (end,))

    def _forget(self, store_id: int, silent: _Silent) -> None:
        """Leave a session of a clip that is gone."""
        change = update(watch_sessions).where(
            watch_sessions.c.store_id == store_id,
            watch_sessions.c.clip_id == silent.clip_id,
            watch_sessions.c.person_id == silent.person_id,
            watch_sessions.c.id == silent.id,
        )
        self._database.write(lambda connection: connection.execute(change.values(closed=True)))


def _viewer(silent: _Silent) -> Viewer:
    actor: dict[str, Any] = orjson.loads(silent.telling)["actor"]
    return Viewer(silent.person_id, actor)
