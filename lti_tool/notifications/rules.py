"""Pure: when digests go out, how often something is tried again, and when to give up."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lti_tool.notifications.outcome import Outcome, Rounds, State

_HOUR_OF_DIGESTS = 7
_MINUTE = 60
_SLOWEST = 4 * 3600
_TRIES = 12  # the last one a day and a half after the first


def rounds(now: int, time_zone: str) -> Rounds:
    """Give the last 7 o'clock, and the last one on a Monday, in the store's time zone."""
    zone = ZoneInfo(time_zone)
    local = datetime.fromtimestamp(now / 1_000_000, UTC).astimezone(zone)
    daily = local.replace(hour=_HOUR_OF_DIGESTS, minute=0, second=0, microsecond=0)
    if daily > local:
        daily -= timedelta(days=1)
    weekly = daily - timedelta(days=daily.weekday())
    return Rounds(_microseconds(daily), _microseconds(weekly))


def again(answer: str, attempts: int) -> Outcome:
    """Try again later, and give up in the end; `attempts` counts this one too."""
    if attempts >= _TRIES:
        return Outcome(State.FAILED, f"Given up after {attempts} tries. {answer}")
    return Outcome(State.WAITING, answer, min(_SLOWEST, _MINUTE * 2 ** min(attempts - 1, 20)))


def _microseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000
