"""The sheet Summary: totals by formality and by kind, each column with its own denominator."""

from lrs.record.kinds import KINDS
from lrs.record.summary import Tally, Totals

Row = tuple[str | int | float | None, ...]

HEADER: Row = (
    "Slice",
    "Entries",
    "Share of entries, %",
    "Minutes, all bases",
    "Share of minutes, %",
    "Minutes measured",
    "Minutes estimated",
    "Minutes claimed",
    "Entries with minutes",
    "People named",
)


def summary_rows(totals: Totals) -> list[Row]:
    """Return the rows of the sheet, headings and explanations included."""
    entries = {part.name: part.percent for part in totals.share_of_entries.parts}
    minutes = {part.name: part.percent for part in totals.share_of_minutes.parts}
    return [
        HEADER,
        *(
            _row(formality.value, tally, entries[formality], minutes[formality])
            for formality, tally in totals.by_formality.items()
        ),
        _row("All", totals.whole, 100 if totals.whole.entries else 0, _all(totals)),
        (),
        ("By kind", *HEADER[1:]),
        *(_row(_name(kind), tally) for kind, tally in totals.by_kind.items()),
        (),
        ("Entries, minutes and people are three different measures and are never added up.",),
        ("People named: others in the statements of each learner, counted once for that learner.",),
    ]


def _row(
    name: str, tally: Tally, of_entries: int | None = None, of_minutes: int | None = None
) -> Row:
    minutes = tally.minutes
    return (
        name,
        tally.entries,
        of_entries,
        round(minutes.total, 4),
        of_minutes,
        round(minutes.measured, 4),
        round(minutes.estimated, 4),
        round(minutes.claimed, 4),
        tally.timed,
        tally.people,
    )


def _all(totals: Totals) -> int:
    return 100 if totals.whole.minutes.total else 0


def _name(kind: str) -> str:
    return KINDS[kind].many if kind in KINDS else kind
