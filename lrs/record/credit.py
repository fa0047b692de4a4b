"""Credit: what a scheme counts, and what was awarded for one entry. Nothing is awarded by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from lrs.record.profile_iri import BASE

CREDIT = f"{BASE}/extensions/credit"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one category of a scheme asks for in a cycle, and how much of it counts at most."""

    required: Decimal = NOTHING
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """How an organisation counts credit.

    `minutes` make one unit; an amount is a multiple of the best fitting of `steps`, and under
    `least` minutes there is none. A cycle has `months` and the first one began on `since`.
    `valid_months` is how long after its award a credit counts, None for as long as its cycle.
    """

    code: str
    name: str
    unit: str
    minutes: int
    steps: tuple[Decimal, ...]
    least: int = 0
    round_down: bool = True
    required: Decimal = NOTHING
    months: int = 12
    since: date = date(2025, 1, 1)
    valid_months: int | None = None
    categories: Mapping[str, Limits] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name with the unit in which it counts: Contact hours (h)."""
        return self.name if self.name == self.unit else f"{self.name} ({self.unit})"

    def amount(self, minutes: float) -> Decimal:
        """Count the credit that minutes are worth."""
        if minutes < max(self.least, 0) or minutes <= 0:
            return NOTHING
        exact = Decimal(str(minutes)) / self.minutes
        rounding = ROUND_FLOOR if self.round_down else ROUND_HALF_UP
        return max((exact / step).quantize(Decimal(1), rounding) * step for step in self.steps)


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit that somebody on the staff awarded; `statement` is the id of the one that says so."""

    scheme: str
    category: str
    amount: Decimal
    unit: str
    by: str
    on: datetime
    expires: date | None
    statement: str

    def __str__(self) -> str:
        return f"{self.amount.normalize():f} {self.unit}"


def later(day: date, months: int) -> date:
    """Give the same day of a month so much later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
