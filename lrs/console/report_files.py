"""Reports as CSV: a line for each number, with the n, the period and the definition of its figure."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC

from lrs.report_desk import Report
from lrs.reports.figure import Figure, Row
from lrs.transcripts.cells import text_of
from lrs.transcripts.csv_writer import BYTE_ORDER_MARK

_HEADER = (
    *("report", "figure", "row", "column", "value", "unit", "kept back"),
    *("n", "of", "period", "time zone", "definition"),
)


def as_csv(reports: Iterable[Report]) -> bytes:
    """Write all numbers of some reports."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(_HEADER)
    for report in reports:
        for figure in report.figures:
            out.writerows(_lines(report, figure))
    return BYTE_ORDER_MARK + text.getvalue().encode()


def _lines(report: Report, figure: Figure) -> Iterator[list[str]]:
    definition = "; ".join(f"{name}: {words}" for name, words in figure.definition)
    last = (figure.n, figure.of, report.scope.words, report.scope.zone, definition)
    for row in figure.rows:
        for values in _values(figure, row):
            cells = (report.title, figure.title, row.name, *values, *last)
            yield [text_of(cell, UTC) for cell in cells]


def _values(figure: Figure, row: Row) -> Iterator[tuple[str | float | None, ...]]:
    kept_back = "yes" if row.hidden else ""
    for column, value in zip(figure.columns, row.values, strict=True):
        yield column.name, value, str(column.unit), kept_back
