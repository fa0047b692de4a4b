"""What is whole and small, and where it ends."""

import pytest

from lrs.serving.whole_request import MOST, whole_request

LINE = b"POST /xapi/statements HTTP/1.1\r\n"
WHOLE = LINE + b"Host: x\r\nContent-Length: 2\r\n\r\n[]"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (WHOLE, True),
        (WHOLE + WHOLE, True),
        (WHOLE.replace(b"Content-Length: 2", b"content-length:2"), True),
        (WHOLE.replace(b"Content-Length: 2", b"CONTENT-LENGTH: 2 "), True),
        (WHOLE.replace(b"POST /xapi/statements", b"PUT /xapi/statements?statementId=x"), True),
        (WHOLE.replace(b"POST", b"GET"), False),
        (WHOLE.replace(b"POST", b"DELETE"), False),
        (WHOLE.replace(b"HTTP/1.1", b"HTTP/1.0"), False),
        (WHOLE.replace(b"statements", b"statements?a=\xc3\xa9"), False),
        (WHOLE.replace(b"statements", b"statements?a=b c"), False),
        (WHOLE.replace(b"statements", b"statements?a#b"), False),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nContent-Length: 0\r\n\r\n", True),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nContent-Length: 0x9\r\n\r\n", False),
        (b"GET /xapi/statements?format=exact&statementId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nHost: x\r\n", False),
        (b"GET /xapi/statements?verb=statementId=x HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET /xapi/statements?limit=500 HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (WHOLE.replace(b"POST /xapi/statements", b"GET /xapi/statements?statementId=x"), False),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nCONTENT-LENGTH: 9\r\n\r\n", False),
        (b"GET /xapi/statements?statementId=x HTTP/1.1\r\nContent-Length: 1234567\r\n\r\n", False),
        (b"GET /xapi/activities/state?stateId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/activities/state?agent={}&stateId=x HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET /xapi/activities/state?agent={} HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (WHOLE.replace(b"/xapi/statements", b"/app/record"), False),
        (WHOLE[:-1], False),
        (WHOLE[:20], False),
        (b"", False),
        (LINE + b"Host: x\r\n\r\n[]", False),
        (LINE + b"Content-Length: 2x\r\n\r\n[]", False),
        (LINE + b"Content-Length: -2\r\n\r\n[]", False),
        (LINE + b"Host: x\r\n\r\nContent-Length: 2\r\n\r\n", False),
        (LINE + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n[]", False),
        (LINE + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]", False),
        (LINE + b"Transfer-encoding: chunked\r\nContent-Length: 2\r\n\r\n[]", False),
        ((LINE + b"Content-Length: 20000\r\n\r\n" + b" " * 20000)[:MOST], False),
    ],
)
def test_only_what_is_whole_and_small_is_taken_at_once(seen: bytes, expected: bool) -> None:
    assert (whole_request(seen) is not None) is expected


def test_the_next_request_is_left_where_it_is() -> None:
    found = whole_request(WHOLE + WHOLE)
    assert found
    assert found.end == len(WHOLE)
    assert found.body == b"[]"


def test_heads_are_the_same_but_for_their_query_and_the_digits_of_their_length() -> None:
    def head(seen: bytes) -> tuple[bytes, ...]:
        found = whole_request(seen)
        assert found
        return found.head

    longer = WHOLE.replace(b"Length: 2", b"Length: 10") + b" " * 8
    asked = WHOLE.replace(b"statements ", b"statements?a=b ")
    assert head(WHOLE) == head(longer) == head(asked)
    others = [
        WHOLE.replace(b"POST", b"PUT"),
        WHOLE.replace(b"Host: x", b"Host: y"),
        WHOLE.replace(b"Host: x\r\nContent-Length: 2", b"Content-Length: 2\r\nHost: x"),
        WHOLE.replace(b"/statements", b"/activities/state"),
        WHOLE.replace(b"Host: x", b"Host: x\r\nContent-Length: 2"),
        WHOLE.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n"),
        WHOLE.replace(b"\r\n\r\n", b"\r\n 3\r\n\r\n"),
    ]
    assert len({head(each) for each in [WHOLE, *others]}) == len(others) + 1
