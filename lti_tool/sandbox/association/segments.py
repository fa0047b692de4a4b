"""Played segments of the Video Profile, in whole milliseconds so that nothing is rounded twice."""

from collections.abc import Iterable

Segment = tuple[int, int]


def written(segments: Iterable[Segment]) -> str:
    """Write 0.000[.]12.000[,]14.000[.]21.000, in the order in which they were played."""
    return "[,]".join(f"{seconds(start):.3f}[.]{seconds(end):.3f}" for start, end in segments)


def seen(segments: Iterable[Segment]) -> int:
    """How many milliseconds of the clip were played at least once."""
    total = reached = 0
    for start, end in sorted(segments):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def spent(segments: Iterable[Segment]) -> int:
    """How many milliseconds were played, those played twice counted twice."""
    return sum(end - start for start, end in segments)


def seconds(milliseconds: int) -> float:
    return milliseconds / 1000
