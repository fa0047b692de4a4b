"""Timestamps: every form the versions allow means one instant."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.xapi import timestamp

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
SAME_INSTANT = [
    # text, whether RFC 3339 allows it
    ("2026-01-31T12:00:00Z", True),
    ("2026-01-31T12:00:00.000000000Z", True),
    ("2026-01-31t12:00:00z", True),
    ("2026-01-31T12:00:00+00:00", True),
    ("2026-01-31T17:30:00+05:30", True),
    ("2026-01-31T07:00:00.0-05:00", True),
    ("2026-01-31T11:59:60Z", True),
    ("2026-01-31T12:00:00", False),
    ("2026-01-31T12:00Z", False),
    ("2026-01-31T12Z", False),
    ("2026-01-31T12:00:00,0Z", False),
    ("2026-01-31T14:00:00+02", False),
    ("2026-01-31T14:00:00+0200", False),
    ("20260131T120000Z", False),
    ("2026-W05-6T12:00:00Z", False),
]
BAD = [
    "",
    "should fail",
    "01/011/2015",
    "2026-01-31",
    "2026-01-31 12:00:00Z",
    "2026-02-30T12:00:00Z",
    "2026-01-31T24:01:00Z",
    "2026-01-31T12:00:61Z",
    "2026-01-31T12:00:00.601-00",
    "2026-01-31T12:00:00.601-0000",
    "2026-01-31T12:00:00.601-00:00",
    "2026-01-31T12:00:00+25:00",
    "2026-01-31T12:00:00Z\n",
    "2026-01-31T12:00:00Zulu",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:60Z",
    "٢٠٢٦-01-31T12:00:00Z",
    1769860800,
    None,
]


@pytest.mark.parametrize(("text", "is_rfc_3339"), SAME_INSTANT)
def test_one_instant_in_many_forms(text: str, is_rfc_3339: bool) -> None:
    assert timestamp.parse(text) == NOON
    assert timestamp.parse(text).tzinfo is UTC
    assert timestamp.fault(text) is None
    assert (timestamp.rfc_3339_fault(text) is None) == is_rfc_3339


@pytest.mark.parametrize("value", BAD)
def test_bad(value: object) -> None:
    assert timestamp.fault(value) is not None
    assert timestamp.rfc_3339_fault(value) is not None
    if isinstance(value, str):
        with pytest.raises(ValueError, match=r".+"):
            timestamp.parse(value)


OFFSETS = st.integers(-23 * 60, 23 * 60).filter(bool).map(lambda m: timezone(timedelta(minutes=m)))


@given(st.datetimes(timezones=st.just(UTC) | OFFSETS))
def test_what_is_good_can_be_parsed(instant: datetime) -> None:
    text = instant.isoformat()

    if timestamp.fault(text) is None:
        assert timestamp.parse(text) == instant
    else:
        assert instant.year in {1, 9999}
