"""Suggesting: what connected systems suggest to everybody of a store, and what each person did with it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection as Sql

from connectors import kept_suggestions
from connectors.desk import SECOND, Desk
from connectors.suggestion import Suggested
from connectors.tables import suggestion_marks, suggestions
from lrs import NotFound

_SHOWN = 60 * 24 * 3600 * SECOND
_MOST = 100


class Suggestions:
    """The suggestions of all stores, for the people in them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, store_id: int, person_id: UUID, *, dismissed: bool = False) -> Sequence[Suggested]:
        """Give what was published lately, newest first: what this person didn't dismiss, or did."""
        gone = suggestion_marks.c.dismissed
        query = kept_suggestions.query(store_id, person_id).where(
            suggestions.c.published >= self._desk.clock() - _SHOWN,
            gone.is_not(None) if dismissed else gone.is_(None),
        )
        newest = query.order_by(suggestions.c.published.desc(), suggestions.c.id).limit(_MOST)
        with self._desk.lrs.database.reading() as sql:
            return [Suggested(*row) for row in sql.execute(newest)]

    def find(self, store_id: int, person_id: UUID, suggestion_id: UUID) -> Suggested:
        """Raise NotFound."""
        query = kept_suggestions.query(store_id, person_id).where(suggestions.c.id == suggestion_id)
        with self._desk.lrs.database.reading() as sql:
            row = sql.execute(query).first()
        if row is None:
            raise NotFound("There is no such suggestion any more.")
        return Suggested(*row)

    def opened(self, sql: Sql, store_id: int, person_id: UUID, suggestion_id: UUID) -> None:
        """Note that a person opened one; only SQL, for the transaction that tells it."""
        now = self._desk.clock()
        kept_suggestions.mark(sql, store_id, person_id, suggestion_id, opened=now)

    def dismiss(self, store_id: int, person_id: UUID, suggestion_id: UUID, *, undo: bool) -> None:
        """Raise NotFound."""
        self.find(store_id, person_id, suggestion_id)
        when = None if undo else self._desk.clock()
        self._desk.lrs.database.write(
            lambda sql: kept_suggestions.mark(
                sql, store_id, person_id, suggestion_id, dismissed=when
            )
        )
