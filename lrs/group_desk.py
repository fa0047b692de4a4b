"""The desk of groups: reports of one group of the member list, of one calendar year, and which may be asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from lrs.database import Database
from lrs.errors import InvalidParameter, Violation
from lrs.report_desk import NAMES, Report, scope_of, whole_period
from lrs.reports import contributors, group_deeds, group_figures, group_mix
from lrs.reports.coverage import DAYS
from lrs.reports.experts import ANSWERS
from lrs.reports.figure import Figure
from lrs.reports.group_figures import Asked
from lrs.reports.groups import Group, People
from lrs.reports.leaders import ANY, DEEDS, LEADS
from lrs.roll import Roll
from lrs.storage.report_counts import Days, ReportCounts
from lrs.storage.report_groups import ReportGroups
from lrs.storage.report_rows import ReportRows
from lrs.storage.stores import Store
from lrs.transcripts.period import Period


class _Ground(NamedTuple):
    """What a report about a group is made from."""

    connection: Connection
    store_id: int
    roll: Roll
    asked: Asked
    today: int
    zone: ZoneInfo

    @property
    def rows(self) -> ReportGroups:
        return ReportGroups(self.connection, self.store_id, self.days)

    @property
    def counts(self) -> ReportCounts:
        return ReportCounts(self.connection, self.store_id, self.days)

    @property
    def days(self) -> Days:
        return Days(self.asked.scope.first, self.asked.scope.last)

    @property
    def members(self) -> People:
        return self.rows.people_ever() - self.roll.staff()


def groups(database: Database, store: Store) -> list[str]:
    """Give the groups that may be asked for, by name."""
    with database.reading() as connection:
        found = Roll(connection, database.dialect, store.id).groups()
    return sorted(group.name for group in found)


def report(
    database: Database, store: Store, name: str, group: str, period: Period, today: date
) -> Report:
    """Say what a report says of a group in the year in which a period ends; raises InvalidParameter."""
    if name not in MAKERS:
        raise _wrong(f"“{name}” is not kept by group; {', '.join(MAKERS)} are.")
    year = _year_of(whole_period(period, today))
    with database.reading() as connection:
        roll = Roll(connection, database.dialect, store.id)
        every = roll.groups()
        scope = scope_of(year, store)
        words = f"{scope.words}, of the group “{group}”"
        asked = Asked(_named(group, every), every, replace(scope, words=words))
        zone = ZoneInfo(store.time_zone)
        ground = _Ground(connection, store.id, roll, asked, today.toordinal(), zone)
        figures = MAKERS[name](ground)
        rows = ReportRows(connection, database.dialect, store.id)
        counted, waiting = rows.cursor().counted, rows.count_waiting()
    return Report(name, NAMES[name], figures, year, asked.scope, counted, waiting, group)


def _named(name: str, every: tuple[Group, ...]) -> Group:
    found = next((group for group in every if group.name == name), None)
    if found is None:
        raise _wrong("No group of five people or more in the member list has this name.")
    return found


def _year_of(period: Period) -> Period:
    """Years never overlap, so that no two reports differ by a few days."""
    year = (period.last or date.max).year
    return Period(date(year, 1, 1), date(year, 12, 31))


def _activity(ground: _Ground) -> tuple[Figure, ...]:
    return group_mix.activity(ground.rows.doings(), ground.asked)


def _ladder(ground: _Ground) -> tuple[Figure, ...]:
    return group_figures.ladder(ground.rows.beginners(), ground.asked)


def _coverage(ground: _Ground) -> tuple[Figure, ...]:
    last = min(ground.asked.scope.last, ground.today)
    counts = ReportCounts(ground.connection, ground.store_id, Days(last - DAYS + 1, last))
    staff = ground.roll.staff()
    near = counts.spoke_with(ground.roll.keys_of(staff))
    return group_figures.coverage(ground.members, counts.spoke(), near, ground.asked)


def _contributors(ground: _Ground) -> tuple[Figure, ...]:
    made = ground.counts.made(contributors.KINDS)
    return group_deeds.contributors(ground.members, made, ground.asked)


def _clips(ground: _Ground) -> tuple[Figure, ...]:
    watched = ground.counts.made(frozenset({"clip-view"}))
    return group_deeds.clips(ground.members, watched, ground.asked)


def _answers(ground: _Ground) -> tuple[Figure, ...]:
    opened = ground.rows.opened(ground.zone)
    return group_deeds.answers(ground.members, opened, ground.counts.made(ANSWERS), ground.asked)


def _leaders(ground: _Ground) -> tuple[Figure, ...]:
    standings = ground.roll.standings().items()
    active = {
        ANY: ground.rows.active(),
        **{name: ground.counts.made(k) for name, k in DEEDS.items()},
    }
    leading = frozenset(person for person, s in standings if s.roles & LEADS)
    return group_deeds.leaders(leading, active, ground.asked)


def _return(ground: _Ground) -> tuple[Figure, ...]:
    return group_deeds.came(ground.rows.beginners(), ground.today, ground.asked)


def _wrong(message: str) -> InvalidParameter:
    return InvalidParameter(Violation("group", message, "hallway"))


MAKERS: dict[str, Callable[[_Ground], tuple[Figure, ...]]] = {
    "activity": _activity,
    "ladder": _ladder,
    "coverage": _coverage,
    "leaders": _leaders,
    "contributors": _contributors,
    "answers": _answers,
    "clips": _clips,
    "return": _return,
}
