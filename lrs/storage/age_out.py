"""Age-out: the oldest statements of a store leave it, with every row that was there for their sake.

What others refer to may go before those who refer to it: these keep what they inherited from it.
Activities, people and attachments stay.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, delete

from lrs.storage.chunks import chunks
from lrs.storage.flat_statements import flat_statements
from lrs.storage.index_entries import keys
from lrs.storage.statement_places import Placed, StatementPlaces
from lrs.storage.tables import inherited_index, statement_index, statement_references, statements
from lrs.xapi import strict_json
from lrs.xapi.filing import filed_under


class AgeOut:
    """Takes statements out of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def oldest(self, until: int, limit: int) -> Sequence[Placed]:
        return StatementPlaces(self._connection, self._store_id).between(0, until, limit)

    def remove(self, oldest: Sequence[Placed]) -> int:
        """Remove what `oldest` gave, and say how many of them were still there."""
        until = oldest[-1].stored
        self._unfile(self._keys(oldest), until)
        self._until(statement_references, until)
        self._until(flat_statements, until)
        return self._until(statements, until)

    def forget_inherited(self, until: int) -> None:
        """Remove what the removed ones were found by for the sake of others."""
        self._until(inherited_index, until)

    def _keys(self, oldest: Sequence[Placed]) -> set[int]:
        found: set[int] = set()
        for each in oldest:
            found |= keys(self._store_id, filed_under(strict_json.loads(each.payload)))
        return found

    def _unfile(self, known: set[int], until: int) -> None:
        index = statement_index.c
        mine = delete(statement_index).where(index.store_id == self._store_id)
        for chunk in chunks(known):
            self._connection.execute(mine.where(index.key.in_(chunk), index.stored <= until))

    def _until(self, table: Table, until: int) -> int:
        c = table.c
        return self._connection.execute(
            delete(table).where(c.store_id == self._store_id, c.stored <= until)
        ).rowcount
