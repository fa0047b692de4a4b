"""What a file says about itself, so that a reader years later knows what it holds."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lrs.record.summary import Totals


@dataclass(frozen=True, slots=True)
class About:
    """What is known before the first row. `filters` are pairs of a name and what was asked for.

    `code` is the one under which the file was issued, as it is printed, and `verify` where to check it.
    """

    store: str
    zone: ZoneInfo
    generated_at: datetime
    filters: tuple[tuple[str, str], ...] = ()
    code: str = ""
    verify: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is known after the last row. `sha256` is that of the rows as CSV, header included."""

    people: int
    rows: int
    statements: int
    rules_version: int
    sha256: str
    totals: Totals


def lines(about: About, contents: Contents) -> list[tuple[str, str | int]]:
    """Return the pairs of the sheet About."""
    made = about.generated_at.astimezone(about.zone).isoformat(timespec="seconds")
    return [
        ("Store", about.store),
        *([("Code", about.code), ("Check it at", about.verify)] if about.code else []),
        *((f"Filter: {name}", value) for name, value in about.filters),
        *([] if about.filters else [("Filters", "none, everything is included")]),
        ("Time zone of all dates and times", about.zone.key),
        ("Generated at", made),
        ("People", contents.people),
        ("Entries", contents.rows),
        ("Statements behind them", contents.statements),
        ("Version of the classification rules", contents.rules_version),
        ("SHA-256 of the rows as CSV", contents.sha256),
        ("minutes", "as the statements say; empty where no statement says anything about time"),
        ("time_basis", "measured by a system, estimated, or claimed by the person"),
        ("score", "per cent"),
        ("A leading apostrophe", "keeps text that begins like a formula from being run as one"),
    ]
