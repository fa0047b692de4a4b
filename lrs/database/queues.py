"""Where the queue of long work may be kept: in a file, in a database server, or in Redis."""

from pathlib import Path

import psycopg
import redis
from huey import Huey, RedisHuey
from sqlalchemy import make_url

from lrs.database.dialect import dialect_of

# What the drivers raise when the queue can't be reached.
QUEUE_AWAY: tuple[type[Exception], ...] = (redis.ConnectionError, psycopg.OperationalError)

_REDIS = {"redis", "rediss", "unix"}


def open_queue(address: str, file: Path) -> Huey:
    """Open the queue at this URL; an embedded database keeps it in `file`."""
    url = make_url(address)
    if url.drivername in _REDIS:
        return RedisHuey("hallway", url=address, results=False)
    return dialect_of(url).queue(url, file)
