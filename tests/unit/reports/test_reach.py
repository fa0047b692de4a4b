"""Sets of people by day and month: any period is put together from them, and everybody counts once."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.reports import reach
from lrs.reports.reach import Cell, Crowd, Length, Stretch

DAYS = st.integers(date(2024, 1, 1).toordinal(), date(2027, 3, 1).toordinal())


def ordinal(text):
    return date.fromisoformat(text).toordinal()


def days_of(stretch):
    """The days of all spans that begin in a stretch."""
    for begin in range(stretch.first, stretch.last + 1):
        day = date.fromordinal(begin)
        if stretch.length is Length.DAY:
            yield begin
        elif day.day == 1:
            following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            yield from range(begin, following.toordinal())


@given(DAYS, DAYS)
def test_a_period_is_covered_once(one, other):
    first, last = sorted((one, other))
    covered = [day for each in reach.stretches(first, last) for day in days_of(each)]
    assert sorted(covered) == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-01-01", "2026-01-31", [("month", "2026-01-01", "2026-01-31")]),
        ("2026-01-02", "2026-01-31", [("day", "2026-01-02", "2026-01-31")]),
        (
            "2025-12-30",
            "2026-02-01",
            [
                ("day", "2025-12-30", "2025-12-31"),
                ("month", "2026-01-01", "2026-01-31"),
                ("day", "2026-02-01", "2026-02-01"),
            ],
        ),
    ],
)
def test_whole_months_stand_for_their_days(first, last, expected):
    wanted = [Stretch(Length(length), ordinal(a), ordinal(b)) for length, a, b in expected]
    assert reach.stretches(ordinal(first), ordinal(last)) == wanted


def test_all_of_time_is_a_period():
    [one] = reach.stretches(date.min.toordinal(), date.max.toordinal())
    assert one.length is Length.MONTH


def test_an_entry_stands_in_its_day_and_its_month():
    assert reach.cells(ordinal("2026-02-14"), "talk", "informal") == (
        Cell(Length.DAY, ordinal("2026-02-14"), "talk", "informal"),
        Cell(Length.MONTH, ordinal("2026-02-01"), "talk", "informal"),
    )


def test_counting_sets_is_counting_people():
    chance = random.Random(6)
    kinds = [("talk", "informal"), ("clip", "informal"), ("course", "formal")]
    deeds = [(chance.randrange(20_000), *chance.choice(kinds)) for _ in range(3000)]
    crowds = [Crowd(kind, formality, 1 << number) for number, kind, formality in deeds]
    found = reach.reach(crowds)
    assert found.people == len({number for number, _, _ in deeds})
    assert found.by_formality["informal"] == len({n for n, _, f in deeds if f == "informal"})
    assert found.by_kind["talk", "informal"] == len({n for n, k, _ in deeds if k == "talk"})
    talkers = reach.everybody(crowds, ["talk"])
    assert {n for n in range(20_000) if reach.has(talkers, n)} == {
        n for n, k, _ in deeds if k == "talk"
    }
    assert not reach.has(talkers, None)
