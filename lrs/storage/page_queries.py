"""The SQL of a page: walk the rows of one filter in the order of their places, look into those of the others.

Filters must hold of one and the same statement: all of what a statement says itself, or all of what
one that it refers to says. So its own entries and inherited ones are two walks, and a related
filter with its two keys makes four. What is voided, the bounds within a row, and which places several
filters share are left to whoever reads the rows. Own rows in which no place has the letters of what is
asked for are left out here already (ADR 19).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from lrs.database import Direct
from lrs.storage.tables import inherited_index, statement_index, statements

Condition = ColumnElement[bool]
Walk = Select[int, str, str]
NumberedWalk = Select[int, int, str, str]

ONE: ColumnElement[int] = literal_column("1")
NONE: ColumnElement[str] = literal_column("''", Text)
_NO_LETTERS = NONE.label("letters")
STORE: BindParameter[int] = bindparam("store", type_=Integer)
_SINCE: BindParameter[int] = bindparam("since", type_=BigInteger)
UNTIL: BindParameter[int] = bindparam("until", type_=BigInteger)
_BEFORE: BindParameter[int] = bindparam("before", type_=BigInteger)
LETTERS: BindParameter[str] = bindparam("letters", type_=Text)  # "%a%"
# PostgreSQL must not know where a page begins nor how few rows are asked for: where it expects no more
# than these, it would read and sort them all. What came of late it hasn't counted.
_AFTER = select(_SINCE).scalar_subquery()
LIMIT = select(bindparam("limit", type_=Integer)).scalar_subquery()


class Bounds(NamedTuple):
    """Which bounds a query has, and in which direction it goes."""

    since: bool
    until: bool
    before: bool
    ascending: bool


class Shape(NamedTuple):
    """What decides the text of a query, as opposed to its values.

    `own` counts the keys of the filter whose rows are walked, `inherited` those of each filter that
    inherited entries have to meet. `lettered` says that own rows must have certain letters.
    """

    own: int
    inherited: tuple[int, ...]
    bounds: Bounds
    lettered: bool


@lru_cache(maxsize=64)
def stretch(bounds: Bounds) -> Direct:
    """Give the query for all statements (stored, payload) within the bounds, up to `limit`."""
    c = statements.c
    query = select(c.stored, c.payload).where(
        c.store_id == STORE,
        c.voided.is_(False),
        *_bounds(bounds, c.stored, _AFTER + 1),
    )
    return Direct(query.order_by(_order(bounds, c.stored)).limit(LIMIT))


@lru_cache(maxsize=512)  # there are few shapes, and building a query costs more than running it
def walks(shape: Shape) -> Direct:
    """Give the query for rows (walk, stored, later, letters), up to `limit` of each walk."""
    made = [_own(shape, key_of(f"own_0_{n}")) for n in range(shape.own)]
    inherited = range(shape.inherited[0] if shape.inherited else 0)
    made += [_inherited(shape, key_of(f"inherited_0_{n}")) for n in inherited]
    return Direct(union_all(*(_numbered(n, each.limit(LIMIT)) for n, each in enumerate(made))))


def _numbered(number: int, walk: Walk) -> NumberedWalk:
    return select(literal_column(str(number), Integer).label("walk"), walk.subquery())


def _own(shape: Shape, key: BindParameter[int]) -> Walk:
    """Walk what statements say themselves."""
    hit = statement_index.alias("hit")
    query = select(hit.c.stored, hit.c.later, hit.c.letters if shape.lettered else _NO_LETTERS)
    found = query.where(*under(hit, [key]), *_bounds(shape.bounds, hit.c.stored, reaching(key)))
    if shape.lettered:
        found = found.where(or_(hit.c.letters == "", hit.c.letters.like(LETTERS)))
    return found.order_by(_order(shape.bounds, hit.c.stored))


def reaching(key: BindParameter[int]) -> ColumnElement[int]:
    """Give where the one row begins that may reach across `since`."""
    also = statement_index.alias()
    query = select(also.c.stored).where(*under(also, [key]), also.c.stored <= _SINCE)
    # Not max(): on SQLite the index is a view, of which it would read all rows.
    newest = query.order_by(also.c.stored.desc()).limit(ONE)
    return func.coalesce(newest.scalar_subquery(), 0)


def _inherited(shape: Shape, key: BindParameter[int]) -> Walk:
    """Walk what statements are found by because of those they refer to."""
    hit = inherited_index.alias("hit")
    query = select(hit.c.stored, NONE.label("later"), _NO_LETTERS).where(
        *under(hit, [key]),
        *_bounds(shape.bounds, hit.c.stored, _AFTER + 1),
        *(_inherits(hit, keys) for keys in _others(shape)),
    )
    return query.order_by(_order(shape.bounds, hit.c.stored))


def _inherits(hit: Any, keys: Sequence[Any]) -> Condition:
    """Say that the same statement has one of these keys from the same one it refers to."""
    also = inherited_index.alias()
    same = (also.c.stored == hit.c.stored, also.c.via == hit.c.via)
    found: Select[Any] = select(ONE).select_from(also).where(*under(also, keys), *same)
    # Asked row by row: left to itself, PostgreSQL may read all that the other filter finds first.
    return found.limit(ONE).correlate_except(also).scalar_subquery().is_not(None)


def _others(shape: Shape) -> Iterator[Sequence[BindParameter[int]]]:
    for number, count in enumerate(shape.inherited[1:], 1):
        yield [key_of(f"inherited_{number}_{n}") for n in range(count)]


def key_of(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger)


def under(index: Any, keys: Sequence[Any]) -> tuple[Condition, ...]:
    found: Condition = index.c.key == keys[0] if len(keys) == 1 else index.c.key.in_(keys)
    return (index.c.store_id == STORE, found)


def _bounds(
    bounds: Bounds, place: ColumnElement[int], first: ColumnElement[int]
) -> Iterator[Condition]:
    """Leave out the rows that begin too late, or before the first place that there is."""
    if bounds.since:
        yield place >= first
    if bounds.until:
        yield place <= UNTIL
    if bounds.before:
        yield place < _BEFORE


def _order(bounds: Bounds, column: ColumnElement[int]) -> ColumnElement[int]:
    return column.asc() if bounds.ascending else column.desc()
