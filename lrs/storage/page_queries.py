"""The SQL of a page: ranges of the index, each in the order of its places, merged into one.

Filters must hold of one and the same statement: all of what a statement says itself, or all of what
one that it refers to says. So its own entries and inherited ones are two ranges, and a related
filter with its two keys makes four. The first filter is walked, the others are looked up.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from lrs.database import Dialect
from lrs.storage.tables import inherited_index, statement_index, statements

_ONE = literal_column("1")

Query = Select[int, bytes] | CompoundSelect[int, bytes]
Condition = ColumnElement[bool]


class Shape(NamedTuple):
    """What decides the text of a query, as opposed to its values; `keys` counts those of each filter."""

    keys: tuple[int, ...]
    since: bool
    until: bool
    before: bool
    authority: bool
    ascending: bool


@lru_cache(maxsize=512)  # there are few shapes, and building a query costs more than running it
def page_query(dialect: Dialect, shape: Shape) -> Query:
    """Give the query for (stored, payload); its parameters are named in `Pages`."""
    limit: BindParameter[int] = bindparam("limit")
    if not shape.keys:
        plain = _statements(shape).where(*_bounds(shape, statements.c.stored))
        return plain.order_by(_order(shape, statements.c.stored)).limit(limit)
    ranges = [
        made
        for n in range(shape.keys[0])
        for made in (_own(dialect, shape, f"key_0_{n}"), _inherited(shape, f"key_0_{n}"))
    ]
    merged = union_all(*(select(each.limit(limit).subquery()) for each in ranges))
    return merged.order_by(_order(shape, literal_column("stored"))).limit(limit)


def _own(dialect: Dialect, shape: Shape, key: str) -> Select[int, bytes]:
    """Walk what statements say themselves."""
    hit = statement_index.alias("hit")
    each = dialect.spread(hit.c.later)
    place = hit.c.stored + each.c.value
    query = (
        _statements(shape)
        .select_from(hit, each, statements)
        .where(
            *_under(hit, [bindparam(key)]),
            statements.c.stored == place,
            *_bounds(shape, place),
            *_rough_bounds(shape, hit.c.stored, bindparam(key)),
            *(or_(*(_says(place, each) for each in keys)) for keys in _others(shape)),
        )
    )
    return query.order_by(_order(shape, hit.c.stored), _order(shape, each.c.value))


def _says(place: ColumnElement[int], key: BindParameter[int]) -> Condition:
    """Say that the statement at this place has a key: look into the one row that may know."""
    also = statement_index.alias()
    offset = cast(place - also.c.stored, Text)
    known = (literal_column("',0'") + also.c.later + ",").like("%," + offset + ",%")
    newest = select(known).where(*_under(also, [key]), also.c.stored <= place)
    return newest.order_by(also.c.stored.desc()).limit(_ONE).scalar_subquery().is_(True)


def _inherited(shape: Shape, key: str) -> Select[int, bytes]:
    """Walk what statements are found by because of those they refer to."""
    hit = inherited_index.alias("hit")
    query = (
        _statements(shape)
        .select_from(hit, statements)
        .where(
            *_under(hit, [bindparam(key)]),
            statements.c.stored == hit.c.stored,
            *_bounds(shape, hit.c.stored),
            *(_inherits(hit, keys) for keys in _others(shape)),
        )
    )
    return query.order_by(_order(shape, hit.c.stored))


def _inherits(hit: Any, keys: Sequence[Any]) -> Condition:
    """Say that the same statement has one of these keys from the same one it refers to."""
    also = inherited_index.alias()
    same = (also.c.stored == hit.c.stored, also.c.via == hit.c.via)
    found = select(literal_column("1")).where(*_under(also, keys), *same)
    # Asked row by row: left to itself, PostgreSQL may read all that the other filter finds first.
    return found.limit(_ONE).scalar_subquery().is_not(None)


def _others(shape: Shape) -> Iterator[Sequence[BindParameter[int]]]:
    for number, count in enumerate(shape.keys[1:], 1):
        yield [bindparam(f"key_{number}_{n}") for n in range(count)]


def _under(index: Any, keys: Sequence[Any]) -> tuple[Condition, ...]:
    found: Condition = index.c.key == keys[0] if len(keys) == 1 else index.c.key.in_(keys)
    return (index.c.store_id == bindparam("store"), found)


def _statements(shape: Shape) -> Select[int, bytes]:
    query = select(statements.c.stored, statements.c.payload).where(
        statements.c.store_id == bindparam("store"), statements.c.voided.is_(False)
    )
    if shape.authority:
        query = query.where(statements.c.authority == bindparam("authority"))
    return query


def _bounds(shape: Shape, place: ColumnElement[int]) -> Iterator[Condition]:
    if shape.since:
        yield place > bindparam("since")
    if shape.until:
        yield place <= bindparam("until")
    if shape.before:
        yield place < bindparam("before")


def _rough_bounds(
    shape: Shape, first: ColumnElement[int], key: BindParameter[int]
) -> Iterator[Condition]:
    """Bound the rows that may hold such a place, in terms that the index knows."""
    if shape.since:
        also = statement_index.alias()
        before = also.c.stored <= bindparam("since")
        newest = select(func.max(also.c.stored)).where(*_under(also, [key]), before)
        yield first >= func.coalesce(newest.scalar_subquery(), 0)
    if shape.until:
        yield first <= bindparam("until")
    if shape.before:
        yield first < bindparam("before")


def _order(shape: Shape, column: ColumnElement[int]) -> ColumnElement[int]:
    return column.asc() if shape.ascending else column.desc()
