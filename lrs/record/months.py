"""A record by calendar months, in the time zone of its reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from lrs.record.entry import Entry
from lrs.record.summary import Totals, totals


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month with the entries that ended in it, newest first."""

    year: int
    month: int
    entries: tuple[Entry, ...]

    @property
    def totals(self) -> Totals:
        return totals(self.entries)


def by_month(entries: Iterable[Entry], zone: ZoneInfo) -> tuple[Month, ...]:
    """Group entries that are sorted newest first; months without an entry are left out."""
    grouped = groupby(entries, key=lambda entry: _month(entry, zone))
    return tuple(Month(year, month, tuple(found)) for (year, month), found in grouped)


def _month(entry: Entry, zone: ZoneInfo) -> tuple[int, int]:
    local = entry.end.astimezone(zone)
    return local.year, local.month
