"""Durations, good and bad, and when two are compared as one."""

import pytest

from lrs.xapi import duration

GOOD = [
    "PT1H0M0.1S",
    "PT4H35M59.14S",
    "PT16559.14S",
    "P3Y1M29DT4H35M59.14S",
    "P3Y",
    "P4W",
    "P1DT12H36M0.12567S",
    "PT0S",
    "P0.5Y",
    "PT1,5H",
    "P1M",
    "PT1M",
]
BAD = [
    "",
    "P",
    "PT",
    "P1DT",
    "PT1",
    "1H",
    "P4W1D",
    "P1Y4W",
    "P1H",
    "PT1D",
    "PT1M1H",
    "PT1.5H1M",
    "P0.5YT1H",
    "-PT1S",
    "pt1s",
    "PT1S\n",
    "P0001-00-00T00:00:00",
    "PA1H0M0S",
    "PT٣S",
    12345,
    None,
]


@pytest.mark.parametrize("value", GOOD)
def test_good(value: str) -> None:
    assert duration.fault(value) is None


@pytest.mark.parametrize("value", BAD)
def test_bad(value: object) -> None:
    assert duration.fault(value) is not None


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("PT1.237S", "PT1.23S"),
        ("PT1.23S", "PT1.23S"),
        ("PT1.20S", "PT1.2S"),
        ("PT1.009S", "PT1S"),
        ("PT1,5S", "PT1.5S"),
        ("PT60S", "PT60S"),
        ("P0.123W", "P0.123W"),
    ],
)
def test_nothing_beyond_a_hundredth_of_a_second_is_compared(text: str, compared: str) -> None:
    assert duration.comparable(text) == compared
