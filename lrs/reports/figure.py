"""A figure: numbers with their denominator, period and definition, as page, CSV and API say them alike."""

from dataclasses import dataclass, field
from enum import StrEnum

FEWEST = 5


class Unit(StrEnum):
    """What the numbers of a column count."""

    PEOPLE = "people"
    ENTRIES = "entries"
    STATEMENTS = "statements"
    MINUTES = "minutes"
    HOURS = "hours"
    PERCENT = "%"
    RATIO = "to 1"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"


Value = float | int | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a figure's table."""

    name: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Row:
    """A row: None is a number that is kept back, or that there is not. `behind` leads to its people."""

    name: str
    values: tuple[Value, ...]
    behind: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, `parts` in per cent by formality; a bar of one part may have none."""

    name: str
    words: str
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line at `at` per cent, or a band up to `until`."""

    at: float
    words: str
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from 0 to 100 per cent, with lines and bands over all of them."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing of a scatter: where it stands in both directions in the chart's units, and its weight."""

    name: str
    across: float
    up: float
    weight: int


@dataclass(frozen=True, slots=True)
class Scatter:
    """Things by two measures: across from 0 to `widest`, up from 0 to 100 per cent; words name both."""

    dots: tuple[Dot, ...]
    widest: float
    across: str
    up: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `n` counts `of`; `definition` says in pairs what each word means."""

    name: str
    title: str
    note: str
    finding: str
    n: int
    of: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    definition: tuple[tuple[str, str], ...]
    chart: Chart | None = None
    warnings: tuple[str, ...] = ()
    scatter: Scatter | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which days a report is about, both included as ordinals, and how the zone is called."""

    first: int
    last: int
    zone: str
    words: str = field(default="")


def percent(part: float, whole: float) -> float | None:
    """Give per cents with one decimal, None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def percent_words(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "no share"
