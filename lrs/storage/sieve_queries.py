"""The SQL of a sieve: what stands under its keys near some places, or whether each of these places does."""

from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    cast,
    literal_column,
    or_,
    select,
    union_all,
)

from lrs.database import Dialect, Direct
from lrs.storage.page_queries import (
    LETTERS,
    LIMIT,
    NONE,
    ONE,
    UNTIL,
    key_of,
    reaching,
    under,
)
from lrs.storage.tables import statement_index

Condition = ColumnElement[bool]
NearRow = Select[int, int, str]


@lru_cache(maxsize=32)
def near(keys: int, *, lettered: bool) -> Direct:
    """Give the query for rows (key, stored, later) between `since` and `until`, of the last `limit` under each key.

    Where a key has so many, the last of them comes once more, with the number of all keys added to
    its own: whatever stands before that was not looked at. Rows without the letters are left out.
    """
    made = [_rows(n, key_of(f"own_0_{n}"), lettered=lettered) for n in range(keys)]
    made += [_last(n + keys, key_of(f"own_0_{n}")) for n in range(keys)]
    return Direct(union_all(*made))


def _rows(number: int, key: BindParameter[int], *, lettered: bool) -> NearRow:
    # The letters are looked at outside, so that no more rows are read than the limit says.
    hit = _between(key).limit(LIMIT).subquery()
    found = select(_numbered(number), hit.c.stored, hit.c.later)
    return found.where(or_(hit.c.letters == "", hit.c.letters.like(LETTERS))) if lettered else found


def _last(number: int, key: BindParameter[int]) -> NearRow:
    hit = _between(key).offset(LIMIT - 1).limit(ONE).subquery()
    return select(_numbered(number), hit.c.stored, NONE.label("later"))


def _numbered(number: int) -> ColumnElement[int]:
    return literal_column(str(number), Integer).label("number")


def _between(key: BindParameter[int]) -> Select[int, str, str]:
    hit = statement_index.alias()
    bounds = (hit.c.stored >= reaching(key), hit.c.stored <= UNTIL)
    query = select(hit.c.stored, hit.c.later, hit.c.letters).where(*under(hit, [key]), *bounds)
    return query.order_by(hit.c.stored.desc())


@lru_cache(maxsize=64)
def kept(dialect: Dialect, keys: tuple[int, ...]) -> Direct:
    """Give the query for those of `places` that stand under at least one of each so many keys."""
    each = dialect.each("places")
    says = [
        or_(*(_says(each.c.value, key_of(f"own_{n}_{m}")) for m in range(count)))
        for n, count in enumerate(keys)
    ]
    return Direct(select(each.c.value).select_from(each).where(*says))


def _says(place: ColumnElement[int], key: BindParameter[int]) -> Condition:
    """Say that the statement at this place has a key: look into the one row that may know."""
    index = statement_index.alias()
    newest = select(index.c.stored, index.c.later).where(
        *under(index, [key]), index.c.stored <= place
    )
    # Its place is asked for, too: SQLite would sort all rows of its view (levels) by what isn't.
    also = newest.order_by(index.c.stored.desc()).limit(ONE).correlate_except(index).subquery()
    offset = cast(place - also.c.stored, Text)
    behind = (also.c.later + ",").like("%," + offset + ",%")
    known = or_(also.c.stored == place, and_(also.c.later != "", behind))
    return select(known).select_from(also).scalar_subquery().is_(True)
