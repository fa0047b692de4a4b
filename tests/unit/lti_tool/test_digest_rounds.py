"""When digests go out, and how long the worker tries."""

from datetime import datetime

import pytest

from lti_tool.notifications.outcome import State
from lti_tool.notifications.rules import again, rounds


def _at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("now", "zone", "daily", "weekly"),
    [
        # A Sunday, before seven in Oslo, and after.
        ("2026-11-22T05:59+00:00", "Europe/Oslo", "2026-11-21T06:00+00:00", "2026-11-16T06:00+00:00"),
        ("2026-11-22T06:00+00:00", "Europe/Oslo", "2026-11-22T06:00+00:00", "2026-11-16T06:00+00:00"),
        ("2026-11-23T07:00+00:00", "UTC", "2026-11-23T07:00+00:00", "2026-11-23T07:00+00:00"),
        # The night in which summer time began: seven is seven on the clock of the wall.
        ("2026-03-29T05:30+00:00", "Europe/Oslo", "2026-03-29T05:00+00:00", "2026-03-23T06:00+00:00"),
    ],
)  # fmt: skip
def test_digests_go_out_at_seven(now: str, zone: str, daily: str, weekly: str) -> None:
    assert rounds(_at(now), zone) == rounds(_at(now), zone).__class__(_at(daily), _at(weekly))


def test_pauses_grow_and_end() -> None:
    assert [again("busy", n).again for n in (1, 2, 3, 11)] == [60, 120, 240, 4 * 3600]
    assert again("busy", 12).state is State.FAILED
