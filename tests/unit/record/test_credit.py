"""Credit: what minutes are worth under each scheme, and what a cycle counts under caps and expiry."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.record.credit import Credit, Limits, Scheme, later
from lrs.record.credit_cycles import Asked, CycleLine, cycle_of, cycles
from lrs.record.credit_schemes import SCHEMES, scheme_of, text_of
from lrs.record.entry import Entry
from tests.unit.record.deeds import deed, only, thing

KNOWN = {scheme.code: scheme for scheme in SCHEMES}
TODAY = date(2026, 11, 22)
OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("code", "minutes", "expected"),
    [
        ("IACET-CEU", 600, "1.0"),
        ("IACET-CEU", 29, "0"),
        ("IACET-CEU", 30, "0.1"),
        ("IACET-CEU", 89, "0.1"),
        ("IACET-CEU", 90, "0.2"),
        ("NASBA-CPE", 50, "1"),
        ("NASBA-CPE", 49, "0.8"),
        ("NASBA-CPE", 75, "1.5"),
        ("NASBA-CPE", 99, "1.8"),
        ("NASBA-CPE", 9, "0"),
        ("CONTACT-HOURS", 74, "1.00"),
        ("CPD", 89, "1.0"),
        ("CPD", 0, "0"),
    ],
)
def test_minutes_are_worth(code: str, minutes: float, expected: str) -> None:
    assert KNOWN[code].amount(minutes) == Decimal(expected)


@given(st.sampled_from(SCHEMES), st.floats(0, 10_000), st.floats(0, 10_000))
def test_more_minutes_are_never_worth_less(scheme: Scheme, one: float, other: float) -> None:
    fewer, more = sorted((one, other))
    assert scheme.amount(fewer) <= scheme.amount(more)
    if scheme.round_down:
        assert scheme.amount(more) * scheme.minutes <= Decimal(str(more))


def test_schemes_are_data() -> None:
    for scheme in SCHEMES:
        assert scheme_of(text_of(scheme)) == scheme


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 1), -3, date(2025, 12, 1)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert later(day, months) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2024, 7, 1)),
        (date(2020, 1, 1), date(2018, 7, 1)),
    ],
)
def test_days_lie_in_cycles(day: date, expected: date) -> None:
    scheme = replace(KNOWN["CPD"], months=24, since=date(2024, 7, 1))
    assert cycle_of(scheme, day) == expected


SCHEME = replace(
    KNOWN["CPD"],
    required=Decimal(20),
    categories={"ethics": Limits(Decimal(2)), "reading": Limits(cap=Decimal(5))},
)


def _earned(amount: str, category: str = "", expires: date | None = None) -> Entry:
    entry = only(deed("http://adlnet.gov/expapi/verbs/completed", thing("x", "urn:t"), 0))
    on = datetime(2026, 3, 2, tzinfo=UTC)
    return replace(
        entry, credits=(Credit("CPD", category, Decimal(amount), "CPD", "Pia", on, expires, "s"),)
    )


def _lines(entries: list[Entry], *asked: Asked) -> dict[str, CycleLine]:
    found = cycles(entries, asked, {"CPD": SCHEME}, TODAY, ZoneInfo("UTC"))
    return {line.category: line for line in found}


def test_caps_expiry_and_what_waits_stand_apart() -> None:
    entries = [
        _earned("4"),
        _earned("8", "reading"),
        _earned("1", "ethics"),
        _earned("3", "", date(2026, 6, 1)),
    ]
    lines = _lines(entries, Asked("CPD", "ethics", Decimal(2), date(2026, 4, 1)))
    assert (lines["reading"].approved, lines["reading"].counted) == (8, 5)
    assert (lines["ethics"].waiting, lines["ethics"].required) == (2, 2)
    whole = lines[""]
    assert (whole.approved, whole.counted, whole.expired, whole.waiting) == (13, 10, 3, 2)
    assert (whole.per_cent, whole.per_cent_waiting) == (50.0, 10.0)
    assert (whole.first, whole.last) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_cap_is_that_of_its_category_in_its_cycle_and_no_other() -> None:
    in_2026, in_2027 = _earned("8", "reading"), _earned("4", "reading")
    later_entry = replace(in_2027, end=datetime(2027, 1, 1, 9, tzinfo=UTC))
    lines = cycles([in_2026, later_entry, _earned("9", "ethics")], [], {"CPD": SCHEME}, TODAY, OSLO)
    said = {(line.first.year, line.category): line.counted for line in lines}
    assert said == {
        (2027, ""): 4,
        (2027, "ethics"): 0,
        (2027, "reading"): 4,
        (2026, ""): 14,
        (2026, "ethics"): 9,
        (2026, "reading"): 5,
    }


@pytest.mark.parametrize(
    ("end", "first"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), 2026),  # a minute to midnight in Oslo
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), 2027),
    ],
)
def test_a_cycle_ends_at_midnight_where_the_organisation_is(end: datetime, first: int) -> None:
    lines = cycles([replace(_earned("1"), end=end)], [], {"CPD": SCHEME}, TODAY, OSLO)
    assert {line.first.year for line in lines} == {first}


@pytest.mark.parametrize(("days_left", "counted", "expired"), [(0, 3, 0), (-1, 0, 3)])
def test_credit_counts_to_the_last_day_on_which_it_is_good(
    days_left: int, counted: int, expired: int
) -> None:
    whole = _lines([_earned("3", "", TODAY + timedelta(days=days_left))])[""]
    assert (whole.counted, whole.expired) == (counted, expired)


def test_what_was_earned_under_a_scheme_that_is_gone_stays_to_be_seen() -> None:
    [line] = cycles([_earned("4")], [], {}, TODAY, ZoneInfo("UTC"))
    assert (line.scheme.code, line.counted) == ("CPD", 4)


def test_informal_minutes_alone_are_never_credit() -> None:
    long = {"duration": "PT90H"}
    talk = deed(
        "http://id.tincanapi.com/verb/talked-with", {"mbox": "mailto:bo@example.org"}, result=long
    )
    assert only(talk).credits == ()
    assert cycles([only(talk)], [], KNOWN, TODAY, ZoneInfo("UTC")) == []
