"""What an Activity and its definition consist of."""

import pytest

from tests.unit.xapi.full_statement import ABSENT, everywhere

GOOD: list[tuple[str, object]] = [
    ("/object/definition", {}),
    ("/object/definition", ABSENT),
    ("/object/objectType", ABSENT),
    ("/object/definition/extensions", {}),
]

# Where a value is put, the value, and where the refusal points.
BAD: list[tuple[str, object, str]] = [
    ("/object", ABSENT, "/object"),
    ("/object", "x", "/object"),
    ("/object/id", ABSENT, "/object/id"),
    ("/object/id", "www.example.com", "/object/id"),
    ("/object/objectType", "activity", "/object/objectType"),
    ("/object/objectType", None, "/object/objectType"),
    ("/object/objectType", {}, "/object/objectType"),
    ("/object/definition", "x", "/object/definition"),
    ("/object/definition/title", {"en": "x"}, "/object/definition/title"),
    ("/object/definition/name", "x", "/object/definition/name"),
    ("/object/definition/description", {"en_US": "x"}, "/object/definition/description/en_US"),
    ("/object/definition/type", "meeting", "/object/definition/type"),
    ("/object/definition/moreInfo", "x.com/y", "/object/definition/moreInfo"),
    ("/object/definition/extensions", [], "/object/definition/extensions"),
    ("/object/definition/extensions", {"a/b~c": 1}, "/object/definition/extensions/a~1b~0c"),
]


@pytest.mark.parametrize(("pointer", "value"), GOOD)
def test_good(pointer: str, value: object) -> None:
    assert everywhere(pointer, value) == [[], [], [], []]


@pytest.mark.parametrize(("pointer", "value", "refused"), BAD)
def test_bad(pointer: str, value: object, refused: str) -> None:
    assert everywhere(pointer, value) == [[refused]] * 4
