"""Rebuilding: everybody's record folded anew by several processes, and kept by one, as a SQLite file has one writer."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent import futures
from functools import cache, partial
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from lrs.database import Database, Pool
from lrs.projecting import Growing, footing, uncollected
from lrs.storage.people import People, Person
from lrs.storage.record_projections import Kept, RecordProjections
from lrs.unifying import unified

_AT_ONCE = 20  # people a part, which is a transaction of its own
_AHEAD = 2  # parts that wait for each process


class Rebuilt(NamedTuple):
    """What the records of some people came to: how many there are, their entries, and what no rule knows."""

    people: int
    entries: int
    unknown: int


class _Folded(NamedTuple):
    kept: Mapping[UUID, Kept]
    rebuilt: Rebuilt


def rebuilt(database: Database, store_id: int, jobs: int) -> Iterator[Rebuilt]:
    """Fold and keep everybody's record, part by part; with one job in this process alone.

    What was kept when it is interrupted holds; the other records are as they were.
    """
    for folded in _folded(database, store_id, jobs):
        _keep(database, store_id, folded.kept)
        yield folded.rebuilt


def _folded(database: Database, store_id: int, jobs: int) -> Iterator[_Folded]:
    parts = _parts(database, store_id)
    if jobs == 1:
        yield from map(partial(_fold, database, store_id), parts)
        return
    url = database.engine.url.render_as_string(hide_password=False)
    waiting: deque[futures.Future[_Folded]] = deque()
    context = multiprocessing.get_context("spawn")
    with futures.ProcessPoolExecutor(jobs, context, _follow_the_keeper) as pool:
        for part in parts:
            waiting.append(pool.submit(_fold_elsewhere, url, database.pool, store_id, part))
            if len(waiting) > _AHEAD * jobs:
                yield waiting.popleft().result()
        yield from (each.result() for each in waiting)


def _parts(database: Database, store_id: int) -> Iterator[Sequence[Person]]:
    after = None
    while True:
        with database.reading() as connection:
            people = People(connection, database.dialect, store_id)
            found = people.page("", after, _AT_ONCE)
        if not found:
            return
        yield found
        after = (found[-1].name, found[-1].id)


def _follow_the_keeper() -> None:
    """Let the process that keeps decide what an interruption means, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_keeper, daemon=True).start()


def _end_with_the_keeper() -> None:
    if keeper := multiprocessing.parent_process():
        keeper.join()
        os._exit(1)


@cache
def _opened(url: str, pool: Pool) -> Database:
    return Database(url, pool)


def _fold_elsewhere(url: str, pool: Pool, store_id: int, part: Sequence[Person]) -> _Folded:
    return _fold(_opened(url, pool), store_id, part)


def _fold(database: Database, store_id: int, part: Sequence[Person]) -> _Folded:
    with uncollected(), database.reading() as connection:
        growing = Growing(connection, database, footing(connection, store_id))
        made = [growing.of(person, anew=True) for person in part]
    records = [unified(database, store_id, each.record()) for each in made]
    entries = sum(len(record.entries) for record in records)
    unknown = sum(len(record.unclassified) for record in records)
    kept = {each.person.head: each.to_keep() for each in made}
    return _Folded(kept, Rebuilt(len(made), entries, unknown))


def _keep(database: Database, store_id: int, kept: Mapping[UUID, Kept]) -> None:
    def work(connection: Connection) -> None:
        RecordProjections(connection, store_id).put(database.dialect, kept)

    database.write(work)
