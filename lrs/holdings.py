"""What a store holds, for the first page of its console."""

from dataclasses import dataclass

from lrs.database import Database
from lrs.storage.statements import Statements


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many statements there are, and when the newest was stored: microseconds, None without one."""

    statements: int
    last_stored: int | None


def holdings(database: Database, store_id: int) -> Holdings:
    """Count what one store holds."""
    with database.reading() as connection:
        kept = Statements(connection, database.dialect, store_id)
        return Holdings(kept.count(), kept.last_stored() or None)
