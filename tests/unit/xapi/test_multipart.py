import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.errors import InvalidStatement
from lrs.xapi import multipart
from lrs.xapi.multipart import Part

TYPE = "multipart/mixed; boundary=edge"
JSON = {"content-type": "application/json"}


def body(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


SIMPLE = body("--edge", "Content-Type: application/json", "", "{}", "--edge--", "")

VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
HEADERS = st.dictionaries(st.from_regex(r"\A[a-z][a-z0-9-]{0,20}\Z"), VALUES, max_size=4)
PARTS = st.lists(st.builds(Part, HEADERS, st.binary()), min_size=1, max_size=5)


@given(PARTS)
def test_written_parts_come_back_exactly(parts: list[Part]) -> None:
    written = multipart.write(parts, "edge")
    if written.count(b"--edge") == len(parts) + 1:
        assert multipart.parse(written, multipart.content_type("edge")) == parts


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n", b"\r\n\r\n", b"\n--edge\n", b"-- edge", b"\x00\xff\r", bytes(range(256)) * 50],
)
def test_bytes_survive(content: bytes) -> None:
    parts = [Part(JSON, b"[]"), Part({"x-experience-api-hash": "00"}, content)]
    assert multipart.parse(multipart.write(parts, "edge"), TYPE) == parts


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        (TYPE, SIMPLE),
        ('multipart/mixed; boundary="edge"', SIMPLE),
        ('Multipart/Mixed; charset=utf-8; Boundary="ed\\ge"', SIMPLE),
        (TYPE, b"\r\n" + SIMPLE),
        (TYPE, b"preamble\r\n" + SIMPLE + b"epilogue"),
        (TYPE, SIMPLE.rstrip()),
        (TYPE, SIMPLE.replace(b"--edge\r\n", b"--edge \t\r\n")),
        (TYPE, SIMPLE.replace(b"Content-Type: ", b"content-TYPE:\r\n\t ")),
        (
            'multipart/mixed; boundary="abcABC0123\'()+_,-./:=?"',
            SIMPLE.replace(b"edge", b"abcABC0123'()+_,-./:=?"),
        ),
        (
            "multipart/mixed; boundary=-------314159265358979323846",
            SIMPLE.replace(b"edge", b"-------314159265358979323846"),
        ),
    ],
)
def test_every_spelling_that_rfc_2046_allows_is_read(content_type: str, sent: bytes) -> None:
    assert multipart.parse(sent, content_type) == [Part(JSON, b"{}")]


def test_a_part_without_headers_is_only_content() -> None:
    assert multipart.parse(body("--edge", "", "x", "--edge--"), TYPE) == [Part({}, b"x")]


def test_a_part_without_a_blank_line_has_no_content() -> None:
    assert multipart.parse(body("--edge", "A: b", "--edge--"), TYPE) == [Part({"a": "b"}, b"")]


@pytest.mark.parametrize(
    ("content_type", "sent", "told"),
    [
        ("multipart/mixed;", SIMPLE, "boundary"),
        ("multipart/mixed", SIMPLE, "boundary"),
        ("multipart/mixed; boundary=", SIMPLE, "boundary"),
        ('multipart/mixed; boundary=""', SIMPLE, "boundary"),
        (f"multipart/mixed; boundary={'x' * 71}", SIMPLE, "boundary"),
        ("multipart/mixed; boundary=ä", SIMPLE, "boundary"),
        ("multipart/mixed; boundary=edge; boundary=edge", SIMPLE, "boundary"),
        ('multipart/mixed; x="boundary=edge"', SIMPLE, "boundary"),
        ("multipart/form-data; boundary=edge", SIMPLE, "multipart/mixed"),
        (TYPE, b"", "closing delimiter"),
        (TYPE, b"{}", "closing delimiter"),
        (TYPE, SIMPLE[:-4], "closing delimiter"),
        (TYPE, SIMPLE.replace(b"\r\n", b"\n"), "closing delimiter"),
        ("multipart/mixed; boundary=other", SIMPLE, "closing delimiter"),
        (TYPE, b"--edge--\r\n", "no parts"),
        (TYPE, SIMPLE.replace(b"--edge\r\n", b"--edged\r\n"), "CRLF"),
        (TYPE, body("--edge", "no header", "", "x", "--edge--"), "no header"),
        (TYPE, body("--edge", "bad name: x", "", "x", "--edge--"), "bad name"),
        (TYPE, body("--edge", "A: b", "a: c", "", "x", "--edge--"), "twice"),
        (TYPE, b"--edge\r\nA: \xff\r\n\r\nx\r\n--edge--", "UTF-8"),
    ],
)
def test_a_broken_body_is_refused_with_the_reason(
    content_type: str, sent: bytes, told: str
) -> None:
    with pytest.raises(InvalidStatement, match=told):
        multipart.parse(sent, content_type)


def test_an_answer_is_spelled_as_tincanjs_and_the_suite_read_it() -> None:
    part = Part({"content-type": "text/plain", "x-experience-api-hash": "ab"}, b"hi")
    assert multipart.content_type("edge") == "multipart/mixed; boundary=edge"
    assert multipart.write([part], "edge") == body(
        "--edge", "Content-Type: text/plain", "X-Experience-API-Hash: ab", "", "hi", "--edge--", ""
    )


PIECES = st.sampled_from(
    [b"--edge", b"--edge--", b"--", b"\r\n", b"\n", b" ", b"A: b", b":", b"\xff", b"", b"x"]
)


@given(st.lists(PIECES, max_size=20).map(b"".join))
def test_any_bytes_are_read_or_refused_clearly(sent: bytes) -> None:
    with contextlib.suppress(InvalidStatement):
        assert multipart.parse(sent, TYPE)


@given(st.text(max_size=40))
def test_any_content_type_is_read_or_refused_clearly(rest: str) -> None:
    with contextlib.suppress(InvalidStatement):
        multipart.parse(SIMPLE, "multipart/mixed;" + rest)
