"""Pages of statements: which ones a selection finds through the index, in the order of their places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select

from lrs.storage.hashing import index_key
from lrs.storage.tables import statement_index, statements


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements to page through: all of `filed`, stored after `since` and up to `until`.

    `before` is the place where an earlier page ended.
    """

    filed: Sequence[tuple[str, str]] = ()
    since: int | None = None
    until: int | None = None
    before: int | None = None
    authority: str | None = None
    ascending: bool = False

    def beyond(self, place: int) -> "Selection":
        """Give what follows the statement at this place."""
        return replace(self, since=place) if self.ascending else replace(self, before=place)


class _Shape(NamedTuple):
    """What decides the text of a query, as opposed to its values."""

    keys: int
    since: bool
    until: bool
    before: bool
    authority: bool
    ascending: bool


def page(
    connection: Connection, store_id: int, selection: Selection, limit: int
) -> list[tuple[int, bytes]]:
    """Give (stored, payload) of up to `limit` statements in the order asked for.

    A statement that matches in several ways (itself and by what it refers to) comes once.
    """
    found: dict[int, bytes] = {}
    while len(found) < limit:
        rows = _rows(connection, store_id, selection, limit)
        found.update((row.stored, row.payload) for row in rows)
        if len(rows) < limit:
            break
        selection = selection.beyond(rows[-1].stored)
    return list(found.items())[:limit]


def _rows(
    connection: Connection, store_id: int, selection: Selection, limit: int
) -> Sequence[Row[int, bytes]]:
    values: dict[str, Any] = {
        "store": store_id,
        "since": selection.since,
        "until": selection.until,
        "before": selection.before,
        "limit": limit,
    }
    for number, pair in enumerate(selection.filed):
        values[f"key_{number}"] = index_key(store_id, *pair)
    if selection.authority is not None:
        values["authority"] = index_key(store_id, "authority", selection.authority)
    given = {name: value for name, value in values.items() if value is not None}
    return connection.execute(_query(_shape(selection)), given).all()


def _shape(selection: Selection) -> _Shape:
    return _Shape(
        len(selection.filed),
        selection.since is not None,
        selection.until is not None,
        selection.before is not None,
        selection.authority is not None,
        selection.ascending,
    )


@lru_cache(maxsize=256)  # there are few shapes, and building a query costs more than running it
def _query(shape: _Shape) -> Select[int, bytes]:
    query = select(statements.c.stored, statements.c.payload).where(
        statements.c.store_id == bindparam("store"), statements.c.voided.is_(False)
    )
    place: ColumnElement[int] = statements.c.stored
    if shape.keys:
        query, place = _through_index(query, shape.keys)
    if shape.since:
        query = query.where(place > bindparam("since"))
    if shape.until:
        query = query.where(place <= bindparam("until"))
    if shape.before:
        query = query.where(place < bindparam("before"))
    if shape.authority:
        query = query.where(statements.c.authority == bindparam("authority"))
    order = place.asc() if shape.ascending else place.desc()
    return query.order_by(order).limit(bindparam("limit"))


def _through_index(
    query: Select[int, bytes], keys: int
) -> tuple[Select[int, bytes], ColumnElement[int]]:
    """All keys must hold of one and the same statement: itself, or one that it refers to."""
    hit = statement_index.alias("hit")
    same_place = (hit.c.store_id == statements.c.store_id) & (hit.c.stored == statements.c.stored)
    query = query.join(hit, same_place).where(
        hit.c.store_id == bindparam("store"), hit.c.key == bindparam("key_0")
    )
    for number in range(1, keys):
        also = statement_index.alias(f"also_{number}")
        same_statement = (also.c.stored == hit.c.stored) & (also.c.via == hit.c.via)
        query = query.where(
            select(also.c.key)
            .where(
                also.c.store_id == bindparam("store"),
                also.c.key == bindparam(f"key_{number}"),
                same_statement,
            )
            .exists()
        )
    return query, hit.c.stored
