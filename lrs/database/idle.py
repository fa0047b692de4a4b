"""Idle connections: one that nobody used for a moment may have died, so it is asked before it is used.

A question before each use would cost a round trip for every request.
"""

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

_SURE_SECONDS = 0.5
_LEFT = "left at"


def look_after_idle(engine: Engine) -> None:
    """Replace dead connections when they are taken from the pool; one that was used just now is not asked."""

    def leave(_connection: Any, record: Any) -> None:
        record.info[_LEFT] = time.monotonic()

    def take(connection: Any, record: Any, _proxy: Any) -> None:
        left = record.info.get(_LEFT)
        idle = left is not None and time.monotonic() - left > _SURE_SECONDS
        if idle and not _lives(engine, connection):
            raise InvalidatePoolError

    event.listen(engine, "checkin", leave)
    event.listen(engine, "checkout", take)


def _lives(engine: Engine, connection: Any) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False
