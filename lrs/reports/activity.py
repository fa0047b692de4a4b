"""Activity mix: acts, minutes and people by formality, as three figures that are never added up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lrs.record.entry import Formality, TimeBasis
from lrs.record.kinds import KINDS
from lrs.record.shares import percentages
from lrs.reports.figure import Bar, Chart, Column, Figure, Mark, Row, Scope, Unit, percent
from lrs.reports.reach import Reach
from lrs.reports.suppression import suppressed

INFORMAL_LINE = 90.0
TOO_FEW = "Too few people to say."


class Total(NamedTuple):
    """Sums of all people: entries, statements and milliseconds of one kind, formality and time basis."""

    kind: str
    formality: str
    basis: str
    entries: int
    statements: int
    milliseconds: int


def figures(totals: Sequence[Total], reach: Reach, scope: Scope) -> tuple[Figure, ...]:
    """Give acts, minutes and people, and all three by kind."""
    return (
        _acts(totals, reach, scope),
        _minutes(totals, reach, scope),
        _people(reach, scope),
        _kinds(totals, reach, scope),
    )


def _acts(totals: Iterable[Total], reach: Reach, scope: Scope) -> Figure:
    given = list(totals)
    acts = _by_formality((t.formality, t.entries) for t in given)
    whole = int(sum(acts.values()))
    statements = sum(t.statements for t in given)
    shares = dict(zip(acts, percentages(list(acts.values())), strict=True))
    rows = _rows(acts, whole, reach)
    return Figure(
        "acts",
        "Acts",
        "What people did, by count",
        _said(rows, f"By count, {shares[Formality.INFORMAL]} % of what people did was informal.")
        if whole
        else "Nobody did anything in this period.",
        whole,
        "acts",
        (Column("acts", Unit.ENTRIES), Column("share of acts", Unit.PERCENT)),
        rows,
        (
            (
                "Act",
                (
                    "an entry of a record: one course, one clip watched, one talk, one thread "
                    "replied to. It counts on the day on which it ended, however long it took"
                ),
            ),
            ("n", f"{whole} acts held by {statements} statements of {reach.people} people"),
            (
                "90 %",
                (
                    "a figure often quoted for the informal share of learning at work. It is about acts, so "
                    "it is drawn here and nowhere else"
                ),
            ),
            ("Period", scope.words),
        ),
        _stack("Acts", acts, rows, Mark(100 - INFORMAL_LINE, "90 % informal from here")),
    )


def _minutes(totals: Iterable[Total], reach: Reach, scope: Scope) -> Figure:
    given = list(totals)
    measured = [t for t in given if t.basis == TimeBasis.MEASURED]
    minutes = _by_formality((t.formality, t.milliseconds / 60_000) for t in measured)
    whole = sum(minutes.values())
    shares = dict(zip(minutes, percentages(list(minutes.values())), strict=True))
    rows = _rows(minutes, whole, reach)
    left_out = sum(t.milliseconds for t in given if t.basis != TimeBasis.MEASURED) / 60_000
    return Figure(
        "minutes",
        "Minutes, measured",
        "How long it took, where a system measured it",
        _said(rows, f"By measured time, {shares[Formality.INFORMAL]} % was informal.")
        if whole
        else "No minute was measured in this period.",
        sum(t.entries for t in measured),
        "acts with measured minutes",
        (Column("minutes", Unit.MINUTES), Column("share of minutes", Unit.PERCENT)),
        rows,
        (
            (
                "Minutes",
                f"measured only: {whole:.0f}. Estimated and claimed minutes, {left_out:.0f}, are left out",
            ),
            ("Period", scope.words),
        ),
        _stack("Minutes", minutes, rows),
    )


def _people(reach: Reach, scope: Scope) -> Figure:
    counts = _by_formality(reach.by_formality.items())
    informal = int(counts[Formality.INFORMAL])
    rows = [
        Row(name, (int(count), percent(count, reach.people)), (("formality", name),))
        for name, count in counts.items()
    ]
    shown = suppressed(rows, [int(c) for c in counts.values()], total_is_shown=False)
    return Figure(
        "people",
        "People reached",
        "Shares overlap, so they are not stacked.",
        f"{informal} of {reach.people} active people learned something informally."
        if not shown[-1].hidden
        else TOO_FEW,
        reach.people,
        "active people",
        (Column("people", Unit.PEOPLE), Column("share of active people", Unit.PERCENT)),
        shown,
        (
            (
                "People",
                "who have at least one act in the period; a person may be in all three rows",
            ),
            ("Period", scope.words),
        ),
        Chart(
            tuple(
                Bar(row.name, f"{row.values[0]} of {reach.people}", ((row.name, _number(row)),))
                for row in shown
                if not row.hidden
            )
        ),
    )


def _kinds(totals: Iterable[Total], reach: Reach, scope: Scope) -> Figure:
    sums: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    column = {b: i for i, b in enumerate(TimeBasis)}
    for total in totals:
        row = sums[total.kind, total.formality]
        row[0] += total.entries
        row[1] += total.statements
        if total.basis:
            row[2 + column[TimeBasis(total.basis)]] += total.milliseconds / 60_000
    order = {kind: number for number, kind in enumerate(KINDS)}
    keys = sorted(sums, key=lambda key: (order.get(key[0], len(order)), key))
    people = [reach.by_kind.get(key, 0) for key in keys]
    rows = [
        Row(
            f"{_name(kind)}, {formality}",
            (int(sums[kind, formality][0]), *sums[kind, formality][2:], count),
            (("formality", formality), ("kind", kind)),
        )
        for (kind, formality), count in zip(keys, people, strict=True)
    ]
    return Figure(
        "kinds",
        "By kind",
        "The same acts, minutes and people once more",
        f"{len(keys)} kinds of learning.",
        int(sum(row[0] for row in sums.values())),
        "acts",
        (
            Column("acts", Unit.ENTRIES),
            *(Column(f"minutes {basis}", Unit.MINUTES) for basis in TimeBasis),
            Column("people", Unit.PEOPLE),
        ),
        _within_formality(keys, rows, people),
        (
            ("Rows", "a column is never added to its neighbour: acts, minutes and people differ"),
            ("Period", scope.words),
        ),
    )


def _within_formality(
    keys: Sequence[tuple[str, str]], rows: Sequence[Row], people: Sequence[int]
) -> tuple[Row, ...]:
    """Keep rows back by formality, since the acts and minutes of each formality stand above."""
    kept: dict[int, Row] = {}
    for formality in dict.fromkeys(f for _, f in keys):
        places = [place for place, (_, f) in enumerate(keys) if f == formality]
        its = suppressed(
            [rows[place] for place in places],
            [people[place] for place in places],
            total_is_shown=True,
        )
        kept |= dict(zip(places, its, strict=True))
    return tuple(kept[place] for place in range(len(rows)))


def _rows(values: Mapping[str, float], whole: float, reach: Reach) -> tuple[Row, ...]:
    rows = [
        Row(name, (value, percent(value, whole)), (("formality", name),))
        for name, value in values.items()
    ]
    people = [reach.by_formality.get(name, 0) for name in values]
    return suppressed(rows, people, total_is_shown=True)


def _said(rows: Iterable[Row], finding: str) -> str:
    """Say nothing of shares from which a row that is kept back could be worked out."""
    return TOO_FEW if any(row.hidden for row in rows) else finding


def _stack(name: str, values: Mapping[str, float], rows: Iterable[Row], *marks: Mark) -> Chart:
    if any(row.hidden for row in rows):
        return Chart(())
    per_cents = percentages(list(values.values()))
    parts = tuple((n, float(p)) for n, p in zip(values, per_cents, strict=True))
    return Chart((Bar(name, "", parts),) if any(per_cents) else (), marks)


def _by_formality(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {str(f): 0 for f in Formality}
    for name, value in pairs:
        found[name] += value
    return found


def _number(row: Row) -> float:
    share = row.values[1]
    return float(share) if isinstance(share, int | float) else 0.0


def _name(kind: str) -> str:
    return KINDS[kind].many if kind in KINDS else kind
