"""Archiving: statements before a day are written into files, and then leave the store bit by bit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.errors import Conflict, InvalidParameter, Violation
from lrs.statement_files.day import day_of, first_place, last_place
from lrs.statement_files.outgoing import Order, export, manifest_of
from lrs.storage.age_out import AgeOut
from lrs.storage.archives import Archive, Archives
from lrs.storage.statement_places import StatementPlaces

Progress = Callable[[int, int], None]

_AT_ONCE = (
    500  # statements in a transaction: some milliseconds, in which writers of the store go on
)


@dataclass(frozen=True, slots=True)
class Steps:
    """Who hears (done, total) of each of the two steps."""

    exporting: Progress
    removing: Progress


def archive(database: Database, order: Order, steps: Steps) -> Archive:
    """Write the statements of `order`, which ends with its last day, into files, and remove them.

    One that was interrupted is brought to its end first. Raises InvalidParameter for a day to come,
    Conflict when a file is missing afterwards; nothing is removed then.
    """
    _finish_others(database, order.store.id, steps)
    begun = _written(database, order, steps)
    return _removed(database, order.store.id, begun, steps.removing)


def archives(database: Database, store_id: int) -> list[Archive]:
    """Give the archives of a store in the order of their dates."""
    with database.reading() as connection:
        return list(Archives(connection, store_id).all())


def _finish_others(database: Database, store_id: int, steps: Steps) -> None:
    for each in archives(database, store_id):
        if each.finished is None:
            _removed(database, store_id, each, steps.removing)


def _written(database: Database, order: Order, steps: Steps) -> Archive:
    """Write the files, see that all of them are there, and note what may go."""
    before = _before(order)
    with database.reading() as connection:
        places = StatementPlaces(connection, order.store.id)
        last = places.last_until(before - 1)
        total = places.count(0, last)
    # Attachments come along: nobody knows later who else needed them.
    whole = replace(order, first=None, last=day_of(before - 1), attachments=True)
    written = export(database, whole, steps.exporting)
    missing = manifest_of(whole).missing()
    if missing or written.statements + written.skipped < total:
        gone = ", ".join(missing[:3]) or f"{total} statements"
        raise Conflict(
            f"Not everything stands in {order.folder} ({gone}); nothing was removed. "
            "Give a new folder."
        )
    return _noted(database, order, Archive(before, last, str(order.folder), total, 0, now(), None))


def _before(order: Order) -> int:
    if order.last is None or last_place(order.last) >= now():
        message = "Only days that are over can be archived"
        raise InvalidParameter(Violation("--before", message, "hallway"))
    return first_place(order.last + timedelta(days=1))


def _noted(database: Database, order: Order, found: Archive) -> Archive:
    def work(connection: Connection) -> Archive:
        kept = Archives(connection, order.store.id)
        known = next((each for each in kept.all() if each.before == found.before), None)
        if known is None:
            kept.add(found)
        return known or found

    return database.write(work)


def _removed(database: Database, store_id: int, begun: Archive, progress: Progress) -> Archive:
    done = begun.removed
    while count := _step(database, store_id, begun):
        done += count
        progress(done, begun.statements)
    database.write(lambda connection: _end(connection, store_id, begun))
    return replace(begun, removed=done, finished=now())


def _step(database: Database, store_id: int, begun: Archive) -> int:
    """Remove some in a short transaction; what is to go was read before it."""
    with database.reading() as connection:
        oldest = AgeOut(connection, store_id).oldest(begun.last, _AT_ONCE)

    def work(connection: Connection) -> int:
        count = AgeOut(connection, store_id).remove(oldest)
        Archives(connection, store_id).removed(begun.before, count)
        return count

    return database.write(work) if oldest else 0


def _end(connection: Connection, store_id: int, begun: Archive) -> None:
    AgeOut(connection, store_id).forget_inherited(begun.last)
    Archives(connection, store_id).finish(begun.before, now())
