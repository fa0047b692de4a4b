"""The rows of a CSV or XLSX file, one after another, whoever made it and whatever it is."""

import codecs
import csv
import io
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from connectors.errors import Fatal

Row = tuple[int, list[str]]
MOST_ROWS = 200_000
MOST_COLUMNS = 200
_LAST_ROW = 1_048_576  # of any workbook; what claims more is built to do harm
_HEAD = 20  # rows that say how many columns a workbook has
_LONGEST_LINE = 1024 * 1024
_LONGEST_CELL = 32_768
_UNPACKED = 400 * 1024 * 1024  # bytes of all parts of a workbook
_RATIO = 200  # by which a part may be larger than what it is packed in
_BLOCK = 1024 * 1024
_NO_WORKBOOK = (
    BadZipFile,
    KeyError,
    ValueError,
    OSError,
    SyntaxError,
    zlib.error,
    TypeError,
    AttributeError,
    IndexError,
    RuntimeError,
    EOFError,
)


def rows(name: str, content: BinaryIO) -> Iterator[Row]:
    """Give each row that isn't empty with its number, counted as spreadsheets do. Raises Fatal."""
    found = _workbook(content) if name.lower().endswith(".xlsx") else _csv(content)
    for number, row in found:
        if number > MOST_ROWS and any(row):
            raise Fatal(f"A file has at most {MOST_ROWS} rows; cut it into several.")
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise Fatal(f"Row {number} has {len(row)} columns; at most {MOST_COLUMNS} are read.")
        if any(row):
            yield number, row[:MOST_COLUMNS]


def _csv(content: BinaryIO) -> Iterator[Row]:
    encoding = _encoding(content)
    text = io.TextIOWrapper(content, encoding, errors="replace", newline="")
    try:
        lines = _lines(text)
        first = next(lines, "")
        delimiter = _delimiter(first)
        if first.lower().startswith("sep="):  # Excel's own hint
            first = next(lines, "")
        csv.field_size_limit(_LONGEST_CELL * 4)
        reader = csv.reader(_chain(first, lines), delimiter=delimiter)
        try:
            yield from ((n, [cell.strip() for cell in row]) for n, row in enumerate(reader, 1))
        except csv.Error as error:
            raise Fatal(f"Near line {reader.line_num} this is no CSV: {error}.") from error
    finally:
        text.detach()


def _encoding(content: BinaryIO) -> str:
    """Find it by the mark at the start, by zeros, or by what can't be UTF-8."""
    start = content.read(4)
    content.seek(0)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(start) >= 2 and 0 in start[:2]:
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in iter(lambda: content.read(_BLOCK), b""):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        content.seek(0)
    return "utf-8"


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Give lines, but none that fills the memory."""
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise Fatal(f"Line {number} is longer than {_LONGEST_LINE} characters.")
        if "\x00" in line:
            raise Fatal(f"Line {number} holds what is no text. Is this a CSV?")
        yield line


def _chain(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from lines


def _delimiter(line: str) -> str:
    if line.lower().startswith("sep=") and len(line) > 4:
        return line[4]
    outside = "".join(line.split('"')[::2])
    return max(",;\t|", key=outside.count)


def _workbook(content: BinaryIO) -> Iterator[Row]:
    """Give the rows of the first sheet that has any."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_parts(content)
        book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            raise Fatal("This workbook has no sheet to read.")
        sheet.reset_dimensions()  # what it says of its size is not always true
        first = sheet.iter_rows(max_row=_HEAD, max_col=MOST_COLUMNS + 1, values_only=True)
        width = max((len(_trimmed(map(_text, row))) for row in first), default=0) or 1
        cells = sheet.iter_rows(max_row=_LAST_ROW, max_col=width, values_only=True)
        for number, row in enumerate(cells, 1):
            yield number, _trimmed(map(_text, row))
    except (*_NO_WORKBOOK, InvalidFileException) as error:
        raise Fatal("This can't be read as an XLSX workbook; save it anew, or as CSV.") from error


def _check_parts(content: BinaryIO) -> None:
    """Refuse a workbook that unpacks to far more than it is, and XML that defines things. Raises Fatal."""
    with ZipFile(content) as parts:
        total = 0
        for part in parts.infolist():
            total += part.file_size
            if total > _UNPACKED or part.file_size > _RATIO * max(part.compress_size, 4096):
                raise Fatal("This workbook unpacks to far more than it is.")
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4096):
                        raise Fatal("This workbook holds what no spreadsheet writes.")
    content.seek(0)


def _trimmed(cells: Iterable[str]) -> list[str]:
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return row


def _text(cell: Any) -> str:
    """Spreadsheets make numbers of ids; 4711.0 was 4711. Days without a time stay days."""
    match cell:
        case None:
            text = ""
        case bool():
            text = "yes" if cell else "no"
        case datetime():
            whole = cell.time() == time()
            text = cell.date().isoformat() if whole else cell.isoformat(timespec="seconds")
        case date() | time():
            text = cell.isoformat()
        case timedelta():
            text = f"PT{cell.total_seconds():.0f}S"
        case float():
            text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
        case _:
            text = str(cell)[:_LONGEST_CELL].strip()
    return text
