"""Pages walk the index in its order, whatever is asked: no table is read from end to end, nothing is sorted."""

from typing import Any

import pytest
from sqlalchemy import text

from lrs import Access, Lrs, Scope, Store
from lrs.storage.hashing import index_key
from lrs.storage.selection import Selection
from lrs.storage.statement_pages import Pages
from lrs.xapi.identifier import identifier
from lrs.xapi.statement_query import StatementQuery
from tests.builders import an_agent, statements
from tests.postgresql import citus
from tests.sent_queries import Sent, plan, sent

# SQLite's index is a view: what it doesn't read in its order it would read whole, under a name of its own.
FORBIDDEN = {
    "sqlite": (
        *("SCAN hit", "SCAN statement", "SCAN inherited", "CO-ROUTINE statement", "MATERIALIZE"),
        "TEMP B-TREE FOR ORDER BY",
    ),
    "postgresql": ("Seq Scan", "Sort", "Hash"),
}
SCANS = {"sqlite": 5, "postgresql": 1}  # statements are read by their places, and some fifty sorted
AGENT = ("related_agent", "mbox:mailto:ada@example.org")
ACTIVITY, VERB = (
    ("related_activity", "https://lms.example.org/course-1"),
    ("verb", "https://example.org/v"),
)
_STATEMENTS = text("""
    INSERT INTO statements
    SELECT :store, n, gen_random_uuid(), 1, false, convert_to('{' || repeat(' ', 350) || '}', 'UTF8')
    FROM generate_series(2, :count) AS n
""")
_ENTRIES = text("""
    INSERT INTO statement_index SELECT :key, n, :store, '', '' FROM generate_series(2, :count) AS n
""")
FILTERS = [[], [VERB], [AGENT], [("agent", AGENT[1]), VERB], [AGENT, ACTIVITY, VERB]]
BOUNDS = [{}, {"since": 1}, {"before": 2**52}, {"since": 1, "until": 2**60}]


@pytest.mark.parametrize("filed", FILTERS, ids=str)
@pytest.mark.parametrize("bounds", BOUNDS, ids=str)
@pytest.mark.parametrize("mine", [False, True])
def test_nothing_is_read_from_end_to_end(
    kind: str, lrs: Lrs, store: Store, filed: Any, bounds: dict[str, int], mine: bool
) -> None:
    authority = fill(lrs, store, 20)
    selection = Selection(filed, authority=authority if mine else None, **bounds)
    asked = page(lrs, store, selection)
    assert len(asked) >= (2 if filed or mine else 1)
    for query in asked:
        forbidden = FORBIDDEN[kind]
        if "ANY" in query.sql or "json_each" in query.sql:
            forbidden = forbidden[: SCANS[kind]]
        made = plan(lrs.database.engine, query, as_if_large=True)
        assert not [word for word in forbidden if word in made], made


@pytest.mark.parametrize("filed", [False, True])
@pytest.mark.parametrize("ascending", [False, True])
def test_a_window_is_walked_in_tables_that_postgresql_has_not_counted_yet(
    kind: str, lrs: Lrs, store: Store, filed: bool, ascending: bool
) -> None:
    if kind != "postgresql" or citus.given():
        pytest.skip("SQLite's plans don't rest on counts; Citus' workers aren't told set_config()")
    pour(lrs, store, 20_000)
    access = Access(store.id, frozenset({Scope.ALL}), an_agent())
    window = StatementQuery(
        verb=VERB[1] if filed else None, since=1, until=2**60, ascending=ascending
    )
    with sent(lrs.database.engine) as asked:
        lrs.statements(access, window, None)
    number, query = next((n, each) for n, each in enumerate(asked) if "LIMIT" in each.sql)
    made = plan(lrs.database.engine, query, behind=asked[:number])
    # Nothing refers to anything here, and an empty table may well be read whole.
    parts = [part for part in made.split("Subquery Scan") if "on inherited_index" not in part]
    assert len(parts) >= (2 if filed else 1), made
    assert not [word for word in ("Sort", "Bitmap", "Seq Scan") if word in str(parts)], made


def pour(lrs: Lrs, store: Store, count: int) -> None:
    """Bring rows in so fast that nobody counts them."""
    values = {"store": store.id, "key": index_key(store.id, *VERB), "count": count}
    with lrs.database.engine.begin() as connection:
        connection.execute(_STATEMENTS, values)
        connection.execute(_ENTRIES, values)


def fill(lrs: Lrs, store: Store, count: int) -> str | None:
    """Give who vouched for the statements."""
    key = lrs.create_key(store, [Scope.ALL], "k")
    access = lrs.authenticate(key.key, key.secret)
    lrs.record_statements(access, statements(count, verb=VERB[1], object="course-1"))
    return identifier(access.authority)


def page(lrs: Lrs, store: Store, selection: Selection) -> list[Sent]:
    with sent(lrs.database.engine) as asked, lrs.database.reading() as connection:
        Pages(connection, lrs.database.dialect, store.id).page(selection, 51)
    return asked
