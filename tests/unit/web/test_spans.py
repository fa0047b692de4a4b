"""Months, quarters and years on an axis."""

from datetime import date

import pytest

from lrs.web.spans import span_of, spans


def test_months_have_no_gaps() -> None:
    names = [span.name for span in spans([date(2026, 1, 5), date(2025, 11, 30)])]
    assert names == ["November 2025", "December 2025", "January 2026"]


@pytest.mark.parametrize(
    ("first", "last", "months", "count"),
    [
        (date(2024, 4, 1), date(2026, 3, 31), 1, 24),
        (date(2024, 3, 31), date(2026, 3, 31), 3, 9),
        (date(2020, 1, 1), date(2025, 12, 31), 3, 24),
        (date(2019, 12, 31), date(2025, 12, 31), 12, 7),
        (date(1990, 1, 1), date(2026, 1, 1), 12, 37),
    ],
)
def test_longer_times_take_longer_steps(first: date, last: date, months: int, count: int) -> None:
    found = spans([last, first])
    assert {span.months for span in found} == {months}
    assert len(found) == count


@pytest.mark.parametrize(
    ("months", "name", "short"),
    [(1, "May 2026", "May"), (3, "Q2 2026", "Q2"), (12, "2026", "2026")],
)
def test_a_span_has_a_name_and_a_short_one(months: int, name: str, short: str) -> None:
    span = span_of(date(2026, 5, 17), months)
    assert (span.name, span.short) == (name, short)


def test_no_days_make_no_spans() -> None:
    assert spans([]) == []
