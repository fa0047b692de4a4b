"""Goals: what a figure has to reach, and how near it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

PEER = "the best peer"


class Figure(Protocol):
    """What a goal looks at."""

    @property
    def rate(self) -> float: ...

    @property
    def median(self) -> float | None: ...

    @property
    def late(self) -> float | None: ...

    @property
    def best_peer(self) -> float | None: ...


@dataclass(frozen=True)
class Goal:
    """At least so much, or at most: of another line, of the best peer, or by itself.

    `late` looks at the 95th percentile in milliseconds, `median` at the median, else it is the rate. Below 1 a goal of
    another line is shown as a percentage, from 1 on as a multiple.
    """

    wanted: float
    of: str = ""
    late: bool = False
    median: bool = False
    most: bool = False

    def verdict(self, line: Figure, figures: Mapping[str, Figure]) -> str:
        """Say how near the line came; nothing where what it is compared with was not measured."""
        mine = self._value(line)
        whole = self._whole(line, figures)
        if mine is None or not whole:
            return ""
        got = mine / whole
        wanted = f"{'at most' if self.most else 'goal'} {self._figure(self.wanted)}"
        text = f"{self._shown(got)} ({wanted})"
        return text if self._met(got) else f"**{text}**"

    def _met(self, got: float) -> bool:
        return got <= self.wanted if self.most else got >= self.wanted

    def _value(self, line: Figure) -> float | None:
        if self.median:
            return line.median
        return line.late if self.late else line.rate

    def _whole(self, line: Figure, figures: Mapping[str, Figure]) -> float | None:
        if not self.of:
            return 1
        if self.of == PEER:
            return line.best_peer
        other = figures.get(self.of)
        return self._value(other) if other else None

    def _shown(self, figure: float) -> str:
        if self.of:
            return f"{self._figure(figure)} of {self.of}"
        if self.median:
            return f"half in {self._figure(figure)} ms"
        return f"95 % in {self._figure(figure)} ms" if self.late else self._figure(figure)

    def _figure(self, figure: float) -> str:
        if self.of:
            return f"{figure:.0%}" if self.wanted < 1 else f"{figure:.1f} x"
        return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
