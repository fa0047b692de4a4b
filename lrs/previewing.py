"""Previewing: a test student's account, known from its LMS, is left out wherever people are counted."""

from typing import Any

from sqlalchemy import Connection

from lrs.clock import now
from lrs.database import Database
from lrs.storage.people import People
from lrs.storage.previews import Previews
from lrs.storage.report_rows import ReportRows
from lrs.xapi.identifier import identifier


def set_aside(database: Database, store_id: int, who: dict[str, Any]) -> None:
    """Remember the account; an account that is known costs one question and no write."""
    named = identifier(who)
    if named is None or _is_known(database, store_id, named):
        return

    def work(connection: Connection) -> None:
        Previews(connection, store_id).add(database.dialect, named, now())
        person = People(connection, database.dialect, store_id).person_of(named)
        if person is not None:  # others told of it before: it is counted anew, as nobody
            rows = ReportRows(connection, database.dialect, store_id)
            rows.take_turns()
            rows.wait({person: rows.cursor().place})

    database.write(work)


def _is_known(database: Database, store_id: int, named: str) -> bool:
    with database.reading() as connection:
        return Previews(connection, store_id).has(named)
