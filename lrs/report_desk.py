"""The desk of reports: which there are, what each says of some days, and who stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lrs.database import Database
from lrs.errors import InvalidParameter, NotFound, Violation
from lrs.reports import (
    activity,
    answers,
    clips,
    contributors,
    coverage,
    ladder,
    leaders,
    reach,
    roi,
)
from lrs.reports import budget as budgets
from lrs.reports.facts import start_of
from lrs.reports.figure import Figure, Scope
from lrs.roll import Roll
from lrs.storage.budget import Budget
from lrs.storage.report_counts import Days, ReportCounts
from lrs.storage.report_openings import ReportOpenings
from lrs.storage.report_people import Behind, ReportPeople, Sought
from lrs.storage.report_reach import ReportReach
from lrs.storage.report_rows import ReportRows
from lrs.storage.stores import Store
from lrs.transcripts.period import Period

NAMES = {
    "activity": "Activity",
    "budget": "Budget",
    "ladder": "One and done",
    "coverage": "Coverage",
    "leaders": "Leaders",
    "contributors": "Contributors",
    "answers": "Answers",
    "clips": "Clips",
    "return": "Return",
}
_A_YEAR = timedelta(days=365)


class Report(NamedTuple):
    """One report: its figures, its days, when people were last counted, and how many wait for that.

    `group` is the one of the member list that it is about, "" for everybody.
    """

    name: str
    title: str
    figures: tuple[Figure, ...]
    period: Period
    scope: Scope
    counted: int
    waiting: int
    group: str = ""


class _Ground(NamedTuple):
    """What a report is made from."""

    database: Database
    connection: Connection
    store: Store
    counts: ReportCounts
    scope: Scope
    today: int


def report(database: Database, store: Store, name: str, period: Period, today: date) -> Report:
    """Say what a report says of some days, by default of the last twelve months; raises NotFound."""
    if name not in NAMES:
        raise NotFound(f"There is no report “{name}”; there are {', '.join(NAMES)}.")
    whole = whole_period(period, today)
    scope = scope_of(whole, store)
    with database.reading() as connection:
        rows = ReportRows(connection, database.dialect, store.id)
        counts = ReportCounts(connection, store.id, Days(scope.first, scope.last))
        ground = _Ground(database, connection, store, counts, scope, today.toordinal())
        figures = _MAKERS[name](ground)
        counted, waiting = rows.cursor().counted, rows.count_waiting()
    return Report(name, NAMES[name], figures, whole, scope, counted, waiting)


def behind(
    database: Database, store: Store, sought: Sought, begin: int, limit: int, *, silent: bool
) -> Sequence[Behind]:
    """Give who stands behind a figure, or who spoke with nobody."""
    with database.reading() as connection:
        people = ReportPeople(connection, store.id)
        return (people.silent if silent else people.behind)(sought, begin, limit)


def whole_period(period: Period, today: date) -> Period:
    """Close a period on both sides; raises InvalidParameter when it ends before it begins."""
    last = period.last or today
    first = period.first or last - _A_YEAR
    if first > last:
        message = f"The period ends on {last}, before it begins on {first}."
        raise InvalidParameter(Violation("until", message, "hallway"))
    return Period(first, last)


def scope_of(period: Period, store: Store) -> Scope:
    first, last = period.first or date.min, period.last or date.max
    words = f"{words_of(first)} to {words_of(last)}, days in {store.time_zone}"
    return Scope(first.toordinal(), last.toordinal(), store.time_zone, words)


def words_of(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _activity(ground: _Ground) -> tuple[Figure, ...]:
    reached = reach.reach(_crowds(ground))
    return activity.figures(ground.counts.totals(), reached, ground.scope)


def _budget(ground: _Ground) -> tuple[Figure, ...]:
    return budgets.figures(Budget(ground.connection, ground.store.id).lines())


def _ladder(ground: _Ground) -> tuple[Figure, ...]:
    return ladder.figures(ground.counts.beginners(), ground.scope, ground.today)


def _coverage(ground: _Ground) -> tuple[Figure, ...]:
    last = ground.scope.last
    days = Days(last - coverage.DAYS + 1, last)
    counts = ReportCounts(ground.connection, ground.store.id, days)
    roll = _roll(ground)
    staff = roll.staff()
    touch = counts.in_touch(staff, roll.keys_of(staff))
    words = f"{words_of(date.fromordinal(days.first))} to {words_of(date.fromordinal(last))}"
    scope = replace(ground.scope, words=words)
    return coverage.figures(touch, counts.people_ever(), len(staff), scope)


def _leaders(ground: _Ground) -> tuple[Figure, ...]:
    standings, crowds = _roll(ground).standings(), _crowds(ground)
    numbers = ReportReach(ground.connection, ground.store.id).numbers()
    wanted = {leaders.ANY: frozenset[str](), **leaders.DEEDS}
    bits = {name: reach.everybody(crowds, kinds) for name, kinds in wanted.items()}
    active = {
        name: [person for person in standings if reach.has(each, numbers.get(person))]
        for name, each in bits.items()
    }
    return leaders.figures(standings, active, ground.scope)


def _contributors(ground: _Ground) -> tuple[Figure, ...]:
    quarters = {
        name: ReportCounts(ground.connection, ground.store.id, days).made(contributors.KINDS)
        for name, days in _quarters(Days(ground.scope.first, ground.scope.last))
    }
    return contributors.figures(quarters, _roll(ground).staff(), ground.scope)


def _answers(ground: _Ground) -> tuple[Figure, ...]:
    return answers.figures(_asked(ground), ground.scope)


def _clips(ground: _Ground) -> tuple[Figure, ...]:
    return clips.figures(ground.counts.watched(), ground.scope)


def _return(ground: _Ground) -> tuple[Figure, ...]:
    lines = Budget(ground.connection, ground.store.id).lines()
    answered = sum(waits.answered for waits in _asked(ground))
    costs = roi.Costs(lines, ground.counts.totals(), answered)
    year = date.fromordinal(ground.scope.last).year
    return roi.figures(costs, ground.counts.beginners(), ground.scope, year, ground.today)


_MAKERS: dict[str, Callable[[_Ground], tuple[Figure, ...]]] = {
    "activity": _activity,
    "budget": _budget,
    "ladder": _ladder,
    "coverage": _coverage,
    "leaders": _leaders,
    "contributors": _contributors,
    "answers": _answers,
    "clips": _clips,
    "return": _return,
}


def _asked(ground: _Ground) -> Sequence[answers.Waits]:
    zone = ZoneInfo(ground.store.time_zone)
    first = start_of(ground.scope.first, zone)
    until = start_of(ground.scope.last + 1, zone)
    openings = ReportOpenings(ground.connection, ground.store.id)
    return [openings.waits(kind, first, until) for kind in answers.NAMES]


def _crowds(ground: _Ground) -> list[reach.Crowd]:
    kept = ReportReach(ground.connection, ground.store.id)
    return kept.crowds(ground.scope.first, ground.scope.last)


def _roll(ground: _Ground) -> Roll:
    return Roll(ground.connection, ground.database.dialect, ground.store.id)


def _quarters(days: Days) -> list[tuple[str, Days]]:
    """Part some days into the quarters of the calendar."""
    found, begin = [], days.first
    while begin <= days.last:
        day = date.fromordinal(begin)
        quarter = (day.month - 1) // 3
        following = date(day.year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1).toordinal()
        found.append((f"{day.year} Q{quarter + 1}", Days(begin, min(following - 1, days.last))))
        begin = following
    return found
