"""Pure: how many people watched each second of a clip, and how many watched it again."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lti_tool.clips.watching.segments import Segment

_LONGEST = 3600  # places; in a longer clip a place is longer than a second
_ENOUGH = 2  # who saw a second twice saw it again; no more is asked


@dataclass(frozen=True, slots=True)
class Heat:
    """What viewers together did: for each second how many people saw it, and how many saw it again."""

    viewers: int
    people: tuple[int, ...]
    again: tuple[int, ...]


def places(length: float) -> int:
    """Say into how many places a clip is divided: one for each second."""
    return max(1, min(_LONGEST, round(length)))


NOBODY = Heat(0, (), ())


def plays(segments: Iterable[Segment], length: float) -> list[int]:
    """Count how often each second was played: +1 where a piece starts, -1 where it ends, then the sums."""
    number = places(length)
    differences = [0] * (number + 1)
    for _, start, end in segments:
        differences[min(number, round(start * number / length))] += 1
        differences[min(number, round(end * number / length))] -= 1
    return list(accumulate(differences[:number]))


def seen(before: bytes, segments: Iterable[Segment], length: float) -> bytes:
    """Say of each second whether one person saw it never, once or more often: a byte each.

    `before` is what they had seen, b"" for nothing; `segments` are the new pieces.
    """
    more = plays(segments, length)
    return bytes(
        min(_ENOUGH, old + new) for old, new in zip(_filled(before, length), more, strict=True)
    )


def _filled(before: bytes, length: float) -> bytes:
    return before.ljust(places(length), b"\0")[: places(length)]


def warmer(heat: Heat, before: bytes, after: bytes) -> Heat:
    """Count one person's change; it takes the same time for the first viewer and the thousandth."""
    old = before.ljust(len(after), b"\0")
    none = (0,) * len(after)
    return Heat(
        heat.viewers + (not any(old) and any(after)),
        _risen(heat.people or none, old, after, 1),
        _risen(heat.again or none, old, after, _ENOUGH),
    )


def _risen(counts: Sequence[int], old: bytes, after: bytes, level: int) -> tuple[int, ...]:
    changes = zip(counts, old, after, strict=True)
    return tuple(n + (was < level <= now) for n, was, now in changes)


def packed(counts: Sequence[int]) -> bytes:
    """Write counts for a row of a table."""
    return struct.pack(f"<{len(counts)}I", *counts)


def unpacked(row: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(row) // 4}I", row)
