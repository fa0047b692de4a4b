"""Flattening: the rows that the views show, brought up to the newest statement."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from lrs.database import Database
from lrs.storage.flat_statements import FlatStatements
from lrs.storage.statement_places import StatementPlaces
from lrs.xapi import strict_json
from lrs.xapi.flat_statement import flat

_AT_ONCE = 1_000


def flatten(database: Database, store_id: int, progress: Callable[[int, int], None]) -> int:
    """Add what is new and give how many that were; `progress` hears (rows done, all of them).

    Each step is whole, so it may be killed, and run beside itself.
    """
    done = 0
    with database.reading() as connection:
        after = FlatStatements(connection, database.dialect, store_id).last()
        until = StatementPlaces(connection, store_id).last()
        total = StatementPlaces(connection, store_id).count(after, until)
    while added := _step(database, store_id, until):
        done += added
        progress(done, total)
    return done


def _step(database: Database, store_id: int, until: int) -> int:
    with database.reading() as connection:
        after = FlatStatements(connection, database.dialect, store_id).last()
        places = StatementPlaces(connection, store_id)
        found = places.between(after, until, _AT_ONCE)
        voided = places.voided_by(after) if found else ()
    rows = [(placed, flat(strict_json.loads(placed.payload))) for placed in found]

    def append(connection: Connection) -> None:
        flat_rows = FlatStatements(connection, database.dialect, store_id)
        if flat_rows.append(after, rows):
            flat_rows.void(_up_to(found[-1].stored, voided))

    if found:
        database.write(append)
    return len(found)


def _up_to(place: int, voided: Sequence[int]) -> list[int]:
    """Later ones are read as voided when their turn comes."""
    return [each for each in voided if each <= place]
