"""How long PostgreSQL keeps its plans on a connection: those of small reads for a second, all others for one use.

To plan a small query takes it as long as to carry it out, or longer. But a plan that is kept for
good was made when the tables were small, and reads a whole store once they have grown.
"""

import time
from collections.abc import Callable

_ANEW = b"SELECT set_config('plan_cache_mode', 'force_custom_plan', false)"
_SECONDS = 1.0

# Pages follow the index: of a table that it hasn't counted yet, PostgreSQL expects so few rows within
# two bounds that it would read and sort all there are.
KEPT = (
    b"SELECT set_config('plan_cache_mode', 'force_generic_plan', false),"
    b" set_config('enable_bitmapscan', 'off', false)"
)
ANEW = _ANEW + b", set_config('enable_bitmapscan', 'on', false)"
FORGET = b"DISCARD PLANS"
# Citus makes no plans that could be kept; its settings are there as soon as the server knows it.
FIRST = _ANEW + b", current_setting('citus.shard_count', true)"


class Plans:
    """What one connection does about plans now; `keeps` says whether it may keep any."""

    def __init__(self, *, keeps: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._keeps = keeps
        self._clock = clock
        self._mode = ANEW
        self._until = 0.0

    def changes(self, *, kept: bool) -> list[bytes]:
        """Give what has to be said to the server first, so that plans are kept now, or are not."""
        if not self._keeps:
            return []
        wanted = KEPT if kept else ANEW
        said = [] if self._mode == wanted else [wanted]
        if kept and self._clock() >= self._until:
            said.append(FORGET)
        return said

    def changed(self, said: list[bytes]) -> None:
        """Learn that the server was told so, and that no transaction can take it back."""
        for each in said:
            if each == FORGET:
                self._until = self._clock() + _SECONDS
            else:
                self._mode = each
