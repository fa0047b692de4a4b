"""JSON documents: what is read to the last digit, and what is refused where."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.errors import InvalidRequest
from lrs.xapi import strict_json

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def refusals(raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRequest) as refused:
        strict_json.loads(raw)
    with pytest.raises(InvalidRequest) as one_by_one:
        elements(raw)
    assert one_by_one.value.violations == refused.value.violations
    return [(violation.pointer, violation.message) for violation in refused.value.violations]


def elements(raw: bytes) -> list[Any]:
    return list(strict_json.Elements(raw))


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@given(JSON, st.sampled_from([None, 1]), st.booleans(), st.sampled_from([(",", ":"), (" ,", " :")]))
def test_any_value_survives_any_notation(
    value: Any, indent: int | None, ascii_only: bool, separators: tuple[str, str]
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only, separators=separators)

    assert strict_json.loads(text.encode()) == value
    assert strict_json.loads(strict_json.dumps(value)) == value
    assert elements(text.encode()) == elements(strict_json.dumps(value)) == as_list(value)


@pytest.mark.parametrize(
    "text",
    [
        "9007199254740993",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        '{"a": [123456789012345678901234567890]}',
        "9" * 308,
    ],
)
def test_integers_keep_every_digit(text: str) -> None:
    value = strict_json.loads(text.encode())

    assert value == json.loads(text)
    assert elements(text.encode()) == as_list(value)
    assert strict_json.dumps(value) == text.replace(" ", "").encode()


@pytest.mark.parametrize("before", ['{"a":1}', '{ "a" : 1.0e0 }', "7", "[[]]"])
@pytest.mark.parametrize("between", [",", ", ", " ,"])
def test_what_stands_first_hides_nothing_behind_it(before: str, between: str) -> None:
    digits = f'[{before}{between}{{"n":123456789012345678901}}{between}{before}]'
    repeats = f'[{before}{between}{{"b":{{"n":1,"n":1}}}}]'

    assert elements(digits.encode()) == json.loads(digits)
    assert [pointer for pointer, _ in refusals(repeats.encode())] == ["/1/b/n"]


@pytest.mark.parametrize(
    ("raw", "pointers"),
    [
        (b'{"a":1,"a":1}', ["/a"]),
        (b'{"a":1,"a":2,"a":3}', ["/a"]),
        (b'{"a" :1,"a":2}', ["/a"]),
        (b'{"a"\n\t:1,"a":2}', ["/a"]),
        (b'{"a":1,"\\u0061":2}', ["/a"]),
        (b'{"a":"\\u0022:","a":2}', ["/a"]),
        (b'{"a":"\\"\\u003a","a":2}', ["/a"]),
        (b'{"a":"\\u003A\\u003a","a":2}', ["/a"]),
        (b'{"a":{"x":1},"a":{}}', ["/a"]),
        (b'[{},{"b":{"http://x/~":1,"http://x/~":1}}]', ["/1/b/http:~1~1x~1~0"]),
        (b'{"":1,"":2,"x":[{"y":1,"y":2}]}', ["/", "/x/0/y"]),
    ],
)
def test_repeated_keys_are_refused_where_they_stand(raw: bytes, pointers: list[str]) -> None:
    assert [pointer for pointer, _ in refusals(raw)] == pointers


def test_one_repeated_key_among_very_many_is_found_in_no_time() -> None:
    members = ",".join(f'"{number}":0' for number in range(200_000))

    [(pointer, _)] = refusals(f'{{{members},"7":1}}'.encode())
    assert pointer == "/7"


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":{"a":":"},"b":"\\":"}',
        b'{"a":"\\u003a","b" : 1}',
        b'{":a":1,"\\":":2,"x":"\\u0022:"}',
    ],
)
def test_colons_and_quotes_in_strings_repeat_nothing(raw: bytes) -> None:
    assert strict_json.loads(raw) == json.loads(raw)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (b"   ", "not JSON"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'"\xff"', "UTF-8 at byte 1"),
        (b'"\xed\xa0\x80"', "UTF-8"),
        (b'"\\ud800"', "surrogate"),
        (b'"\\udc00"', "surrogate"),
        (b'{"a":NaN}', "not JSON"),
        (b"[Infinity]", "not JSON"),
        (b"-Infinity", "not JSON"),
        (b"1e999", "not JSON"),
        (b"'a'", "not JSON"),
        (b"{}{}", "not JSON"),
        (b"{} \x00", "not JSON"),
        (b'{"a":1,}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[" * 10_000 + b"]" * 10_000, "not JSON"),
        (b"[" * 101 + b"]" * 101, "100 levels"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "100 levels"),
        (b"9" * 310, "infinity"),
        (b'{"a":' + b"9" * 10_000 + b"}", "infinity"),
    ],
)
def test_refused(raw: bytes, word: str) -> None:
    [(_, message)] = refusals(raw)
    assert word in message


def test_a_hundred_levels_are_deep_enough() -> None:
    assert strict_json.dumps(strict_json.loads(b"[" * 100 + b"]" * 100)) == b"[" * 100 + b"]" * 100


def test_many_brackets_are_not_many_levels() -> None:
    assert strict_json.loads(b"[" + b",".join([b"{}"] * 500) + b"]") == [{}] * 500
    assert strict_json.loads(b'"' + b"[" * 500 + b'"') == "[" * 500


def test_the_null_character_is_a_character() -> None:
    assert strict_json.loads(b'{"a":"\\u0000"}') == {"a": "\0"}


@given(st.binary())
def test_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        value = strict_json.loads(raw)
    except InvalidRequest:
        return
    assert raw.decode()
    assert elements(raw) == as_list(value)
