"""Coverage: with how many people somebody has spoken in the last 90 days, and who is silent."""

from collections.abc import Sequence
from typing import NamedTuple

from lrs.reports.figure import Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.suppression import suppressed

DAYS = 90


class Touch(NamedTuple):
    """How many members spoke with somebody, how many talks of theirs another side confirmed, and with staff."""

    spoke: int
    confirmed: int
    with_staff: int


def figures(touch: Touch, people: int, staff: int, scope: Scope) -> tuple[Figure, ...]:
    """`people` is everybody who has a record, `staff` how many of them are of the staff."""
    members = people - staff
    counts = {"At least one talk or mentoring": touch.spoke, "of these confirmed": touch.confirmed}
    if staff:
        counts["with the staff"] = touch.with_staff
    rows = [
        Row(name, (count, percent(count, members)), (("kind", "talk"), ("kind", "mentoring")))
        for name, count in counts.items()
    ]
    shown = suppressed(rows, list(counts.values()), total_is_shown=False)
    return (
        Figure(
            "coverage",
            "Coverage",
            "Two-way contacts in 90 days",
            _finding(shown, touch.spoke, members),
            members,
            "members",
            (Column("members", Unit.PEOPLE), Column("of all members", Unit.PERCENT)),
            shown,
            (
                (
                    "Two-way contact",
                    (
                        "a talk or a mentoring session that either side told; messages that nobody answered "
                        "do not count"
                    ),
                ),
                ("Confirmed", "the other side told it too, or attested it"),
                ("Members", "everybody with a record, without the staff of the member list"),
                ("Period", f"{scope.words}: the {DAYS} days up to its last day"),
            ),
            Chart(
                tuple(
                    Bar(r.name, f"{r.values[0]} of {members}", (("informal", _share(r)),))
                    for r in shown
                    if not r.hidden
                )
            ),
        ),
    )


def _finding(rows: Sequence[Row], spoke: int, members: int) -> str:
    if members < 1:
        return "There are no members yet."
    if rows[0].hidden:
        return f"Too few of {members} members spoke with somebody to say how many."
    return f"{spoke} of {members} members spoke with somebody; {members - spoke} are silent."


def _share(row: Row) -> float:
    share = row.values[1]
    return float(share) if isinstance(share, int | float) else 0.0
