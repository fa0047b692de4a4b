"""Pure: the receipts of a share as CSV, for spreadsheets."""

import csv
from collections.abc import Iterable
from io import StringIO

from lrs.web import Moments
from lti_tool.sharing.receipts import Receipt
from lti_tool.sharing.rules import told

_HEAD = ("Person", "By", "State", "Since", "Opened", "Watched", "Seconds watched", "Rests on")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def written(receipts: Iterable[Receipt], at: Moments) -> bytes:
    """Write a line for each person; with a byte order mark, so that spreadsheets read the names right."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(_HEAD)
    for receipt in receipts:
        lines.writerow([_plain(cell) for cell in _cells(receipt, at)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(receipt: Receipt, at: Moments) -> list[str]:
    said = told(receipt)
    instants = [_iso(at, when) for when in (said.since, receipt.opened, receipt.watched)]
    seconds = str(receipt.seconds) if receipt.watched else ""
    return [receipt.name, said.by, said.word, *instants, seconds, said.rests_on]


def _iso(at: Moments, when: int | None) -> str:
    return at.local(when).isoformat(timespec="seconds") if when else ""


def _plain(cell: str) -> str:
    """Let no cell be taken for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
