"""What a Verb consists of."""

import pytest

from tests.unit.xapi.full_statement import ABSENT, everywhere

GOOD: list[tuple[str, object]] = [
    ("/verb/display", ABSENT),
    ("/verb/id", "http://example.com/فعل/خواندن"),
    ("/verb/id", "tag:example.com,2026:verb"),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/verb", ABSENT, "/verb"),
    ("/verb", "completed", "/verb"),
    ("/verb/id", ABSENT, "/verb/id"),
    ("/verb/id", "completed", "/verb/id"),
    ("/verb/id", "ab=c://should.fail.com", "/verb/id"),
    ("/verb/id", "http://example.com/a b", "/verb/id"),
    ("/verb/id", "", "/verb/id"),
    ("/verb/id", 5, "/verb/id"),
    ("/verb/display", "completed", "/verb/display"),
    ("/verb/display", {"a12345678": "x"}, "/verb/display/a12345678"),
    ("/verb/display", {"en": 5}, "/verb/display/en"),
    ("/verb/display", {"en": None}, "/verb/display/en"),
    ("/verb/name", "x", "/verb/name"),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4
