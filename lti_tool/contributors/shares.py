"""Pure: how work is spread over people, and how many contributors stand beside one of staff."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

# 100 accountants who were customers made training at Intuit, and 12 people of its own staff did: a point to look
# at, not a goal.
REFERENCE = (100, 12)
_FEW = 3


class Spread(NamedTuple):
    """How `pieces` are spread over `people`.

    `gini` is 0 when all made as many, and near 1 when one made all; shares are between 0 and 1.
    """

    people: int
    pieces: int
    gini: float
    top_five: float
    top_three: float

    @property
    def is_narrow(self) -> bool:
        """Whether three people made more than half of it."""
        return self.top_three > 0.5


class Leverage(NamedTuple):
    """Active contributors and authors of staff in a period, by its name."""

    period: str
    contributors: int
    staff: int

    @property
    def ratio(self) -> float | None:
        """Give contributors for one of staff, None where there was nobody of staff."""
        return self.contributors / self.staff if self.staff else None


def spread(made: Mapping[UUID, int]) -> Spread | None:
    """Measure how pieces are spread over those who made at least one; None for no piece."""
    counts = sorted((n for n in made.values() if n), reverse=True)
    if not counts:
        return None
    total = sum(counts)
    top_five, top_three = sum(counts[:5]) / total, sum(counts[:_FEW]) / total
    return Spread(len(counts), total, gini(counts), top_five, top_three)


def gini(counts: Sequence[int]) -> float:
    """Give the Gini coefficient of these counts, 0 to 1 - 1/n."""
    ordered, n = sorted(counts), len(counts)
    weighted = sum(place * count for place, count in enumerate(ordered, 1))
    return 2 * weighted / (n * sum(ordered)) - (n + 1) / n
