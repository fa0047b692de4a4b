"""Charts as geometry: what is drawn stands in proportion and in order."""

import pytest

from lrs.record.entry import Formality
from lrs.web.charts import Bar, columns


def _bars(*values: tuple[float, float, float]) -> tuple[Bar, ...]:
    return columns([str(n) for n in range(len(values))], values).bars


def test_heights_are_in_proportion_and_the_stack_ends_at_the_axis() -> None:
    formal, informal = _bars((30, 0, 10))
    assert formal.height == pytest.approx(3 * informal.height)
    assert formal.y + formal.height == columns(["a"], [(30, 0, 10)]).foot
    assert informal.y + informal.height == pytest.approx(formal.y)


def test_the_order_is_formal_non_formal_informal_from_below() -> None:
    bars = _bars((1, 1, 1))
    assert [bar.formality for bar in bars] == list(Formality)
    assert sorted(bars, key=lambda bar: -bar.y) == list(bars)


def test_an_empty_month_leaves_a_gap() -> None:
    first, third = _bars((1, 0, 0), (0, 0, 0), (1, 0, 0))
    assert third.x - first.x == pytest.approx(100 * 2 / 3, abs=0.1)


@pytest.mark.parametrize("count", [1, 2, 13, 24])
def test_columns_stay_inside_the_drawing(count: int) -> None:
    bars = _bars(*[(5.0, 2.0, 1.0)] * count)
    assert min(bar.x for bar in bars) >= 0
    assert max(bar.x + bar.width for bar in bars) <= 100


@pytest.mark.parametrize("count", [1, 5, 12, 24])
def test_there_are_few_enough_labels_for_a_narrow_frame(count: int) -> None:
    chart = columns([str(n) for n in range(count)], [(1, 0, 0)] * count)
    assert 1 <= len(chart.labels) <= 4


@pytest.mark.parametrize(
    ("largest", "line"), [(0, "2"), (1, "2"), (3, "4"), (7, "8"), (11, "20"), (999, "1\u202f000")]
)
def test_the_upper_line_is_a_round_number_not_below_the_largest(largest: float, line: str) -> None:
    assert columns(["a"], [(largest, 0, 0)]).lines[-1].text == line


def test_no_months_make_no_bars() -> None:
    assert columns([], []).bars == ()
