"""Contributors: members who make what is learned from, for each author of the staff, and how wide it is spread."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from lrs.reports.figure import FEWEST, Bar, Chart, Column, Figure, Row, Scope, Unit, percent
from lrs.reports.suppression import suppressed

KINDS = frozenset({"clip", "answer"})
REFERENCE = 100 / 12
_MOST = 5


def gini(amounts: Sequence[float]) -> float | None:
    """0 when all made the same, near 1 when one made all; None of nobody."""
    ordered, whole = sorted(amounts), sum(amounts)
    if not whole:
        return None
    n = len(ordered)
    weighted = sum((2 * i - n - 1) * amount for i, amount in enumerate(ordered, 1))
    return weighted / (n * whole)


def figures(
    quarters: Mapping[str, Mapping[UUID, int]], staff: Collection[UUID], scope: Scope
) -> tuple[Figure, ...]:
    """`quarters` say how many things each person made in each."""
    made: dict[UUID, int] = {}
    for people in quarters.values():
        for person, count in people.items():
            made[person] = made.get(person, 0) + count
    return (_leverage(quarters, made, staff, scope), _spread(made, scope))


def _leverage(
    quarters: Mapping[str, Mapping[UUID, int]],
    made: Mapping[UUID, int],
    staff: Collection[UUID],
    scope: Scope,
) -> Figure:
    rows, sizes = [], []
    for name, people in quarters.items():
        members, own = _parted(people, staff)
        rows.append(Row(name, (members, own, _ratio(members, own))))
        sizes.append(members)
    members, own = _parted(made, staff)
    ratio = _ratio(members, own)
    return Figure(
        "leverage",
        "Contributors for each staff author",
        "Who makes what is learned from",
        f"{members} members and {own} of the staff made something"
        + (
            f": {ratio} to 1." if ratio else ". Without staff in the member list there is no ratio."
        ),
        len(made),
        "people who made something",
        (
            Column("members", Unit.PEOPLE),
            Column("staff", Unit.PEOPLE),
            Column("members for each of the staff", Unit.RATIO),
        ),
        suppressed(rows, sizes, total_is_shown=True),
        (
            ("People", "who made a clip or answered a question in the quarter"),
            ("Staff", f"{len(staff)} people who are staff or employee in the member list"),
            (
                "Reference",
                (
                    f"100 customers to 12 staff, {REFERENCE:.1f} to 1, from a published case of an "
                    "accounting-software company"
                ),
            ),
            ("Period", f"{scope.words}, quarter by quarter"),
        ),
    )


def _spread(made: Mapping[UUID, int], scope: Scope) -> Figure:
    amounts = sorted(made.values(), reverse=True)
    whole, index = sum(amounts), gini(amounts)
    top = sum(amounts[:_MOST])
    enough = len(amounts) >= FEWEST + _MOST
    warning = sum(amounts[:3]) * 2 > whole > 0
    return Figure(
        "spread",
        "How wide the work is spread",
        "Things made, by person",
        f"{_MOST} of {len(amounts)} people made {100 * top / whole:.0f} % of {whole}."
        if enough
        else f"{len(amounts)} people made {whole}: too few to speak of a spread.",
        len(amounts),
        "people who made something",
        (
            Column("things made", Unit.NUMBER),
            Column("share of the five who made most", Unit.PERCENT),
            Column("Gini index", Unit.NUMBER),
        ),
        (
            Row(
                "All",
                (
                    whole,
                    percent(top, whole) if enough else None,
                    round(index, 2) if index is not None and enough else None,
                ),
                tuple(("kind", kind) for kind in sorted(KINDS)),
                hidden=not enough,
            ),
        ),
        (
            ("Gini index", "0 when all made the same, near 1 when one made all"),
            ("Warning", "appears when three people made more than half"),
            ("Period", scope.words),
        ),
        Chart((Bar("The five who made most", f"of {whole}", (("", 100 * top / whole),)),))
        if enough
        else None,
        ("Three people made more than half of it.",) if warning else (),
    )


def _parted(people: Mapping[UUID, int], staff: Collection[UUID]) -> tuple[int, int]:
    own = sum(person in staff for person in people)
    return len(people) - own, own


def _ratio(members: int, staff: int) -> float | None:
    return round(members / staff, 1) if staff else None
