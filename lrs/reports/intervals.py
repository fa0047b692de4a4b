"""Intervals of 95 per cent: of a share (Wilson) and of the difference of two (Newcombe)."""

from math import sqrt
from typing import NamedTuple

_Z = 1.959964


class Interval(NamedTuple):
    """From `low` to `high`, as parts of one."""

    low: float
    high: float


def wilson(hits: int, n: int) -> Interval:
    """Give the interval of hits / n; everything is possible of nobody."""
    if n == 0:
        return Interval(0.0, 1.0)
    share, z2 = hits / n, _Z * _Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def difference(one: tuple[int, int], other: tuple[int, int]) -> Interval:
    """Give the interval of the first share less the second; each is (hits, n) with n above 0."""
    (p, n), (q, m) = one, other
    first, second = wilson(p, n), wilson(q, m)
    share, rest = p / n, q / m
    low = share - rest - sqrt((share - first.low) ** 2 + (second.high - rest) ** 2)
    high = share - rest + sqrt((first.high - share) ** 2 + (rest - second.low) ** 2)
    return Interval(low, high)
