"""Lookups: rows by one of their columns, for a single value or for thousands.

Building a query costs more than running it, so each is built once, when its module is read.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam

from lrs.database import Dialect
from lrs.storage.chunks import chunks

Query = Select[*tuple[Any, ...]]


class Lookup:
    """A query of one store (`bindparam("store")`) that lacks only which values a column may have."""

    def __init__(self, query: Query, column: ColumnElement[Any]) -> None:
        self.query = query
        self.column = column
        self._single = query.where(column == bindparam("sought"))

    def rows(
        self, connection: Connection, dialect: Dialect, store_id: int, values: Collection[Any]
    ) -> Iterator[Row[*tuple[Any, ...]]]:
        """Give the rows of all that is there; no values, no query."""
        if len(values) == 1:
            (sought,) = values
            yield from connection.execute(self._single, {"store": store_id, "sought": sought})
            return
        for chunk in chunks(values):
            yield from connection.execute(
                _several(self, dialect), {"store": store_id, "sought": chunk}
            )


@lru_cache(maxsize=256)
def _several(lookup: Lookup, dialect: Dialect) -> Query:
    return lookup.query.where(dialect.among(lookup.column, "sought"))
