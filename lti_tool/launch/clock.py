"""The clock of the launch room; tests put their own in its place."""

import time
from collections.abc import Callable

Clock = Callable[[], int]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


def now() -> int:
    """Give microseconds since the epoch, in UTC."""
    return time.time_ns() // 1000
