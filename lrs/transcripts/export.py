"""export: many records into one file, row by row, in memory that doesn't grow."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from lrs.record.summary import NOTHING, totals_of
from lrs.transcripts.about import About, Contents
from lrs.transcripts.columns import Value
from lrs.transcripts.csv_writer import CsvRows, CsvWriter
from lrs.transcripts.layout import NEUTRAL, Layout
from lrs.transcripts.subject import Subject

RowFormat = Literal["csv", "xlsx"]
# json is a CLR 2.0, badge an Open Badge 3.0, zip the signed archive. Each is issued under a code.
Format = Literal["csv", "xlsx", "pdf", "json", "badge", "zip"]
Rows = Iterable[Subject]
Progress = Callable[[int], None]


class Writer(Protocol):
    """What a format must do. It gets each row as values and as the CSV line that is hashed."""

    def header(self, line: bytes) -> None: ...

    def row(self, values: tuple[Value, ...], line: bytes) -> None: ...

    def cycles(self, subject: Subject) -> None: ...

    def finish(self, contents: Contents) -> None: ...

    def abandon(self) -> None: ...


def export(
    rows: Rows,
    file_format: RowFormat,
    out: BinaryIO | Path,
    about: About,
    progress: Progress,
    layout: Layout = NEUTRAL,
) -> Contents:
    """Write all records and say what was written. `progress` hears how many people are done."""
    with _opened(out) as file:
        writer = _writer(file, file_format, about, layout)
        try:
            contents = _write(rows, writer, CsvRows(about.zone, layout.headings), layout, progress)
            writer.finish(contents)
        except BaseException:
            writer.abandon()
            raise
    return contents


def _writer(file: BinaryIO, file_format: RowFormat, about: About, layout: Layout) -> Writer:
    if file_format == "csv":
        return CsvWriter(file)
    from lrs.transcripts.xlsx_writer import XlsxWriter

    return XlsxWriter(file, about, layout)


def _write(
    rows: Rows, writer: Writer, lines: CsvRows, layout: Layout, progress: Progress
) -> Contents:
    people, written, version, totals = 0, 0, 0, NOTHING
    writer.header(lines.header())
    for subject in rows:
        person, record, _ = subject
        for entry in record.entries:
            for values in layout.rows(person, entry):
                writer.row(values, lines.row(values))
        writer.cycles(subject)
        people += 1
        written += len(record.entries)
        version = max(version, record.rules_version)
        totals += totals_of(record)
        progress(people)
    return Contents(people, written, totals.whole.statements, version, lines.sha256, totals)


@contextmanager
def _opened(out: BinaryIO | Path) -> Iterator[BinaryIO]:
    """Open a path under another name first, so that a broken export leaves no half a file."""
    if not isinstance(out, Path):
        yield out
        return
    unfinished = out.with_name(f"{out.name}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
