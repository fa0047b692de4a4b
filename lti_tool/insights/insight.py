"""Pure: what is counted of clips, and when it may be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple
from uuid import UUID

FEWEST = 5  # people; what fewer did is not shown


@dataclass(frozen=True, slots=True)
class Work:
    """How one clip does. `recent` and `before` are viewers of the last 14 days and of the 14 before."""

    clip_id: UUID
    title: str
    kind: str
    author: UUID
    viewers: int
    completed: int
    helped: int
    unhelpful: int
    recent: int
    before: int

    @property
    def is_shown(self) -> bool:
        return self.viewers >= FEWEST

    @property
    def completion(self) -> float:
        """The share of its viewers who watched enough of it, from 0 to 1."""
        return self.completed / self.viewers if self.viewers else 0.0

    @property
    def rise(self) -> int:
        return self.recent - self.before


class Side(NamedTuple):
    """What contributors, or staff, made, and how it does: sums over their clips."""

    name: str
    clips: int
    viewers: int
    completed: int
    helped: int
    votes: int

    @property
    def is_shown(self) -> bool:
        return self.viewers >= FEWEST


class Speed(NamedTuple):
    """How long it took from the beginning of recordings until others could see them, for one kind."""

    kind: str
    clips: int
    minutes: float


def works(found: Iterable[Work], most: int) -> list[Work]:
    """Give those that enough people watched, the most helpful first."""
    shown = [one for one in found if one.is_shown]
    order = sorted(shown, key=lambda w: (-w.helped, -w.completion, -w.viewers, w.title))
    return order[:most]


def rising(found: Iterable[Work], most: int) -> list[Work]:
    """Give those that at least five people watched of late, and more than before."""
    shown = [one for one in found if one.recent >= FEWEST and one.rise > 0]
    return sorted(shown, key=lambda w: (-w.rise, -w.recent, w.title))[:most]


def sides(found: Iterable[Work], contributors: set[UUID], staff: set[UUID]) -> list[Side]:
    """Compare what contributors made with what staff made; what others made stands on neither side."""
    every = list(found)
    parts = (("contributors", contributors), ("staff", staff - contributors))
    return [_side(name, [w for w in every if w.author in people]) for name, people in parts]


def _side(name: str, found: Sequence[Work]) -> Side:
    seen = sum(w.viewers for w in found)
    done, helped = sum(w.completed for w in found), sum(w.helped for w in found)
    votes = helped + sum(w.unhelpful for w in found)
    return Side(name, len(found), seen, done, helped, votes)


def speeds(latencies: Iterable[tuple[str, float]]) -> list[Speed]:
    """Give the median for each kind, of (kind, seconds)."""
    gathered: dict[str, list[float]] = {}
    for kind, seconds in latencies:
        gathered.setdefault(kind, []).append(seconds)
    return [Speed(k, len(s), round(median(s) / 60, 1)) for k, s in sorted(gathered.items())]
