"""The budget as CSV: what is written can be read again, whole or not at all."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from lrs.errors import InvalidParameter, Violation
from lrs.reports.budget import BudgetLine
from lrs.transcripts.cells import harmless
from lrs.transcripts.csv_writer import BYTE_ORDER_MARK

COLUMNS = ("year", "planned", "name", "amount", "currency", "formality")
_MOST = 5_000
_PLANNED = frozenset({"yes", "plan", "planned", "1", "true"})


def write(lines: Iterable[BudgetLine]) -> bytes:
    """Write budget lines with the columns that `read` knows."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(COLUMNS)
    for line in lines:
        planned, amount = "yes" if line.planned else "", f"{line.cents / 100:.2f}"
        name = harmless(line.name)
        out.writerow((line.year, planned, name, amount, line.currency, line.formality))
    return BYTE_ORDER_MARK + text.getvalue().encode()


def read(file: bytes, line_of: Callable[[Mapping[str, str]], BudgetLine]) -> list[BudgetLine]:
    """Read a CSV file with a heading; commas or semicolons. Raises InvalidParameter."""
    rows = _rows(file)
    found: list[BudgetLine] = []
    wrong: list[Violation] = []
    for number, row in enumerate(rows, 2):
        try:
            found.append(line_of(row))
        except InvalidParameter as error:
            wrong += [v._replace(pointer=f"row {number}, {v.pointer}") for v in error.violations]
    if wrong:
        raise InvalidParameter(*wrong)
    return found


def _rows(file: bytes) -> list[dict[str, str]]:
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("The file is not UTF-8. Save it as “CSV UTF-8”.") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise _refused(f"The first row has to name the columns; it lacks {', '.join(missing)}.")
    rows = list(islice(reader, _MOST + 1))
    if not 0 < len(rows) <= _MOST:
        raise _refused(f"The file has to have 1 to {_MOST:,} lines below the first row.")
    return [_plain(row) for row in rows]


def _plain(row: Mapping[str, str | None]) -> dict[str, str]:
    known = {name: (row.get(name) or "").strip() for name in COLUMNS}
    planned = "yes" if known["planned"].lower() in _PLANNED else ""
    return {**known, "planned": planned, "currency": known["currency"].upper()}


def _refused(words: str) -> InvalidParameter:
    return InvalidParameter(Violation("file", words, "hallway"))
