"""The database door: one engine, transactions that retry, and what differs between dialects."""

from lrs.database.columns import StatementId, metadata, store_key
from lrs.database.dialect import Dialect
from lrs.database.direct import Answer, Direct
from lrs.database.engine import Database, Pool
from lrs.database.levels import is_level, levels_of
from lrs.database.queues import open_queue, queue_away
from lrs.database.replica import Readers, Replica, readers

__all__ = [
    "Answer",
    "Database",
    "Dialect",
    "Direct",
    "Pool",
    "Readers",
    "Replica",
    "StatementId",
    "is_level",
    "levels_of",
    "metadata",
    "open_queue",
    "queue_away",
    "readers",
    "store_key",
]
