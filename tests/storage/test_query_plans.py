"""Pages walk the index in its order, whatever is asked: no table is read from end to end, nothing is sorted."""

from typing import Any

import pytest
from sqlalchemy import event

from lrs import Lrs, Scope, Store
from lrs.storage.selection import Selection
from lrs.storage.statement_pages import Pages
from tests.builders import statements

PREFIX = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
FORBIDDEN = {
    "sqlite": ("SCAN hit", "SCAN statement", "SCAN inherited", "TEMP B-TREE FOR ORDER BY"),
    "postgresql": ("Seq Scan", "Sort", "Hash"),
}
SCANS = {"sqlite": 3, "postgresql": 1}  # statements are read by their places, and some fifty sorted
AGENT = ("related_agent", "mbox:mailto:ada@example.org")
ACTIVITY, VERB = ("related_activity", "https://lms.example.org/course-1"), ("verb", "x:v")


@pytest.mark.parametrize(
    "filed", [[VERB], [AGENT], [("agent", AGENT[1]), VERB], [AGENT, ACTIVITY, VERB]], ids=str
)
@pytest.mark.parametrize("bounds", [{}, {"since": 1}, {"before": 2**50}], ids=str)
@pytest.mark.parametrize("authority", [None, "me"])
def test_nothing_is_read_from_end_to_end(
    kind: str, lrs: Lrs, store: Store, filed: Any, bounds: dict[str, int], authority: str | None
) -> None:
    key = lrs.create_key(store, [Scope.ALL], "k")
    lrs.record_statements(
        lrs.authenticate(key.key, key.secret), statements(20, verb="x:v", object="course-1")
    )
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        sent.append((sql, values))

    with lrs.database.reading() as connection:
        event.listen(connection, "before_cursor_execute", note)
        selection = Selection(filed, authority=authority, **bounds)
        Pages(connection, lrs.database.dialect, store.id).page(selection, 51)
        if kind == "postgresql":  # which would rather read a table of twenty rows from end to end
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        for sql, values in [one for one in sent if one[0].startswith("SELECT")]:
            plan = connection.exec_driver_sql(PREFIX[kind] + sql, values).all()
            text = "\n".join(str(row[-1]) for row in plan)
            forbidden = FORBIDDEN[kind][: SCANS[kind]] if "payload" in sql else FORBIDDEN[kind]
            assert not [word for word in forbidden if word in text], text
