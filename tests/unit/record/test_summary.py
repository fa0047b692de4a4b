"""Totals, shares and months, against sums that are computed another way."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.record.entry import Entry, Evidence, Formality, NamedPerson, Source, TimeBasis
from lrs.record.months import by_month
from lrs.record.shares import percentages
from lrs.record.summary import NOTHING, Totals, totals

PEOPLE = [NamedPerson(f"mbox:mailto:{name}@example.org", name) for name in "abcdefg"]
KINDS = ("course", "event", "talk", "clip-view", "invented")


def an_entry(number: int = 0, **changes: object) -> Entry:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=7 * number)
    usual: dict[str, object] = {
        "id": f"{number:032x}",
        "kind": KINDS[number % 5],
        "title": "A line",
        "detail": "",
        "start": start,
        "end": start,
        "formality": list(Formality)[number % 3],
        "evidence": Evidence.SYSTEM_OBSERVED,
        "time_basis": list(TimeBasis)[number % 2] if number % 4 else None,
        "minutes": float(number) if number % 4 else None,
        "source": Source("HW", "Hallway"),
        "status": "",
        "score": None,
        "provider": "",
        "url": "",
        "statements": (),
        "people": tuple(PEOPLE[number % 7 : number % 7 + 2]),
    }
    return Entry(**(usual | changes))


ENTRIES = [an_entry(number) for number in range(60)]


def test_minutes_are_added_by_formality_and_basis() -> None:
    expected: defaultdict[tuple[str, str], float] = defaultdict(float)
    for number in range(60):
        if number % 4:
            expected[list(Formality)[number % 3], list(TimeBasis)[number % 2]] += number
    by_formality = totals(ENTRIES).by_formality
    for formality, tally in by_formality.items():
        assert tally.minutes.measured == expected[formality, "measured"]
        assert tally.minutes.estimated == expected[formality, "estimated"]
        assert tally.minutes.claimed == 0
    assert list(by_formality) == list(Formality)


def test_entries_are_counted_by_kind_in_the_order_of_kinds() -> None:
    by_kind = totals(reversed(ENTRIES)).by_kind
    assert {kind: tally.entries for kind, tally in by_kind.items()} == Counter(KINDS * 12)
    assert list(by_kind) == ["course", "event", "talk", "clip-view", "invented"]


def test_a_person_counts_once_where_they_are_named_first() -> None:
    first = an_entry(1, formality=Formality.FORMAL, people=(PEOPLE[0],))
    later = an_entry(2, formality=Formality.INFORMAL, people=(PEOPLE[0], PEOPLE[1]))
    by_formality = totals([later, first]).by_formality
    assert [tally.people for tally in by_formality.values()] == [1, 0, 1]


def test_slices_add_up_to_the_whole() -> None:
    found = totals(ENTRIES)
    for slices in (found.by_formality, found.by_kind):
        assert sum(tally.entries for tally in slices.values()) == found.whole.entries == 60
        assert sum(tally.people for tally in slices.values()) == found.whole.people == 7
        assert sum(tally.minutes.total for tally in slices.values()) == found.whole.minutes.total


def test_each_share_names_its_own_denominator() -> None:
    found = totals(ENTRIES)
    assert (found.share_of_entries.unit, found.share_of_entries.denominator) == ("entries", 60)
    assert (found.share_of_minutes.unit, found.share_of_minutes.n) == ("minutes", 45)
    assert found.share_of_minutes.denominator == sum(n for n in range(60) if n % 4)
    assert (found.share_of_people.unit, found.share_of_people.denominator) == ("people", 7)
    assert [part.percent for part in found.share_of_entries.parts] == [34, 33, 33]


def test_totals_of_records_can_be_added() -> None:
    half: Totals = totals(ENTRIES[:30]) + totals(ENTRIES[30:]) + NOTHING
    assert half.whole.minutes == totals(ENTRIES).whole.minutes
    assert {k: t.entries for k, t in half.by_kind.items()} == Counter(KINDS * 12)


def test_an_empty_record_has_no_shares() -> None:
    assert totals([]) == NOTHING
    assert [part.percent for part in totals([]).share_of_minutes.parts] == [0, 0, 0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 1], (34, 33, 33)),
        ([487, 442, 138], (46, 41, 13)),
        ([0, 0, 5], (0, 0, 100)),
        ([0.5, 0.5, 99], (1, 0, 99)),
        ([], ()),
    ],
)
def test_per_cents_are_whole_and_sum_to_100(values: list[float], expected: tuple[int, ...]) -> None:
    assert percentages(values) == expected


@given(st.lists(st.floats(0, 1e9), min_size=1).filter(lambda values: sum(values) > 1e-3))
def test_per_cents_always_sum_to_100_and_stay_near_the_truth(values: list[float]) -> None:
    found = percentages(values)
    assert sum(found) == 100
    for value, percent in zip(values, found, strict=True):
        assert abs(percent - 100 * value / sum(values)) < 1.001


def test_months_are_those_of_the_reader_s_time_zone() -> None:
    late = an_entry(end=datetime(2026, 3, 1, 5, 59, tzinfo=UTC))
    early = an_entry(end=datetime(2026, 2, 1, 6, 0, tzinfo=UTC))
    chicago = by_month([late, early], ZoneInfo("America/Chicago"))
    assert [(m.year, m.month, len(m.entries)) for m in chicago] == [(2026, 2, 2)]
    berlin = by_month([late, early], ZoneInfo("Europe/Berlin"))
    assert [(m.year, m.month, m.totals.whole.entries) for m in berlin] == [
        (2026, 3, 1),
        (2026, 2, 1),
    ]
