"""The clock of this process."""

import time
from datetime import UTC, datetime


def now() -> int:
    """Give microseconds since the epoch, in UTC."""
    return time.time_ns() // 1000


def moment() -> datetime:
    """Give the time in UTC, as statements need it."""
    return datetime.now(UTC)
