"""Compacting a store: payloads get a dictionary of what its own statements have in common, index rows merge."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.storage.merging import Merged, Merging, Place
from lrs.storage.payload_dictionaries import PayloadDictionaries
from lrs.storage.recompression import Recompression, Stretch
from lrs.storage.statement_places import StatementPlaces
from lrs.storage.zstd_dictionary import BUILT_IN, ZstdDictionary, trained

_TOGETHER = 500  # payloads that are rewritten in one transaction
_ROWS = 2000  # index rows that are looked at in one
_FEWEST = 1000  # statements from which a dictionary is worth making
_STRETCHES, _OF_EACH = 100, 25  # 2,500 statements from all over the store


Progress = Callable[[int, int], None]


class Compacted(NamedTuple):
    """How many statements were looked at, the bytes that their payloads lost, and the index rows saved."""

    statements: int
    saved: int
    rows: int


def compact(database: Database, store_id: int, *, learn: bool, progress: Progress) -> Compacted:
    """Rewrite payloads and index rows that get smaller; harmless to stop, and to start again.

    A store learns its dictionary the first time, and a new one when asked to `learn`.
    """
    dictionary = dictionary_of(database, store_id, learn=learn)
    seen, saved = _recompress(database, store_id, dictionary, progress)
    return Compacted(seen, saved, _merge(database, store_id))


def _recompress(
    database: Database, store_id: int, dictionary: ZstdDictionary, progress: Progress
) -> tuple[int, int]:
    with database.reading() as connection:
        places = StatementPlaces(connection, store_id)
        last = places.last()
        total = places.count(0, last)
    seen = saved = after = 0
    while after < last and (done := recompress_next(database, store_id, after, dictionary)):
        seen, saved, after = seen + done.seen, saved + done.saved, done.last
        progress(seen, total)
    return seen, saved


def _merge(database: Database, store_id: int) -> int:
    gone = 0
    done = merge_next(database, store_id, None)
    while done is not None:
        gone += done.gone
        done = merge_next(database, store_id, done.last)
    return gone


def merge_next(database: Database, store_id: int, after: Place | None) -> Merged | None:
    """Merge some index rows behind this place; None behind the last."""
    return database.write(lambda sql: Merging(sql, store_id).next(after, _ROWS))


def dictionary_of(database: Database, store_id: int, *, learn: bool) -> ZstdDictionary:
    """Give the store's dictionary; a store with enough statements learns one if it has none yet."""
    with database.reading() as connection:
        newest = PayloadDictionaries(connection, store_id).newest()
        if newest is not BUILT_IN and not learn:
            return newest
        texts = _sample(Recompression(connection, store_id))
    if len(texts) < _FEWEST:
        return newest
    made = trained(texts)
    database.write(lambda sql: PayloadDictionaries(sql, store_id).add(made, now()))
    return made


def _sample(payloads: Recompression) -> list[bytes]:
    """Give statements from all of the store's time, or the oldest ones where they came at a few moments only."""
    texts = payloads.sample(_STRETCHES, _OF_EACH)
    return texts if len(texts) >= _FEWEST else payloads.sample(1, _STRETCHES * _OF_EACH)


def recompress_next(
    database: Database, store_id: int, after: int, dictionary: ZstdDictionary
) -> Stretch | None:
    """Rewrite some payloads behind this place; None behind the newest."""

    def work(connection: Connection) -> Stretch | None:
        return Recompression(connection, store_id).next(after, _TOGETHER, dictionary)

    return database.write(work)
