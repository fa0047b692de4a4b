"""Pure: what somebody played of a clip, in the order in which they played it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_TOUCHING = 0.05  # seconds; what goes on as near as this goes on
_MOST = 200  # pieces that are kept apart; older ones become a union


class Segment(NamedTuple):
    """From one second of the clip to a later one; `moment` is when, in milliseconds since the epoch."""

    moment: int
    start: float
    end: float


def merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Order them by time, and join a piece with the next one when that goes on where it ended."""
    found: list[Segment] = []
    for segment in sorted(segments):
        last = found[-1] if found else None
        if last and abs(last.end - segment.start) <= _TOUCHING:
            found[-1] = last._replace(end=segment.end)
        else:
            found.append(segment)
    return tuple(_shortened(found))


def _shortened(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Keep the story short: of more than enough pieces, the older half becomes its union."""
    if len(segments) <= _MOST:
        return segments
    half = len(segments) // 2
    moment = segments[0].moment
    older = [Segment(moment, start, end) for start, end in union(segments[:half])]
    return [*older, *segments[half:]]


def union(segments: Iterable[Segment]) -> list[tuple[float, float]]:
    """Give the parts of the clip that were played at all, from its beginning to its end."""
    parts: list[tuple[float, float]] = []
    for _, start, end in sorted(segments, key=lambda segment: segment[1:]):
        if parts and start <= parts[-1][1]:
            parts[-1] = parts[-1][0], max(parts[-1][1], end)
        else:
            parts.append((start, end))
    return parts


def progress(segments: Iterable[Segment], length: float) -> float:
    """Give the share of the clip that was played, each second once: 0 to 1, to three decimals."""
    covered = sum(end - start for start, end in union(segments))
    return round(min(1.0, covered / length), 3)


def written(segments: Iterable[Segment]) -> str:
    """Write them as the Video Profile does: 0.000[.]12.000[,]14.000[.]21.000."""
    return "[,]".join(f"{start:.3f}[.]{end:.3f}" for _, start, end in segments)
