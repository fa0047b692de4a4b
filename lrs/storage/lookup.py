"""Lookups: rows by one of their columns, for a single value or for thousands.

Building a query costs more than running it, so each is built once, when its module is read.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam

from lrs.database import Answer, Dialect, Direct
from lrs.storage.chunks import chunks

Query = Select[*tuple[Any, ...]]


class Lookup:
    """A query of one store (`bindparam("store")`) that lacks only which values a column may have.

    With `each` it goes by a key whose values are looked for one by one, in no order; a value that is given
    twice is found twice.
    """

    def __init__(self, query: Query, column: ColumnElement[Any], *, each: bool = False) -> None:
        self.query = query
        self.column = column
        self.each = each
        self._single = Direct(query.where(column == bindparam("sought")))

    def ask(
        self, connection: Connection, dialect: Dialect, store_id: int, values: Collection[Any]
    ) -> list[Answer]:
        """Ask for all that is there; no values, no query."""
        if len(values) == 1:
            query, sought = self._single, iter(values)
        else:
            query, sought = _several(self, dialect), chunks(values)
        return [query.ask(connection, store=store_id, sought=each) for each in sought]

    def rows(
        self, connection: Connection, dialect: Dialect, store_id: int, values: Collection[Any]
    ) -> Iterator[Any]:
        """Give the rows of all that is there."""
        return rows_of(self.ask(connection, dialect, store_id, values))


def rows_of(answers: Collection[Answer]) -> Iterator[Any]:
    """Give the rows of several answers, one after the other."""
    return chain.from_iterable(answer.rows() for answer in answers)


@lru_cache(maxsize=256)
def _several(lookup: Lookup, dialect: Dialect) -> Direct:
    if lookup.each:
        return Direct(dialect.one_by_one(lookup.query, lookup.column, "sought"))
    return Direct(lookup.query.where(dialect.among(lookup.column, "sought")))
