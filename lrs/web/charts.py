"""Charts as geometry: x in per cent and y in pixels, so that type keeps its size at any width.

The macros draw them; each bar is one formality's, in the order formal, non-formal, informal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from lrs.record.entry import Formality
from lrs.web.numbers import number

FORMALITIES = tuple(Formality)
_TOP, _FOOT, _LABEL = 20, 160, 178
_WIDEST, _SHARE_OF_SLOT, _LABELS = 9.0, 0.72, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of one formality: `x` and `width` in per cent, `y` and `height` in pixels."""

    formality: Formality
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a place: `x` in per cent, `y` in pixels."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns: bars, labels below them, and lines with the value that each stands for."""

    height: int
    foot: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    lines: tuple[Label, ...]


def columns(names: Sequence[str], values: Sequence[Sequence[float]]) -> Columns:
    """Stack `values` (a formal, a non-formal and an informal one for each name) into columns."""
    top = _round_number(max((sum(stack) for stack in values), default=0))
    slot = 100 / max(len(names), 1)
    width = min(slot * _SHARE_OF_SLOT, _WIDEST)
    lefts = [slot * i + (slot - width) / 2 for i in range(len(names))]
    bars = [
        bar for x, stack in zip(lefts, values, strict=True) for bar in _stack(x, width, stack, top)
    ]
    step = ceil(len(names) / _LABELS) or 1
    labels = [Label(names[i], round(lefts[i], 2), _LABEL) for i in range(0, len(names), step)]
    lines = [Label(number(top * part), 0, _height(top * part, top)) for part in (0.5, 1)]
    return Columns(_LABEL + 6, _FOOT, tuple(bars), tuple(labels), tuple(lines))


def _stack(x: float, width: float, values: Sequence[float], top: float) -> list[Bar]:
    bars, below = [], 0.0
    for formality, value in zip(FORMALITIES, values, strict=True):
        if value:
            y = _height(below + value, top)
            height = round(_height(below, top) - y, 2)
            bars.append(Bar(formality, round(x, 2), round(width, 2), y, height))
        below += value
    return bars


def _height(value: float, top: float) -> float:
    return round(_FOOT - (_FOOT - _TOP) * value / top, 2)


def _round_number(value: float) -> float:
    """Give the next of 2, 4, 10, 20, 40, 100 ... that is not below the value."""
    if value <= 2:
        return 2
    power = 10 ** floor(log10(value))
    return float(next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value))
