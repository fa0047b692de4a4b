"""Clips: how much of them people watch, by how long they are."""

from collections.abc import Sequence
from typing import NamedTuple

from lrs.reports.figure import (
    FEWEST,
    Bar,
    Chart,
    Column,
    Dot,
    Figure,
    Row,
    Scatter,
    Scope,
    Unit,
)
from lrs.reports.suppression import suppressed

_LENGTHS = ((1, "up to 1 min"), (2, "1 to 2 min"), (3, "2 to 3 min"), (5, "3 to 5 min"))
_MOST = 50
_LONGER = ((10, "5 to 10 min"), (float("inf"), "over 10 min"))


class Watched(NamedTuple):
    """A clip: its length in seconds, its viewers, and the mean share that they saw, as part of one."""

    url: str
    title: str
    seconds: float
    viewers: int
    mean: float


def figures(watched: Sequence[Watched], scope: Scope) -> tuple[Figure, ...]:
    return (_by_length(watched, scope), _each(watched, scope))


def _by_length(watched: Sequence[Watched], scope: Scope) -> Figure:
    rows, viewings, above = [], [], 0.0
    for limit, name in (*_LENGTHS, *_LONGER):
        clips = [c for c in watched if above < c.seconds <= 60 * limit]
        seen = sum(c.viewers for c in clips)
        share = sum(c.mean * c.viewers for c in clips) / seen if seen else None
        rows.append(Row(name, (len(clips), seen, _percent(share)), (("kind", "clip-view"),)))
        viewings.append(seen)
        above = 60 * limit
    shown = suppressed(rows, viewings, total_is_shown=True)
    n = sum(viewings)
    return Figure(
        "lengths",
        "Clip length and watched share",
        "Do long clips lose people?",
        f"{n} viewings of {len(watched)} clips whose length is known.",
        n,
        "viewings, each one person and one clip",
        (
            Column("clips", Unit.NUMBER),
            Column("viewings", Unit.NUMBER),
            Column("mean share watched", Unit.PERCENT),
        ),
        shown,
        (
            (
                "Share",
                "of the length of the clip that a person saw, each second once, in all sittings",
            ),
            ("Length", "as the first statement says that gives it; clips without are left out"),
            ("Care", "long clips differ in much else: association, not cause"),
            ("Period", f"last watched {scope.words}"),
        ),
        Chart(
            tuple(
                Bar(row.name, f"{row.values[1]} viewings", (("informal", _share(row)),))
                for row in shown
                if not row.hidden and row.values[1]
            )
        ),
    )


def _each(watched: Sequence[Watched], scope: Scope) -> Figure:
    known = [c for c in watched if c.viewers >= FEWEST][:_MOST]
    return Figure(
        "clips",
        "Clips",
        f"The {_MOST} clips that most people watched",
        f"{len(known)} of {len(watched)} clips have at least {FEWEST} viewers.",
        len(known),
        "clips",
        (
            Column("minutes long", Unit.MINUTES),
            Column("viewers", Unit.PEOPLE),
            Column("mean share watched", Unit.PERCENT),
        ),
        tuple(Row(c.title or c.url, (c.seconds / 60, c.viewers, _percent(c.mean))) for c in known),
        (
            (
                "Each dot",
                "a clip: how long, what mean share was seen; as large as its viewers are many",
            ),
            ("Left out", f"clips with fewer than {FEWEST} viewers"),
            ("Care", "long clips differ in much else: association, not cause"),
            ("Period", scope.words),
        ),
        scatter=_scatter(known) if known else None,
    )


def _scatter(known: Sequence[Watched]) -> Scatter:
    """Set the length of each clip against the share that people saw of it."""
    dots = tuple(Dot(c.title or c.url, c.seconds / 60, 100 * c.mean, c.viewers) for c in known)
    widest = max(1.0, *(dot.across for dot in dots))
    return Scatter(dots, widest, "minutes long", "mean share watched")


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _share(row: Row) -> float:
    share = row.values[2]
    return float(share) if isinstance(share, int | float) else 0.0
