"""Results, and scores within their bounds."""

import pytest

from tests.unit.xapi.full_statement import everywhere

GOOD: list[tuple[str, object]] = [
    ("/result", {}),
    ("/result/score", {}),
    ("/result/score", {"scaled": -1}),
    ("/result/score", {"scaled": 1.0}),
    ("/result/score", {"raw": -7}),
    ("/result/score", {"raw": 5, "min": 5, "max": 6}),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/result", [], "/result"),
    ("/result/grade", 1, "/result/grade"),
    ("/result/success", "true", "/result/success"),
    ("/result/completion", 1, "/result/completion"),
    ("/result/response", 5, "/result/response"),
    ("/result/response", None, "/result/response"),
    ("/result/duration", "P4W1D", "/result/duration"),
    ("/result/duration", 12345, "/result/duration"),
    ("/result/extensions", {"x": 1}, "/result/extensions/x"),
    ("/result/score", 5, "/result/score"),
    ("/result/score/percent", 5, "/result/score/percent"),
    ("/result/score/scaled", 1.01, "/result/score/scaled"),
    ("/result/score/scaled", -1.00001, "/result/score/scaled"),
    ("/result/score/scaled", "0.5", "/result/score/scaled"),
    ("/result/score/raw", 10.5, "/result/score/raw"),
    ("/result/score/raw", -1, "/result/score/raw"),
    ("/result/score/raw", True, "/result/score/raw"),
    ("/result/score", {"min": 1, "max": 1}, "/result/score/min"),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4
