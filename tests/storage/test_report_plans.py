"""Reports find their rows by an index as soon as many people were counted, with no night in between."""

from uuid import uuid4

import pytest

from lrs import Lrs, Store, reporting
from lrs.reports.facts import NOTHING, Day
from lrs.storage.report_counts import Days, ReportCounts
from lrs.storage.report_facts import ReportFacts, rows_of
from tests.builders import an_agent
from tests.sent_queries import plan, sent

_KINDS = ("answer", "clip", "clip-view", "comment", "course", "event", "reply", "talk")


def test_who_made_something_is_not_looked_for_among_all_that_everybody_did(
    lrs: Lrs, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "_PEOPLE_AT_ONCE", 3)
    days = tuple(Day(d, k, "informal", "", 1, 1, 0) for d in range(700, 730) for k in _KINDS)
    done = {uuid4(): NOTHING._replace(days=days) for _ in range(60)}
    database = lrs.database
    database.write(
        lambda c: ReportFacts(c, database.dialect, store.id).replace(done, rows_of(store.id, done))
    )
    lrs.meet_all(store.id, [an_agent(f"w{number}") for number in range(5)])
    assert lrs.reports.refresh(store) == 5
    with sent(database.engine) as queries, database.reading() as connection:
        ReportCounts(connection, store.id, Days(705, 708)).made(["clip"])
    (steps,) = (plan(database.engine, query) for query in queries)
    assert "ix_report_days_kind" in str(steps)
