"""The gradebook of the sandbox's course as it is kept."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, select, update

from lrs.database import Dialect
from lti_tool.sandbox.services.tables import sandbox_columns, sandbox_grades, sandbox_links


@dataclass(frozen=True, slots=True)
class GradebookColumn:
    """A column; `link` is the link it belongs to, "" when it stands alone."""

    id: str
    link: str
    label: str
    maximum: float
    resource_id: str
    tag: str
    created: int


@dataclass(frozen=True, slots=True)
class Grade:
    """What one person has in one column."""

    column_id: str
    subject: str
    given: float | None
    comment: str
    timestamp: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the course; `custom` is the JSON text of its parameters."""

    id: str
    title: str
    text: str
    custom: str
    created: int


class Gradebook:
    """Links, columns and grades of the course in one store."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def columns(self) -> list[GradebookColumn]:
        query = _COLUMNS.where(self._mine(sandbox_columns.c.store_id))
        order = (sandbox_columns.c.created, sandbox_columns.c.id)
        return [GradebookColumn(*row) for row in self._connection.execute(query.order_by(*order))]

    def column(self, column_id: str) -> GradebookColumn | None:
        return next((c for c in self.columns() if c.id == column_id), None)

    def write_column(self, column: GradebookColumn) -> None:
        values = {name: getattr(column, name) for name in GradebookColumn.__slots__}
        add = self._dialect.insert(sandbox_columns).values(store_id=self._store_id, **values)
        key = list(sandbox_columns.primary_key.columns)
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=values))

    def remove_column(self, column_id: str) -> None:
        mine = self._mine(sandbox_columns.c.store_id)
        gone = delete(sandbox_columns).where(mine, sandbox_columns.c.id == column_id)
        self._connection.execute(gone)

    def grades(self, column_id: str) -> list[Grade]:
        mine = self._mine(sandbox_grades.c.store_id)
        query = _GRADES.where(mine, sandbox_grades.c.column_id == column_id)
        rows = self._connection.execute(query.order_by(sandbox_grades.c.subject))
        return [Grade(*row) for row in rows]

    def grade(self, grade: Grade) -> bool:
        """Write a grade; False when there is one that is not older."""
        values = {name: getattr(grade, name) for name in Grade.__slots__}
        before = next((g for g in self.grades(grade.column_id) if g.subject == grade.subject), None)
        if before is not None and before.timestamp >= grade.timestamp:
            return False
        if before is None:
            add = sandbox_grades.insert().values(store_id=self._store_id, **values)
            self._connection.execute(add)
            return True
        mine = self._mine(sandbox_grades.c.store_id)
        this = (
            sandbox_grades.c.column_id == grade.column_id,
            sandbox_grades.c.subject == grade.subject,
        )
        self._connection.execute(update(sandbox_grades).where(mine, *this).values(values))
        return True

    def links(self) -> list[Link]:
        query = _LINKS.where(self._mine(sandbox_links.c.store_id))
        order = (sandbox_links.c.created, sandbox_links.c.id)
        return [Link(*row) for row in self._connection.execute(query.order_by(*order))]

    def add_link(self, link: Link) -> None:
        values = {name: getattr(link, name) for name in Link.__slots__}
        self._connection.execute(sandbox_links.insert().values(store_id=self._store_id, **values))

    def _mine(self, column: ColumnElement[int]) -> ColumnElement[bool]:
        return column == self._store_id


_COLUMNS = select(*(sandbox_columns.c[name] for name in GradebookColumn.__slots__))
_GRADES = select(*(sandbox_grades.c[name] for name in Grade.__slots__))
_LINKS = select(*(sandbox_links.c[name] for name in Link.__slots__))
