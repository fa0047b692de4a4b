"""Compacting a store: a dictionary of what its own statements have in common, and all payloads made with it."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.storage.payload_dictionaries import PayloadDictionaries
from lrs.storage.recompression import Recompression, Stretch
from lrs.storage.statement_places import StatementPlaces
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary, trained

_TOGETHER = 500  # payloads that are rewritten in one transaction
_FEWEST = 1000  # statements from which a dictionary is worth making
_STRETCHES, _OF_EACH = 100, 25  # 2,500 statements from all over the store


class Compacted(NamedTuple):
    """How many statements were looked at, and the bytes that their payloads lost."""

    statements: int
    saved: int


def compact(
    database: Database, store_id: int, *, learn: bool, progress: Callable[[int, int], None]
) -> Compacted:
    """Rewrite payloads that get smaller; harmless to stop, and to start again.

    A store learns its dictionary the first time, and a new one when asked to `learn`.
    """
    dictionary = _dictionary(database, store_id, learn=learn)
    with database.reading() as connection:
        places = StatementPlaces(connection, store_id)
        total, last = places.count(0, places.last()), places.last()
    seen = saved = after = 0
    while after < last and (done := _next(database, store_id, after, dictionary)):
        seen, saved, after = seen + done.seen, saved + done.saved, done.last
        progress(seen, total)
    return Compacted(seen, saved)


def _dictionary(database: Database, store_id: int, *, learn: bool) -> ZstdDictionary:
    with database.reading() as connection:
        newest = PayloadDictionaries(connection, store_id).newest()
        if newest is not BUILT_IN and not learn:
            return newest
        texts = Recompression(connection, store_id).sample(_STRETCHES, _OF_EACH)
    if len(texts) < _FEWEST:
        return newest
    made = trained(texts)
    database.write(lambda sql: PayloadDictionaries(sql, store_id).add(made, now()))
    return made


def _next(
    database: Database, store_id: int, after: int, dictionary: ZstdDictionary
) -> Stretch | None:
    def work(connection: Connection) -> Stretch | None:
        return Recompression(connection, store_id).next(after, _TOGETHER, dictionary)

    return database.write(work)
