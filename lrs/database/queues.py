"""Where the queue of long work may be kept: in a file, in a database server, or in Redis."""

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import make_url

from lrs.database.dialect import dialect_of

if TYPE_CHECKING:
    from huey import Huey

_REDIS = {"redis", "rediss", "unix"}


def open_queue(address: str, file: Path) -> "Huey":
    """Open the queue at this URL; an embedded database keeps it in `file`."""
    url = make_url(address)
    if url.drivername in _REDIS:
        from huey import RedisHuey

        return RedisHuey("hallway", url=address, results=False)
    return dialect_of(url).queue(url, file)


def queue_away() -> tuple[type[Exception], ...]:
    """Name what the drivers raise when the queue can't be reached."""
    import redis

    return redis.ConnectionError, psycopg.OperationalError
