"""The SQL of a page: walk the index rows of one filter in the order of their places, look up the others.

Filters must hold of one and the same statement: all of what a statement says itself, or all of what
one that it refers to says. So its own entries and inherited ones are two walks, and a related
filter with its two keys makes four. Each gives rows (walk, stored, matches): `matches` is "0,1,5",
the distances from `stored` at which statements match. What is voided, and the bounds within a row, are
left to whoever reads them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
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

Condition = ColumnElement[bool]
Walk = Select[int, str]
NumberedWalk = Select[int, int, str]

_ONE: ColumnElement[int] = literal_column("1")


class Shape(NamedTuple):
    """What decides the text of a query, as opposed to its values; `keys` counts those of each filter."""

    keys: tuple[int, ...]
    since: bool
    until: bool
    before: bool
    authority: bool
    ascending: bool


@lru_cache(maxsize=512)  # there are few shapes, and building a query costs more than running it
def walks(dialect: Dialect, shape: Shape) -> NumberedWalk | CompoundSelect[int, int, str]:
    """Give the query for the rows, up to `limit` of each walk; `Pages` names the parameters."""
    limit: BindParameter[int] = bindparam("limit")
    if not shape.keys:
        return _numbered(0, _all(shape).limit(limit))
    made = [
        walk
        for n in range(shape.keys[0])
        for walk in (_own(dialect, shape, f"key_0_{n}"), _inherited(shape, f"key_0_{n}"))
    ]
    return union_all(*(_numbered(n, each.limit(limit)) for n, each in enumerate(made)))


def _numbered(number: int, walk: Walk) -> NumberedWalk:
    return select(literal_column(str(number), Integer).label("walk"), walk.subquery())


def _all(shape: Shape) -> Walk:
    """Walk the statements themselves."""
    place = statements.c.stored
    query = select(place, _zero()).where(
        statements.c.store_id == bindparam("store"), *_bounds(shape, place)
    )
    if shape.authority:
        query = query.where(statements.c.authority == bindparam("authority"))
    if shape.since:
        query = query.where(place > bindparam("since"))
    return query.order_by(_order(shape, place))


def _own(dialect: Dialect, shape: Shape, key: str) -> Walk:
    """Walk what statements say themselves."""
    hit = statement_index.alias("hit")
    asked: BindParameter[int] = bindparam(key)
    matches = _matches(dialect, shape, hit)
    query = select(hit.c.stored, matches.label("matches")).where(
        *_under(hit, [asked]), *_bounds(shape, hit.c.stored), *_since(shape, hit.c.stored, asked)
    )
    if len(shape.keys) > 1 or shape.authority:
        query = query.where(matches.is_not(None))
    return query.order_by(_order(shape, hit.c.stored))


def _matches(dialect: Dialect, shape: Shape, hit: Any) -> ColumnElement[str]:
    """Give the distances of a row at which the other filters hold too, NULL where none is left."""
    if len(shape.keys) == 1 and not shape.authority:
        every: ColumnElement[str] = literal_column("'0'") + hit.c.later
        return every
    each = dialect.spread(hit.c.later)
    place = hit.c.stored + each.c.value
    conditions = [or_(*(_says(place, key) for key in keys)) for keys in _others(shape)]
    if shape.authority:
        conditions.append(_is_vouched_for(place))
    found = select(func.aggregate_strings(cast(each.c.value, Text), ",")).select_from(each)
    return found.where(*conditions).correlate(hit).scalar_subquery()


def _says(place: ColumnElement[int], key: BindParameter[int]) -> Condition:
    """Say that the statement at this place has a key: look into the one row that may know."""
    also = statement_index.alias()
    offset = cast(place - also.c.stored, Text)
    known = (literal_column("',0'") + also.c.later + ",").like("%," + offset + ",%")
    newest = select(known).select_from(also).where(*_under(also, [key]), also.c.stored <= place)
    newest = newest.order_by(also.c.stored.desc()).limit(_ONE)
    return newest.correlate_except(also).scalar_subquery().is_(True)


def _is_vouched_for(place: ColumnElement[int]) -> Condition:
    """Say that the statement at this place came from the authority that is asked for."""
    found: Select[Any] = select(_ONE).select_from(statements)
    mine = (statements.c.store_id == bindparam("store"), statements.c.stored == place)
    asked = statements.c.authority == bindparam("authority")
    found = found.where(*mine, asked).correlate_except(statements)
    return found.scalar_subquery().is_not(None)


def _inherited(shape: Shape, key: str) -> Walk:
    """Walk what statements are found by because of those they refer to."""
    hit = inherited_index.alias("hit")
    query = select(hit.c.stored, _zero()).where(
        *_under(hit, [bindparam(key)]),
        *_bounds(shape, hit.c.stored),
        *(_inherits(hit, keys) for keys in _others(shape)),
        *([_is_vouched_for(hit.c.stored)] if shape.authority else []),
    )
    if shape.since:
        query = query.where(hit.c.stored > bindparam("since"))
    return query.order_by(_order(shape, hit.c.stored))


def _inherits(hit: Any, keys: Sequence[Any]) -> Condition:
    """Say that the same statement has one of these keys from the same one it refers to."""
    also = inherited_index.alias()
    same = (also.c.stored == hit.c.stored, also.c.via == hit.c.via)
    found: Select[Any] = select(_ONE).select_from(also).where(*_under(also, keys), *same)
    # Asked row by row: left to itself, PostgreSQL may read all that the other filter finds first.
    return found.limit(_ONE).correlate_except(also).scalar_subquery().is_not(None)


def _others(shape: Shape) -> Iterator[Sequence[BindParameter[int]]]:
    for number, count in enumerate(shape.keys[1:], 1):
        yield [bindparam(f"key_{number}_{n}") for n in range(count)]


def _under(index: Any, keys: Sequence[Any]) -> tuple[Condition, ...]:
    found: Condition = index.c.key == keys[0] if len(keys) == 1 else index.c.key.in_(keys)
    return (index.c.store_id == bindparam("store"), found)


def _zero() -> ColumnElement[str]:
    return literal_column("'0'", Text).label("matches")


def _bounds(shape: Shape, first: ColumnElement[int]) -> Iterator[Condition]:
    """Leave out the rows that begin too late."""
    if shape.until:
        yield first <= bindparam("until")
    if shape.before:
        yield first < bindparam("before")


def _since(shape: Shape, first: ColumnElement[int], key: BindParameter[int]) -> Iterator[Condition]:
    """Begin with the one row that may reach across `since`."""
    if shape.since:
        also = statement_index.alias()
        before = also.c.stored <= bindparam("since")
        newest = select(func.max(also.c.stored)).where(*_under(also, [key]), before)
        yield first >= func.coalesce(newest.scalar_subquery(), 0)


def _order(shape: Shape, column: ColumnElement[int]) -> ColumnElement[int]:
    return column.asc() if shape.ascending else column.desc()
