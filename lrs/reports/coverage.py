"""Coverage: with how many people somebody has spoken in the last 90 days, and who is silent."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from lrs.reports.figure import Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.suppression import suppressed

DAYS = 90


class Touch(NamedTuple):
    """Contacts of the days by person: keys of the others, and whether a side confirmed another's word."""

    by_person: Mapping[UUID, tuple[frozenset[int], bool]]
    staff_keys: Collection[int]
    staff: Collection[UUID]


def figures(touch: Touch, people: int, scope: Scope) -> tuple[Figure, ...]:
    """`people` is everybody who has a record."""
    everybody = touch.by_person.items()
    spoke = {person for person, _ in everybody if person not in touch.staff}
    confirmed = {person for person, (_, sure) in everybody if sure and person in spoke}
    members = people - len(touch.staff)
    counts = {"At least one talk or mentoring": len(spoke), "of these confirmed": len(confirmed)}
    if touch.staff:
        counts["with the staff"] = sum(
            bool(others & set(touch.staff_keys)) for p, (others, _) in everybody if p in spoke
        )
    rows = [
        Row(name, (count, percent(count, members)), (("kind", "talk"), ("kind", "mentoring")))
        for name, count in counts.items()
    ]
    shown = suppressed(rows, list(counts.values()), total_is_shown=False)
    silent = members - len(spoke)
    return (
        Figure(
            "coverage",
            "Coverage",
            "Two-way contacts in 90 days",
            f"{len(spoke)} of {members} members spoke with somebody; {silent} are silent."
            if members > 0
            else "There are no members yet.",
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


def _share(row: Row) -> float:
    share = row.values[1]
    return float(share) if isinstance(share, int | float) else 0.0
