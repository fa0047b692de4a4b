"""Suppression: cells of fewer than five people are kept back, and so is what would give them away."""

from collections.abc import Sequence
from dataclasses import replace

from lrs.reports.figure import FEWEST, Row


def hidden(people: Sequence[int], *, total_is_shown: bool) -> frozenset[int]:
    """Say which of these cells to keep back.

    A single hidden cell beside a total could be worked out, so the smallest other one is hidden with it.
    """
    small = {i for i, count in enumerate(people) if 0 < count < FEWEST}
    if total_is_shown and len(small) == 1:
        others = [i for i, count in enumerate(people) if i not in small and count]
        if others:
            small.add(min(others, key=lambda i: people[i]))
    return frozenset(small)


def suppressed(
    rows: Sequence[Row], people: Sequence[int], *, total_is_shown: bool
) -> tuple[Row, ...]:
    """Take the numbers out of rows that speak of fewer than five people."""
    kept_back = hidden(people, total_is_shown=total_is_shown)
    return tuple(_without_numbers(row) if i in kept_back else row for i, row in enumerate(rows))


def _without_numbers(row: Row) -> Row:
    return replace(row, values=(None,) * len(row.values), behind=(), hidden=True)
