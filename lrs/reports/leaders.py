"""Leaders: in how many member organisations a director takes part, beside a published band."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from lrs.reports import teams
from lrs.reports.figure import FEWEST, Bar, Chart, Column, Figure, Mark, Row, Scope, Unit, percent
from lrs.reports.intervals import wilson
from lrs.reports.suppression import suppressed

LEADS = frozenset({"director", "partner", "leader", "head", "principal"})
STAFF = frozenset({"staff", "employee"})
ANY = "Any kind"
DEEDS = {
    "Watched": frozenset({"clip-view"}),
    "Commented": frozenset({"comment", "reply", "post", "question", "answer"}),
    "Mentored": frozenset({"mentoring"}),
    "Recorded a clip": frozenset({"clip"}),
}
_BOTTOM, _TOP = (28.0, 44.0), (52.0, 62.0)


class Standing(NamedTuple):
    """What the member list says of a person: the organisation or unit, and the roles in lower case."""

    unit: str
    roles: frozenset[str]


def figures(
    members: Mapping[UUID, Standing], active: Mapping[str, Collection[UUID]], scope: Scope
) -> tuple[Figure, ...]:
    """`active` says who did anything in the period ("Any kind"), and who did each of DEEDS."""
    led = {m.unit for m in members.values() if m.unit and m.roles & LEADS}
    counts = {name: len(_units(members, active.get(name, ()))) for name in (ANY, *DEEDS)}
    units = ((m.unit, bool(m.roles & LEADS), each) for each, m in members.items() if m.unit)
    return (_adoption(counts, len(led), scope), *teams.figures(units, active.get(ANY, ()), scope))


def _units(members: Mapping[UUID, Standing], people: Iterable[UUID]) -> set[str]:
    """Give the units of the leaders among these people."""
    known = (members[person] for person in people if person in members)
    return {m.unit for m in known if m.unit and m.roles & LEADS}


def _adoption(counts: Mapping[str, int], n: int, scope: Scope) -> Figure:
    any_kind = counts[ANY]
    low, high = wilson(any_kind, n)
    rows = [Row(name, (count, percent(count, n))) for name, count in counts.items()]
    few = n < FEWEST
    shown = suppressed(rows, [n if few else FEWEST] * len(rows), total_is_shown=False)
    return Figure(
        "leaders",
        "Leaders",
        "Do directors take part?",
        "The member list names no directors yet."
        if not n
        else f"In {any_kind} of {n} member organisations at least one director was active.",
        n,
        "member organisations with a director",
        (Column("organisations", Unit.NUMBER), Column("of all", Unit.PERCENT)),
        shown,
        (
            (
                "Organisations",
                (
                    f"n = {n} units of the member list that have a director, partner, leader, head or "
                    f"principal. 95 % interval of any kind: {100 * low:.0f} to {100 * high:.0f} %"
                ),
            ),
            (
                "Bands",
                (
                    "from a published survey: share of organisations whose directors use e-learning. Top third "
                    "by impact 52 % and by availability 62 %; bottom third 28 % and 44 %. A band of organisations "
                    "to compare with, never a target, and no share of your directors"
                ),
            ),
            ("Period", scope.words),
        ),
        Chart(
            tuple(
                Bar(row.name, f"{row.values[0]} of {n}", (("", float(row.values[1] or 0)),))
                for row in shown
                if not row.hidden
            )
            if n
            else (),
            (Mark(_BOTTOM[0], "bottom third", _BOTTOM[1]), Mark(_TOP[0], "top third", _TOP[1])),
        ),
    )
