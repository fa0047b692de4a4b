"""Everything that the page of a record prints, counted once and in one time zone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lrs.record.credit_cycles import CycleLine
from lrs.record.entry import Entry, LearnerRecord, Source
from lrs.record.months import by_month
from lrs.record.summary import Tally, Totals, totals
from lrs.web.moments import Moments, long_date, month_name
from lrs.web.paging import Slice, page_number, page_of
from lrs.web.record.credit import CreditDesk
from lrs.web.record.filters import Filters, Query, filters_of
from lrs.web.record.kinds import KindTotal, kind_names, kind_totals
from lrs.web.record.time_line import Chart, Measure, chart

ENTRIES_ON_A_PAGE = 50
_STATEMENTS_OF_AN_ENTRY = 10


class Month(NamedTuple):
    """One month of the time line: its entries on this page, and what the month holds on all pages."""

    name: str
    entries: Sequence[Entry]
    whole: Tally


@dataclass(frozen=True, slots=True)
class Links:
    """Where things are: `page` takes parameters of a query, `statement` an id, `download` a format.

    `act` takes what to do and the id of an entry, `add` the name of a page; both only for the learner.
    `award` takes the id of an entry, for staff.
    """

    page: Callable[..., str]
    statement: Callable[[str], str]
    download: Callable[..., str]
    act: Callable[[str, str], str] | None = None
    add: Callable[[str], str] | None = None
    award: Callable[[str], str] | None = None


@dataclass(frozen=True)
class RecordPage:
    """A record as one reader asked for it; `name` is whose it is, `own` when the reader's own."""

    record: LearnerRecord
    filters: Filters
    at: Moments
    name: str
    own: bool
    links: Links
    measure: Measure = Measure.ENTRIES
    number: int = 1
    credit: CreditDesk | None = None

    @cached_property
    def cycles(self) -> list[CycleLine]:
        """The credits of the whole record, whatever the filters keep."""
        return self.credit.cycles(self.record.entries, self.at) if self.credit else []

    def waiting_for(self, entry: Entry) -> str:
        """Say what was asked for an entry and waits."""
        return self.credit.waiting_for(entry) if self.credit else ""

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries that the filters keep, newest first."""
        return [entry for entry in self.record.entries if self.filters.keeps(entry, self.at)]

    @cached_property
    def totals(self) -> Totals:
        return totals(self.entries)

    @property
    def period(self) -> str:
        """The days between which the entries lie."""
        first = long_date(min(self.at.day(entry.start) for entry in self.entries))
        last = long_date(max(self.at.day(entry.end) for entry in self.entries))
        return first if first == last else f"{first} to {last}"

    @cached_property
    def kinds(self) -> list[KindTotal]:
        return kind_totals(self.entries)

    @cached_property
    def chart(self) -> Chart:
        return chart(self.entries, self.at, self.measure)

    @cached_property
    def slice(self) -> Slice:
        return page_of(self.entries, self.number, ENTRIES_ON_A_PAGE)

    @property
    def months(self) -> list[Month]:
        """The months that this page of the time line touches, with the totals of the whole month."""
        shown = {(m.year, m.month): m.entries for m in by_month(self.slice.items, self.at.zone)}
        return [
            Month(f"{month_name(m.month)} {m.year}", shown[m.year, m.month], m.totals.whole)
            for m in by_month(self.entries, self.at.zone)
            if (m.year, m.month) in shown
        ]

    @property
    def sources(self) -> list[Source]:
        """The systems that asserted what is on this page."""
        lines = (line for entry in self.slice.items for line in entry.statements)
        found = {s for entry in self.slice.items for s in entry.sources}
        found |= {line.source for line in lines}
        return sorted(found, key=lambda source: source.name)

    @property
    def kind_choices(self) -> dict[str, str]:
        """The kinds in the whole record, by their key."""
        names = {entry.kind: kind_names(entry.kind)[1] for entry in self.record.entries}
        return dict(sorted(names.items(), key=lambda item: item[1]))

    @property
    def source_choices(self) -> dict[str, str]:
        """The sources of the whole record, by their code."""
        names = {s.code: s.name for entry in self.record.entries for s in entry.sources}
        return dict(sorted(names.items(), key=lambda item: item[1]))

    @property
    def most_statements(self) -> int | None:
        """How many statements of an entry are written out; all when the page shows one entry."""
        return None if self.filters.entry else _STATEMENTS_OF_AN_ENTRY

    def address(self, **changed: object) -> str:
        """Give the address of this page with other parameters."""
        query = {**self.filters.query(), "measure": self.measure, **changed}
        if query["measure"] == Measure.ENTRIES:
            query["measure"] = None
        return self.links.page(**query)

    def download(self, file_format: str) -> str:
        """Give the address of a file with just these entries."""
        return self.links.download(file_format, **self.filters.query())


def record_page(  # noqa: PLR0913 (what a page is made of)
    record: LearnerRecord,
    name: str,
    at: Moments,
    query: Query,
    links: Links,
    *,
    own: bool,
    credit: CreditDesk | None = None,
) -> RecordPage:
    """Read what the query asks for; raises InvalidParameter."""
    measure = Measure.MINUTES if query.get("measure", "") == Measure.MINUTES else Measure.ENTRIES
    number = page_number(query.get("page", ""))
    return RecordPage(record, filters_of(query), at, name, own, links, measure, number, credit)
