"""Pure: how much is said at which part of a clip, as bars and as a table; x and height in per cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lti_tool.clips.watching.strip import clock, step

_ROWS = 8
_BARS_IN_A_ROW = 6


class Bar(NamedTuple):
    """One bar of the picture, from its foot up."""

    x: float
    width: float
    height: float


class Row(NamedTuple):
    """One part of the clip, and how many comments and replies are pinned to it."""

    part: str
    posts: int


@dataclass(frozen=True, slots=True)
class Density:
    """What is drawn and said; `total` counts comments and replies that are pinned to a moment."""

    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]
    total: int
    end: str
    words: str


def width_of_bar(length: float) -> float:
    """Give how many seconds one bar stands for; a whole number of them makes a row of the table."""
    return step(length, _ROWS) / _BARS_IN_A_ROW


def density(posts: Mapping[int, int], length: float) -> Density | None:
    """Draw how many posts there are in each bar, counted from 0; None where nothing is pinned."""
    width = width_of_bar(length)
    last = max(0, int((length - 1e-9) // width))
    inside: dict[int, int] = {}
    for place, number in posts.items():
        inside[min(place, last)] = inside.get(min(place, last), 0) + number
    total, most = sum(inside.values()), max(inside.values(), default=0)
    if not total:
        return None
    bars = [_bar(place, number / most, width, length) for place, number in sorted(inside.items())]
    words = _words(inside, total, width)
    return Density(tuple(bars), _rows(inside, length), total, clock(length), words)


def _bar(place: int, share: float, width: float, length: float) -> Bar:
    start, end = place * width, min(length, (place + 1) * width)
    return Bar(round(100 * start / length, 2), round(100 * (end - start) / length, 2), 100 * share)


def _rows(inside: Mapping[int, int], length: float) -> tuple[Row, ...]:
    whole = step(length, _ROWS)
    found = []
    for number, start in enumerate(range(0, max(1, int(length)), whole)):
        bars = range(number * _BARS_IN_A_ROW, (number + 1) * _BARS_IN_A_ROW)
        part = f"{clock(start)} to {clock(min(length, start + whole))}"
        found.append(Row(part, sum(inside.get(bar, 0) for bar in bars)))
    return tuple(found)


def _words(inside: Mapping[int, int], total: int, width: float) -> str:
    """Say in a sentence what the picture shows."""
    busiest = max(inside, key=lambda place: (inside[place], -place))
    said = "1 comment is pinned" if total == 1 else f"{total} comments and replies are pinned"
    most = f" Most of them, {inside[busiest]}, stand around {clock(busiest * width)}."
    return f"{said} to the clip.{most if inside[busiest] > 1 else ''}"
