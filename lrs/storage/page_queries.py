"""The SQL of a page: walk the rows of one filter in the order of their places, look into those of the others.

Filters must hold of one and the same statement: all of what a statement says itself, or all of what
one that it refers to says. So its own entries and inherited ones are two walks, and a related
filter with its two keys makes four. What is voided, the bounds within a row, and which places several
filters share are left to whoever reads the rows.
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
_NONE: ColumnElement[str] = literal_column("''", Text)


class Bounds(NamedTuple):
    """Which bounds a query has, and in which direction it goes."""

    since: bool
    until: bool
    before: bool
    ascending: bool


class Shape(NamedTuple):
    """What decides the text of a query, as opposed to its values.

    `own` counts the keys of the filter whose rows are walked, `inherited` those of each filter that
    inherited entries have to meet.
    """

    own: int
    inherited: tuple[int, ...]
    bounds: Bounds


@lru_cache(maxsize=64)
def stretch(bounds: Bounds) -> Select[int, bytes]:
    """Give the query for all statements within the bounds, up to `limit`."""
    c = statements.c
    query = select(c.stored, c.payload).where(
        c.store_id == bindparam("store"), c.voided.is_(False), *_bounds(bounds, c.stored)
    )
    if bounds.since:
        query = query.where(c.stored > bindparam("since"))
    return query.order_by(_order(bounds, c.stored)).limit(bindparam("limit"))


@lru_cache(maxsize=512)  # there are few shapes, and building a query costs more than running it
def walks(shape: Shape) -> NumberedWalk | CompoundSelect[int, int, str]:
    """Give the query for rows (walk, stored, later), up to `limit` of each walk."""
    limit: BindParameter[int] = bindparam("limit")
    made = [_own(shape.bounds, f"own_0_{n}") for n in range(shape.own)]
    inherited = range(shape.inherited[0] if shape.inherited else 0)
    made += [_inherited(shape, f"inherited_0_{n}") for n in inherited]
    return union_all(*(_numbered(n, each.limit(limit)) for n, each in enumerate(made)))


@lru_cache(maxsize=16)
def kept(dialect: Dialect, keys: int) -> Select[int]:
    """Give the query for those of `places` that stand under at least one of so many keys."""
    each = dialect.each("places")
    says = [_says(each.c.value, bindparam(f"own_0_{n}")) for n in range(keys)]
    return select(each.c.value).select_from(each).where(or_(*says))


def _says(place: ColumnElement[int], key: BindParameter[int]) -> Condition:
    """Say that the statement at this place has a key: look into the one row that may know."""
    also = statement_index.alias()
    offset = cast(place - also.c.stored, Text)
    known = (literal_column("',0'") + also.c.later + ",").like("%," + offset + ",%")
    newest = select(known).select_from(also).where(*_under(also, [key]), also.c.stored <= place)
    newest = newest.order_by(also.c.stored.desc()).limit(_ONE)
    return newest.correlate_except(also).scalar_subquery().is_(True)


def _numbered(number: int, walk: Walk) -> NumberedWalk:
    return select(literal_column(str(number), Integer).label("walk"), walk.subquery())


def _own(bounds: Bounds, key: str) -> Walk:
    """Walk what statements say themselves."""
    hit = statement_index.alias("hit")
    asked: BindParameter[int] = bindparam(key)
    query = select(hit.c.stored, hit.c.later).where(
        *_under(hit, [asked]), *_bounds(bounds, hit.c.stored)
    )
    if bounds.since:
        query = query.where(hit.c.stored >= _reaching(asked))
    return query.order_by(_order(bounds, hit.c.stored))


def _reaching(key: BindParameter[int]) -> ColumnElement[int]:
    """Give where the one row begins that may reach across `since`."""
    also = statement_index.alias()
    before = also.c.stored <= bindparam("since")
    newest = select(func.max(also.c.stored)).where(*_under(also, [key]), before)
    return func.coalesce(newest.scalar_subquery(), 0)


def _inherited(shape: Shape, key: str) -> Walk:
    """Walk what statements are found by because of those they refer to."""
    hit = inherited_index.alias("hit")
    query = select(hit.c.stored, _NONE.label("later")).where(
        *_under(hit, [bindparam(key)]),
        *_bounds(shape.bounds, hit.c.stored),
        *(_inherits(hit, keys) for keys in _others(shape)),
    )
    if shape.bounds.since:
        query = query.where(hit.c.stored > bindparam("since"))
    return query.order_by(_order(shape.bounds, hit.c.stored))


def _inherits(hit: Any, keys: Sequence[Any]) -> Condition:
    """Say that the same statement has one of these keys from the same one it refers to."""
    also = inherited_index.alias()
    same = (also.c.stored == hit.c.stored, also.c.via == hit.c.via)
    found: Select[Any] = select(_ONE).select_from(also).where(*_under(also, keys), *same)
    # Asked row by row: left to itself, PostgreSQL may read all that the other filter finds first.
    return found.limit(_ONE).correlate_except(also).scalar_subquery().is_not(None)


def _others(shape: Shape) -> Iterator[Sequence[BindParameter[int]]]:
    for number, count in enumerate(shape.inherited[1:], 1):
        yield [bindparam(f"inherited_{number}_{n}") for n in range(count)]


def _under(index: Any, keys: Sequence[Any]) -> tuple[Condition, ...]:
    found: Condition = index.c.key == keys[0] if len(keys) == 1 else index.c.key.in_(keys)
    return (index.c.store_id == bindparam("store"), found)


def _bounds(bounds: Bounds, first: ColumnElement[int]) -> Iterator[Condition]:
    """Leave out the rows that begin too late."""
    if bounds.until:
        yield first <= bindparam("until")
    if bounds.before:
        yield first < bindparam("before")


def _order(bounds: Bounds, column: ColumnElement[int]) -> ColumnElement[int]:
    return column.asc() if bounds.ascending else column.desc()
