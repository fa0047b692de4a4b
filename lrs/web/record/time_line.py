"""The chart of a record over time: minutes or entries by month, stacked by formality."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lrs.record.entry import Entry, Formality
from lrs.web.charts import Columns, columns
from lrs.web.moments import Moments
from lrs.web.numbers import counted, number
from lrs.web.spans import Span, span_of, spans


class Measure(StrEnum):
    """What the columns count."""

    ENTRIES = "entries"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, its table, and how many entries it counts and leaves out."""

    measure: Measure
    columns: Columns
    rows: Sequence[tuple[Span, Sequence[float]]]
    step: str
    counted: int
    left_out: int

    @property
    def total(self) -> float:
        return sum(sum(values) for _, values in self.rows)

    @property
    def description(self) -> str:
        """Say in words what the drawing shows."""
        span, values = max(self.rows, key=lambda row: sum(row[1]))
        most = f"{number(sum(values))} {self.measure}"
        return (
            f"{number(self.total)} {self.measure} in {counted(len(self.rows), self.step)}, "
            f"most of them in {span.name}: {most}. The table below has every value."
        )


_MEASURES: dict[Measure, Callable[[Entry], float]] = {
    Measure.ENTRIES: lambda _: 1,
    Measure.MINUTES: lambda entry: entry.minutes or 0,
}
_STEPS = {1: "month", 3: "quarter", 12: "year"}


def chart(entries: Sequence[Entry], at: Moments, measure: Measure) -> Chart:
    """Draw the entries by the day on which they ended; empty months stay as gaps."""
    kept = [e for e in entries if measure is Measure.ENTRIES or e.minutes is not None]
    axis = spans(at.day(entry.end) for entry in entries)
    months = axis[0].months if axis else 1
    found: defaultdict[Span, list[Entry]] = defaultdict(list)
    for entry in kept:
        found[span_of(at.day(entry.end), months)].append(entry)
    rows = [(span, _by_formality(found[span], _MEASURES[measure])) for span in axis]
    drawn = columns([_short(i, span) for i, span in enumerate(axis)], [v for _, v in rows])
    return Chart(measure, drawn, rows, _STEPS[months], len(kept), len(entries) - len(kept))


def _by_formality(entries: Iterable[Entry], value: Callable[[Entry], float]) -> list[float]:
    found = dict.fromkeys(Formality, 0.0)
    for entry in entries:
        found[entry.formality] += value(entry)
    return list(found.values())


def _short(place: int, span: Span) -> str:
    if place or span.months == 12 or str(span.first.year) in span.short:
        return span.short
    return f"{span.short} {span.first.year}"
