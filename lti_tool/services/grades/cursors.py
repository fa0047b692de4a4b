"""How far a store was looked through for what earns a score, as it is kept."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from lrs.database import Dialect
from lti_tool.services.tables import grade_cursors


class Cursor(NamedTuple):
    """The place of the last statement, and the instant of the last launch, that was looked at."""

    statements: int
    launches: int

    def not_before(self, begin: "Cursor") -> "Cursor":
        return Cursor(*map(max, self, begin))


class Cursors:
    """The cursor of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id

    def find(self) -> Cursor:
        query = select(grade_cursors.c.statements, grade_cursors.c.launches)
        row = self._connection.execute(
            query.where(grade_cursors.c.store_id == self._store_id)
        ).first()
        return Cursor(*row) if row else Cursor(0, 0)

    def keep(self, dialect: Dialect, cursor: Cursor) -> None:
        add = dialect.insert(grade_cursors).values(store_id=self._store_id, **cursor._asdict())
        key = list(grade_cursors.primary_key.columns)
        changed = add.on_conflict_do_update(index_elements=key, set_=cursor._asdict())
        self._connection.execute(changed)
