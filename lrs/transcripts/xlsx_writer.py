"""The transcript as a workbook: true dates and numbers, a frozen header, memory that doesn't grow."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from lrs.transcripts.about import About, Contents, lines
from lrs.transcripts.cells import harmless
from lrs.transcripts.columns import Value
from lrs.transcripts.cycle_sheet import CYCLES, NO_CREDITS, Cells, cycle_rows
from lrs.transcripts.layout import NEUTRAL, Layout
from lrs.transcripts.subject import Subject
from lrs.transcripts.summary_sheet import summary_rows

# Excel's own limits.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767


class XlsxWriter:
    """Writes rows as they come; the other sheets follow when the last row is known."""

    def __init__(self, out: BinaryIO, about: About, layout: Layout = NEUTRAL) -> None:
        self._about = about
        self._layout = layout
        self._book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False})
        said = {"title": "Transcript", "company": about.store, "keywords": about.code}
        self._book.set_properties(said)
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._bold = self._book.add_format({"bold": True})
        self._sheets = 0
        self._next_row = 0
        self._cycles = 0

    def header(self, _line: bytes) -> None:
        self._start_sheet()
        self._summary = self._sheet("Summary")
        self._credits = self._sheet("Credits by cycle")
        self._write(self._credits, [CYCLES])

    def row(self, values: tuple[Value, ...], _line: bytes) -> None:
        if self._next_row == MOST_ROWS:
            self._end_sheet()
            self._start_sheet()
        for column, value in enumerate(values):
            self._cell(column, value)
        self._next_row += 1

    def cycles(self, subject: Subject) -> None:
        """Write a row for each category of each scheme and cycle in which somebody earned or asked."""
        for cells in cycle_rows(subject):
            self._cycles += 1
            self._write(self._credits, [cells], self._cycles)

    def finish(self, contents: Contents) -> None:
        self._end_sheet()
        if not self._cycles:
            self._write(self._credits, [(NO_CREDITS,)], 1)
        self._write(self._summary, summary_rows(contents.totals))
        self._write(self._sheet("About"), lines(self._about, contents))
        self._book.close()

    def abandon(self) -> None:
        """Take away the temporary files that hold the rows until the book is closed."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)

    def _start_sheet(self) -> None:
        self._sheets += 1
        name = "Transcript" if self._sheets == 1 else f"Transcript {self._sheets}"
        self._current = self._book.add_worksheet(name)
        for number, width in enumerate(self._layout.widths):
            self._current.set_column(number, number, width)
        self._current.freeze_panes(1, 0)
        self._current.write_row(0, 0, self._layout.headings, self._bold)
        self._next_row = 1

    def _end_sheet(self) -> None:
        self._current.autofilter(0, 0, max(1, self._next_row - 1), len(self._layout.headings) - 1)

    def _cell(self, column: int, value: Value) -> None:
        match value:
            case None | "":
                return
            case str():
                self._current.write_string(self._next_row, column, _fitting(value))
            case datetime():
                self._time(column, value)
            case date():
                self._current.write_datetime(self._next_row, column, value, self._day)
            case _:
                self._current.write_number(self._next_row, column, value)

    def _time(self, column: int, value: datetime) -> None:
        local = value.astimezone(self._about.zone)
        if local.year < 1900:  # Excel's calendar begins then.
            self._current.write_string(self._next_row, column, local.isoformat())
        else:
            naive = local.replace(tzinfo=None)
            self._current.write_datetime(self._next_row, column, naive, self._date)

    def _sheet(self, name: str) -> xlsxwriter.worksheet.Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, 14, 18)
        return sheet

    def _write(
        self, sheet: xlsxwriter.worksheet.Worksheet, rows: Sequence[Cells], first: int = 0
    ) -> None:
        for number, cells in enumerate(rows, start=first):
            for column, value in enumerate(cells):
                match value:
                    case None:
                        continue
                    case str():
                        sheet.write_string(number, column, _fitting(value))
                    case date():
                        sheet.write_datetime(number, column, value, self._day)
                    case _:
                        sheet.write_number(number, column, value)


def _fitting(text: str) -> str:
    return harmless(text)[:LONGEST_TEXT]
