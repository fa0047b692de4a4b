"""Cells of fewer than five people are kept back, also by subtraction; intervals are those of the textbooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.reports.contributors import gini
from lrs.reports.figure import FEWEST, Row
from lrs.reports.intervals import difference, wilson
from lrs.reports.suppression import hidden, suppressed


@pytest.mark.parametrize(
    ("people", "total_is_shown", "expected"),
    [
        ([10, 20, 30], True, set()),
        ([10, 4, 30], False, {1}),
        ([10, 4, 30], True, {0, 1}),  # 4 would be the total less the others
        ([3, 4, 30], True, {0, 1}),
        ([0, 0, 30], True, set()),  # nobody is nobody
        ([4], True, {0}),
    ],
)
def test_small_cells_are_kept_back(people, total_is_shown, expected):
    assert hidden(people, total_is_shown=total_is_shown) == expected


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_small_cell_can_be_worked_out(people):
    kept_back = hidden(people, total_is_shown=True)
    assert all(i in kept_back for i, count in enumerate(people) if 0 < count < FEWEST)
    others = [i for i, count in enumerate(people) if count and i not in kept_back]
    assert len(kept_back) != 1 or not others


def test_a_row_that_is_kept_back_has_no_number_and_leads_nowhere():
    [row] = suppressed([Row("few", (3, 12.5), (("kind", "talk"),))], [3], total_is_shown=False)
    assert (row.values, row.behind, row.hidden) == ((None, None), (), True)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (0, 0, 0.0, 1.0)],
)
def test_wilson(hits, n, low, high):
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I."""
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.0001)


def test_difference():
    """Newcombe (1998), Interval estimation for the difference, table II, method 10."""
    assert difference((56, 70), (48, 80)) == pytest.approx((0.0524, 0.3339), abs=0.0001)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [([], None), ([3, 3, 3], 0.0), ([0, 0, 0, 8], 0.75), ([1, 2, 3, 4], 0.25)],
)
def test_gini(amounts, expected):
    assert gini(amounts) == (expected if expected is None else pytest.approx(expected))
