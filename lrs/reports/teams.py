"""Teams: whether others take part where their directors do, over all units and unit by unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from lrs.reports.figure import Column, Figure, Row, Scope, Unit, percent
from lrs.reports.suppression import suppressed

_ACTIVE = ("Active", "has at least one act in the period")
_CARE = ("Care", "units differ in much else: association, not cause")


class Side(NamedTuple):
    """Some people, and how many of them were active."""

    people: int
    active: int

    @property
    def share(self) -> float | None:
        return percent(self.active, self.people)


class Team(NamedTuple):
    """The directors of a unit, and everybody else in it."""

    leaders: Side
    others: Side

    @property
    def fewest(self) -> int:
        """Say of how few people its shares speak."""
        return min(self.leaders.people, self.others.people)


def figures(
    units: Iterable[tuple[str, bool, UUID]], active: Collection[UUID], scope: Scope
) -> tuple[Figure, ...]:
    """`units` says in which unit everybody is, and whether they lead it."""
    teams = _teams(units, frozenset(active))
    return (_together(teams, scope), _by_unit(teams, scope))


def _teams(units: Iterable[tuple[str, bool, UUID]], active: frozenset[UUID]) -> Mapping[str, Team]:
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for unit, leads, person in units:
        place = 0 if leads else 2
        counts[unit][place] += 1
        counts[unit][place + 1] += person in active
    every = {name: Team(Side(a, b), Side(c, d)) for name, (a, b, c, d) in sorted(counts.items())}
    return {name: team for name, team in every.items() if team.fewest}


def _together(teams: Mapping[str, Team], scope: Scope) -> Figure:
    """Set the teams of active directors beside the other teams: every share is of many people."""
    sides = {
        "A director was active": [t for t in teams.values() if t.leaders.active],
        "No director was active": [t for t in teams.values() if not t.leaders.active],
    }
    rows = [Row(name, _of_all(some)) for name, some in sides.items()]
    sizes = [sum(team.fewest for team in some) for some in sides.values()]
    return Figure(
        "teams",
        "Teams of active directors",
        "Do others take part where a director does?",
        f"{len(teams)} units have directors and others.",
        len(teams),
        "units",
        (
            Column("units", Unit.NUMBER),
            Column("others", Unit.PEOPLE),
            Column("others active", Unit.PERCENT),
        ),
        suppressed(rows, sizes, total_is_shown=False),
        (_ACTIVE, _CARE, ("Period", scope.words)),
    )


def _of_all(teams: Collection[Team]) -> tuple[int, int, float | None]:
    people, active = (sum(t.others[place] for t in teams) for place in (0, 1))
    return len(teams), people, percent(active, people)


def _by_unit(teams: Mapping[str, Team], scope: Scope) -> Figure:
    rows = [
        Row(name, (t.leaders.share, t.others.share, t.leaders.people + t.others.people))
        for name, t in teams.items()
    ]
    return Figure(
        "units",
        "Directors and their teams",
        "Active directors beside active others, unit by unit",
        f"{len(rows)} units have directors and others.",
        len(rows),
        "units",
        (
            Column("directors active", Unit.PERCENT),
            Column("others active", Unit.PERCENT),
            Column("people", Unit.PEOPLE),
        ),
        suppressed(rows, [t.fewest for t in teams.values()], total_is_shown=False),
        (
            _ACTIVE,
            _CARE,
            ("Kept back", "units with fewer than five directors, or fewer than five others"),
            ("Period", scope.words),
        ),
    )
