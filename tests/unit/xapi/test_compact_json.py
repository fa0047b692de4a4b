"""Members keep their bytes; what a parser might lose anything of is nobody's compact JSON."""

import orjson
import pytest

from lrs.xapi import compact_json
from lrs.xapi.compact_json import NotCompact


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b'[{"a":1},{"b":[ 2 ]}]', [b'{"a":1}', b'{"b":[ 2 ]}']),
        (b' [ {"a":1} , 2 ] ', [b'{"a":1}', b"2"]),
        (b'{"a":1}', [b'{"a":1}']),
        (b"[]", []),
    ],
)
def test_elements_are_those_of_an_array_or_the_one_object(raw: bytes, found: list[bytes]) -> None:
    assert [bytes(each) for each in compact_json.elements(raw)] == found


def test_members_keep_their_bytes() -> None:
    members = compact_json.members(b'{"a":{"x": 1.50},"b":"\\u00e6"}')
    assert {name: bytes(each) for name, each in members.items()} == {
        "a": b'{"x": 1.50}',
        "b": b'"\\u00e6"',
    }
    assert compact_json.members(b"{}") == {}


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":1}',
        b'{"a":1, "b":2}',
        b'{"a": 1}',
        b'{"\\u0061":1}',
        b"{ }",
        b'{"a":1}\n',
        b'{"a":1',
        b'{"\xff":1}',
        b"[1]",
        b"",
        b"[" * 100_000,
    ],
)
def test_no_other_object_has_members(text: bytes) -> None:
    with pytest.raises(NotCompact):
        compact_json.members(text)


@pytest.mark.parametrize("text", [b"1.5", b'"\xc3\xa6"', b"null", b'{"a":[true,{}]}', b"-3"])
def test_a_value_is_read_that_is_written_as_it_came(text: bytes) -> None:
    assert compact_json.value(text) == orjson.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        b"1.50",
        b"-0",
        b"1e2",
        b"123456789012345678901234567890",
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'"\\u00e6"',
        b'"\xff"',
        b'"\\ud800"',
        b"nul",
        b"",
        b"[" * 100 + b"]" * 100,
    ],
)
def test_no_other_value_is_read(text: bytes) -> None:
    with pytest.raises(NotCompact):
        compact_json.value(text)
