"""Figures of a group in one calendar year that count people: one and done, and coverage."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from lrs.reports.activity import TOO_FEW
from lrs.reports.coverage import DAYS
from lrs.reports.facts import Steps
from lrs.reports.figure import Column, Figure, Row, Scope, Unit, percent
from lrs.reports.groups import Group, People, telling
from lrs.reports.ladder import YEAR, came_again, within_year

_KEPT_BACK = (
    "Kept back",
    (
        "a row stands here only if it, the same row of everybody else, and whatever can be worked out from "
        "both and from the rows of other groups, is about nobody or about five people at least"
    ),
)


class Asked(NamedTuple):
    """The group that is asked for, all groups in their order, and the days."""

    group: Group
    groups: Sequence[Group]
    scope: Scope

    def may_show(self, *parts: People) -> bool:
        """Say whether a row of the group may be shown that is about these people of everybody."""
        return self.group.name in telling(self.groups, *parts)


def ladder(steps: Mapping[UUID, Steps], asked: Asked) -> tuple[Figure, ...]:
    """Give who of the group first came in the year, and which steps they took within twelve months."""
    first = frozenset(steps)
    again = frozenset(p for p, s in steps.items() if came_again(s))
    between = frozenset(p for p in again if steps[p].between is not None)
    taken = {
        "First course or event": (first,),
        "Came again": (again, first - again),
        "Learned in between": (between, again - between, first - again),
        "Contributed": both(first, (p for p, s in steps.items() if within_year(s, s.contributed))),
        "Took part in mentoring": both(
            first, (p for p, s in steps.items() if within_year(s, s.mentored))
        ),
    }
    return (
        people_by_row(
            asked,
            ("ladder", "One and done", "From a first course or event to a mentor"),
            taken,
            "people who first came in the period",
            ("One and done", f"no second course or event within {YEAR} days of the first"),
        ),
    )


def coverage(
    members: People, spoke: Mapping[UUID, bool], near: People, asked: Asked
) -> tuple[Figure, ...]:
    """Say who of the group spoke with somebody; `spoke` says whether the other side told it too."""
    talked = members & spoke.keys()
    sure = frozenset(person for person in talked if spoke[person])
    beside, silent = talked & near, members - talked
    taken = {
        "Members": (members,),
        "At least one talk or mentoring": (talked, silent),
        "of these confirmed": (sure, talked - sure, silent),
        "with the staff": (beside, talked - beside, silent),
    }
    return (
        people_by_row(
            asked,
            ("coverage", "Coverage", f"Two-way contacts in {DAYS} days"),
            taken,
            "members",
            (
                "Members",
                "everybody of the group with a record, without the staff of the member list",
            ),
        ),
    )


def both(whole: People, some: Iterable[UUID]) -> tuple[People, People]:
    part = frozenset(some)
    return part, whole - part


def people_by_row(
    asked: Asked,
    called: tuple[str, str, str],
    taken: Mapping[str, tuple[People, ...]],
    of: str,
    word: tuple[str, str],
) -> Figure:
    """Count people: the first part of each row in the group, as a share of the first row."""
    (first, *_), *_ = taken.values()
    whole = len(first & asked.group.people) if asked.may_show(first) else 0
    rows = tuple(
        _counted(name, len(parts[0] & asked.group.people), whole)
        if whole and asked.may_show(*parts)
        else kept_back(name)
        for name, parts in taken.items()
    )
    finding = f"{whole} {of} are of the group." if whole else TOO_FEW
    columns = (Column("people", Unit.PEOPLE), Column("of all", Unit.PERCENT))
    return figure(asked, called, finding, (whole, of), columns, rows, word)


def figure(
    asked: Asked,
    called: tuple[str, str, str],
    finding: str,
    counted: tuple[int, str],
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    *words: tuple[str, str],
) -> Figure:
    name, title, note = called
    definition = (*words, ("Group", asked.group.name), _KEPT_BACK, ("Period", asked.scope.words))
    return Figure(name, title, note, finding, *counted, columns, rows, definition)


def _counted(name: str, count: int, whole: int) -> Row:
    return Row(name, (count, percent(count, whole)))


def kept_back(name: str) -> Row:
    return Row(name, (None, None), hidden=True)
