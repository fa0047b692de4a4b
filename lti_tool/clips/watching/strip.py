"""Pure: the heat of a clip as a picture and as a table; x in per cent, y from 0 (all viewers) to 100."""

from collections.abc import Sequence
from dataclasses import dataclass

from lti_tool.clips.watching.heat import Heat

_POINTS = 84
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_ROWS = 8
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A time below the picture."""

    text: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the clip: most people at a second of it, and most who saw a second of it again."""

    part: str
    people: int
    again: int


@dataclass(frozen=True, slots=True)
class Strip:
    """What is drawn and said: two areas as paths, times below, rows of the table, one sentence."""

    viewers: int
    people: str
    again: str
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    words: str


def strip(heat: Heat, length: float) -> Strip:
    """Draw what several people did."""
    return Strip(
        heat.viewers,
        _area(heat.people, heat.viewers),
        _area(heat.again, heat.viewers),
        _ticks(length),
        _rows(heat, length),
        _words(heat, length),
    )


def clock(seconds: float) -> str:
    """Write a place in a clip as people do: 1:05, 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _area(counts: Sequence[int], viewers: int) -> str:
    """Draw from the floor up, between at most so many points; a point is the mean of its seconds."""
    heights = [100 - 100 * mean / max(1, viewers) for mean in _means(counts)]
    last = max(1, len(heights) - 1)
    line = " ".join(f"L{100 * n / last:.1f} {height:.1f}" for n, height in enumerate(heights))
    end = f" L100 {heights[-1]:.1f}" if len(heights) == 1 else ""
    return f"M0 100 {line}{end} L100 100z"


def _means(counts: Sequence[int]) -> list[float]:
    parts = min(_POINTS, len(counts))
    edges = [n * len(counts) // parts for n in range(parts + 1)]
    pieces = [counts[edges[n] : edges[n + 1]] for n in range(parts)]
    return [sum(piece) / len(piece) for piece in pieces]


def step(length: float, most: int) -> int:
    """Give the round number of seconds that divides a clip into no more than so many parts."""
    return next((s for s in _STEPS if length / s <= most), _STEPS[-1])


def _ticks(length: float) -> tuple[Tick, ...]:
    width = step(length, _TICKS)
    inner = [at for at in range(width, int(length), width) if length - at > width / 3]
    middle = [Tick(clock(at), round(100 * at / length, 2), "middle") for at in inner]
    return (Tick("0:00", 0, "start"), *middle, Tick(clock(length), 100, "end"))


def _rows(heat: Heat, length: float) -> tuple[Row, ...]:
    width, scale = step(length, _ROWS), len(heat.people) / length
    starts = range(0, max(1, int(length)), width)
    return tuple(_row(heat, at, min(length, at + width), scale) for at in starts)


def _row(heat: Heat, start: float, end: float, scale: float) -> Row:
    part = slice(int(start * scale), max(int(start * scale) + 1, round(end * scale)))
    people, again = max(heat.people[part], default=0), max(heat.again[part], default=0)
    return Row(f"{clock(start)} to {clock(end)}", people, again)


def _words(heat: Heat, length: float) -> str:
    """Say in a sentence or two what the picture shows."""
    first, last = heat.people[0], heat.people[-1]
    said = f"Of {heat.viewers} people, {first} watched the beginning and {last} the end."
    scale = length / len(heat.people)
    if most := max(heat.again):
        at = clock(heat.again.index(most) * scale)
        said += f" Most was watched again at {at}, by {most}."
    gone, place = _fall(heat.people)
    if gone >= max(2, heat.viewers / 10):
        said += f" At {clock(place * scale)} {gone} stopped watching, more than anywhere else."
    return said


def _fall(people: Sequence[int]) -> tuple[int, int]:
    """Give how many people are gone after the second that lost most of them, and that second."""
    falls = [(people[n - 1] - people[n], -n) for n in range(1, len(people))]
    gone, place = max(falls, default=(0, 0))
    return gone, -place
