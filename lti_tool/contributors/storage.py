"""The programme as it is kept, bound to one store."""

from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, update

from lrs.database import Dialect
from lti_tool.contributors import tables
from lti_tool.contributors.programme import (
    Assignment,
    Audition,
    Contributor,
    Event,
    Hours,
    Link,
    Review,
    Staff,
)
from lti_tool.contributors.terms import Terms

Row = TypeVar("Row", Contributor, Link, Audition, Review, Assignment, Hours, Event)

_TABLES: dict[type[Any], Table] = {
    Contributor: tables.contributors,
    Link: tables.contributor_links,
    Audition: tables.auditions,
    Review: tables.audition_reviews,
    Assignment: tables.contributor_assignments,
    Hours: tables.volunteer_hours,
    Event: tables.contributor_events,
}


class Programme:
    """What one store keeps of its contributors; `named` are columns and the values that they must have."""

    def __init__(self, connection: Connection, dialect: Dialect, store_id: int) -> None:
        self._connection = connection
        self._dialect = dialect
        self._store_id = store_id

    def find(self, noun: type[Row], row_id: UUID) -> Row | None:
        found = self.list(noun, 1, id=row_id)
        return found[0] if found else None

    def list(self, noun: type[Row], limit: int, offset: int = 0, **named: object) -> list[Row]:
        """Give rows, the newest first."""
        table = _TABLES[noun]
        columns = [table.c[name] for name in noun.__slots__]
        order = (table.c.at if noun is Event else table.c.created).desc()
        query = self._where(select(*columns), table, named).order_by(order, table.c.id)
        return [noun(*row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def count(self, noun: type[Row], **named: object) -> int:
        table = _TABLES[noun]
        query = self._where(select(func.count()).select_from(table), table, named)
        return self._connection.scalar(query) or 0

    def add(self, row: Row) -> bool:
        """Say whether it is new; one that is there stays as it is."""
        table = _TABLES[type(row)]
        values = {name: getattr(row, name) for name in row.__slots__}
        new = self._dialect.insert(table).values(store_id=self._store_id, **values)
        made = new.on_conflict_do_nothing().returning(table.c.id)
        return self._connection.execute(made).first() is not None

    def change(
        self, noun: type[Row], row_id: UUID, *conditions: ColumnElement[bool], **values: object
    ) -> bool:
        """Change one where the conditions hold; say whether they did."""
        table = _TABLES[noun]
        this = (table.c.store_id == self._store_id, table.c.id == row_id, *conditions)
        return self._connection.execute(update(table).where(*this).values(values)).rowcount == 1

    def note(self, about: UUID, act: str, by: Staff, at: int, **said: Any) -> None:
        """Write down what was done, for good; `said` are words and the person it was done to."""
        event = Event(
            id=uuid4(),
            about=about,
            person_id=said.get("person_id"),
            act=act,
            words=said.get("words", ""),
            by_person=by.person_id,
            by_name=by.name,
            at=at,
        )
        self.add(event)

    def terms(self) -> Terms:
        table = tables.contributor_terms
        query = select(table.c.criteria, table.c.starter, table.c.reviewers)
        row = self._connection.execute(query.where(table.c.store_id == self._store_id)).first()
        return Terms(*row) if row else Terms()

    def keep_terms(self, terms: Terms) -> None:
        table = tables.contributor_terms
        values: dict[str, object] = {"criteria": terms.criteria_text, "starter": terms.starter_text}
        values |= {"reviewers": terms.reviewers}
        add = self._dialect.insert(table).values(store_id=self._store_id, **values)
        key = [table.c.store_id]
        self._connection.execute(add.on_conflict_do_update(index_elements=key, set_=values))

    def _where(self, query: Select[Any], table: Table, named: dict[str, object]) -> Select[Any]:
        said = [_has(table.c[name], value) for name, value in named.items()]
        return query.where(table.c.store_id == self._store_id, *said)


def _has(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    return column.in_(value) if isinstance(value, (tuple, frozenset)) else column == value
