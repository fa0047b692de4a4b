"""Pure: the pay list as CSV, for finance: who gets which fee under which agreement, and no account."""

import csv
from collections.abc import Iterable
from io import StringIO

from lrs.transcripts.cells import harmless
from lrs.web import Moments
from lti_tool.contributors.programme import Assignment

_HEAD = (
    *("assignment_id", "person_id", "name", "title", "agreement", "amount", "currency"),
    *("state", "approved_by", "approved_on", "paid_on", "reference"),
)


def written(given: Iterable[Assignment], at: Moments) -> bytes:
    """Write a line for each; with a byte order mark, so that spreadsheets read the names right."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(_HEAD)
    for one in given:
        lines.writerow([harmless(cell) for cell in _cells(one, at)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(one: Assignment, at: Moments) -> list[str]:
    who = [str(one.id), str(one.person_id), one.person_name, one.title, one.agreement]
    fee = [one.fee, one.currency, one.state, one.approved_by]
    return [*who, *fee, _day(one.approved, at), _day(one.paid, at), one.reference]


def _day(moment: int | None, at: Moments) -> str:
    return at.day(moment).isoformat() if moment else ""
