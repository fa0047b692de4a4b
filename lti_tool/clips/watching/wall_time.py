"""Pure: what can have been played in the time that went by; of what a page claims beyond that, nothing counts."""

from typing import NamedTuple

from lti_tool.clips.watching.segments import Segment

FASTEST = 2.0  # no player that we show plays faster
_SLACK = 1000  # milliseconds by which a timer of the page may be ahead


class Credited(NamedTuple):
    """What counts of a piece, None for nothing, and until when (milliseconds) the viewer's time is used up."""

    piece: Segment | None
    until: int


def credited(piece: Segment, speed: float, free: int, now: int) -> Credited:
    """Cut a piece to what fits between `free` and `now`, instants of our own clock in milliseconds."""
    rate = min(max(speed, 0.05), FASTEST)
    most = max(0.0, (now + _SLACK - free) / 1000 * rate)
    length = min(piece.end - piece.start, most)
    if length <= 0:
        return Credited(None, free)
    kept = piece._replace(end=round(piece.start + length, 3))
    return Credited(kept, free + round(length / rate * 1000))
