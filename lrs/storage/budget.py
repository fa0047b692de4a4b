"""The lines of an organisation's budget."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, select

from lrs.reports.budget import BudgetLine
from lrs.storage.report_tables import budget_lines


class Budget:
    """The budget of one store."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        self._connection = connection
        self._store_id = store_id
        self._mine = budget_lines.c.store_id == store_id

    def lines(self) -> list[BudgetLine]:
        columns = (budget_lines.c[name] for name in BudgetLine._fields)
        order = (budget_lines.c.year, budget_lines.c.planned, budget_lines.c.name)
        rows = self._connection.execute(select(*columns).where(self._mine).order_by(*order))
        return [BudgetLine(*row) for row in rows]

    def add(self, lines: Sequence[BudgetLine]) -> None:
        rows = [{"store_id": self._store_id, **line._asdict()} for line in lines]
        self._connection.execute(budget_lines.insert(), rows)

    def remove(self, line_id: UUID) -> None:
        self._connection.execute(
            delete(budget_lines).where(self._mine, budget_lines.c.id == line_id)
        )
