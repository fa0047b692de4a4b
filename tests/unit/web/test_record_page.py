"""The page of a record: filters, pages, months, and the numbers that it prints."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from lrs import Entry, Evidence, Formality, InvalidRequest, LearnerRecord, TimeBasis
from lrs.record.entry import Source, StatementLine
from lrs.web import Moments
from lrs.web.record import Links, RecordPage, record_page

MOODLE, HALLWAY = Source("MO", "Moodle"), Source("HW", "Hallway")
LINKS = Links(
    page=lambda **query: f"/record?{sorted(query.items())}",
    statement=lambda statement_id: f"/statements/{statement_id}",
    download=lambda file_format, **query: f"/file.{file_format}?{sorted(query)}",
)


def an_entry(number: int = 0, **changes: Any) -> Entry:
    """An informal comment that ended `number` days before 31 March 2026."""
    end = datetime(2026, 3, 31, 12, tzinfo=UTC) - timedelta(days=number)
    given = {"start": end, "end": end} | changes
    line = StatementLine(str(UUID(int=number)), "commented", "A commented B", end, "X", HALLWAY)
    values: dict[str, Any] = {
        "id": str(UUID(int=number)),
        "kind": "comment",
        "title": f"Entry {number}",
        "detail": "",
        "formality": Formality.INFORMAL,
        "evidence": Evidence.SYSTEM_OBSERVED,
        "time_basis": TimeBasis.MEASURED,
        "minutes": 10.0,
        "source": HALLWAY,
        "status": "",
        "score": None,
        "provider": "",
        "url": "",
        "statements": (line,),
    }
    return Entry(**(values | given))


FORMAL = an_entry(1, formality=Formality.FORMAL, kind="course", source=MOODLE)
CLAIMED = an_entry(2, evidence=Evidence.SELF_REPORTED, time_basis=TimeBasis.CLAIMED)
CONFIRMED = an_entry(40, evidence=Evidence.PEER_CONFIRMED, minutes=None, time_basis=None)
RECORD = LearnerRecord((FORMAL, CLAIMED, CONFIRMED), ())


def page(query: str = "", record: LearnerRecord = RECORD, zone: str = "UTC") -> RecordPage:
    pairs = [part.split("=", 1) for part in query.split("&") if part]
    asked = MultiDict([(name, value) for name, value in pairs])
    return record_page(record, "Ada", Moments(zone), asked, LINKS, own=True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (FORMAL, CLAIMED, CONFIRMED)),
        ("formality=formal", (FORMAL,)),
        ("formality=formal&formality=informal", (FORMAL, CLAIMED, CONFIRMED)),
        ("formality=non-formal", ()),
        ("evidence=peer-confirmed", (FORMAL, CONFIRMED)),
        ("evidence=system-observed", (FORMAL,)),
        ("evidence=", (FORMAL, CLAIMED, CONFIRMED)),
        ("kind=course", (FORMAL,)),
        ("source=HW", (CLAIMED, CONFIRMED)),
        ("from=2026-03-30", (FORMAL,)),
        ("until=2026-03-29", (CLAIMED, CONFIRMED)),
        ("from=2026-03-29&until=2026-03-29", (CLAIMED,)),
        (f"entry={CLAIMED.id}", (CLAIMED,)),
        ("formality=formal&source=HW", ()),
    ],
)
def test_filters_keep_what_was_asked_for(query: str, expected: tuple[Entry, ...]) -> None:
    assert tuple(page(query).entries) == expected


@pytest.mark.parametrize(
    "query", ["formality=blue", "evidence=hearsay", "from=yesterday", "page=0", "page=x", "page=-1"]
)
def test_a_filter_that_there_is_not_is_refused(query: str) -> None:
    with pytest.raises(InvalidRequest):
        page(query)


def test_a_day_is_a_day_of_the_store() -> None:
    late = an_entry(end=datetime(2026, 3, 1, 3, tzinfo=UTC), start=datetime(2026, 3, 1, tzinfo=UTC))
    record = LearnerRecord((late,), ())
    assert page("until=2026-02-28", record).entries == []
    assert page("until=2026-02-28", record, "America/Chicago").entries == [late]
    assert page("", record, "America/Chicago").months[0].name == "February 2026"


def test_the_next_page_goes_on_where_this_one_ends_and_keeps_the_filters() -> None:
    record = LearnerRecord(tuple(an_entry(n) for n in range(125)), ())
    shown = [page(f"page={n}&formality=informal", record).slice for n in (1, 2, 3)]
    assert [(s.first, s.last, s.previous, s.next) for s in shown] == [
        (1, 50, None, 2),
        (51, 100, 1, 3),
        (101, 125, 2, None),
    ]
    assert "informal" in page("formality=informal", record).address(page=2)


def test_a_month_on_two_pages_says_how_much_it_has_in_all() -> None:
    record = LearnerRecord(tuple(an_entry(end=FORMAL.end, id=str(n)) for n in range(80)), ())
    first, second = page("", record).months, page("page=2", record).months
    assert (len(first[0].entries), first[0].whole.entries) == (50, 80)
    assert (len(second[0].entries), second[0].whole.entries) == (30, 80)


def test_the_chart_of_minutes_leaves_out_what_has_no_time_and_says_so() -> None:
    chart = page("measure=minutes").chart
    assert (chart.total, chart.counted, chart.left_out) == (20, 2, 1)
    assert page().chart.total == 3


def test_chart_totals_and_balance_count_the_same() -> None:
    asked = page("evidence=peer-confirmed")
    assert asked.chart.total == asked.totals.whole.entries == len(asked.entries) == 2
    assert sum(total.tally.entries for total in asked.kinds) == 2


def test_formal_kinds_stand_first() -> None:
    assert [total.formality for total in page().kinds] == [Formality.FORMAL, Formality.INFORMAL]


def test_the_file_gets_the_filters_and_says_them() -> None:
    asked = page("formality=formal&from=2026-01-01")
    assert asked.download("csv") == "/file.csv?['formality', 'from']"
    assert asked.filters.words() == (("formality", "formal"), ("from", "2026-01-01"))
