import hashlib

import pytest

from lrs.errors import InvalidStatement
from lrs.xapi import content, multipart
from lrs.xapi.content import FilePart, Spool, cut, find, pieces, whole
from lrs.xapi.multipart import Part

TYPE = "multipart/mixed; boundary=edge"


def in_file(raw: bytes) -> FilePart:
    spool = Spool([raw[:3], raw[3:]])
    return FilePart(spool, 0, spool.size)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_PIECE", 8)


@pytest.mark.parametrize("start", range(12))
def test_what_stands_across_two_pieces_is_found(start: int) -> None:
    raw = b"abcdefghijklmnopqrstuvwxyzklm"
    assert find(in_file(raw), b"klm", start) == raw.find(b"klm", start)
    assert find(in_file(raw), b"kln", start) == -1


def test_pieces_make_the_whole_and_cuts_are_cuts() -> None:
    raw = bytes(range(100))
    assert [len(piece) for piece in pieces(in_file(raw))] == [8] * 12 + [4]
    assert b"".join(pieces(in_file(raw))) == raw
    assert whole(cut(cut(in_file(raw), 10, 90), 5, 500)) == raw[15:90]


@pytest.mark.parametrize(
    "body",
    [
        b"--edge\r\nA: b\r\n\r\nfirst\r\n--edge\r\n\r\nsecond\r\n--edge--\r\n",
        b"preamble\r\n--edge  \r\nA: b\r\n\r\n\r\n--edge\r\n\r\n\r\n--edge--epilogue",
        b"--edge\r\nA: b\r\n\r\n--edg\r\n-edge\r\n--edge--",
        b"--edge\r\nA: b\r\n--edge--",
        b"--edge\r\nA: b\r\n\r\ncut off",
        b"--edge x\r\n\r\n--edge--",
        b"nothing of the kind",
        b"",
        b"--edge--",
    ],
)
def test_a_body_in_a_file_reads_as_one_in_memory(body: bytes) -> None:
    def read(given: content.Content) -> list[tuple[dict[str, str], bytes]] | str:
        try:
            return [(p.headers, whole(p.content)) for p in multipart.parse(given, TYPE)]
        except InvalidStatement as error:
            return str(error)

    assert read(in_file(body)) == read(body)


def test_headers_without_end_are_refused_without_reading_all() -> None:
    body = b"--edge\r\nA: " + b"b" * 70_000 + b"\r\n\r\nx\r\n--edge--"
    with pytest.raises(InvalidStatement, match="no empty line"):
        multipart.parse(body, TYPE)


def test_a_large_part_keeps_its_bytes() -> None:
    raw = hashlib.sha256(b"seed").digest() * 1000
    body = multipart.write([Part({"a": "b"}, b"{}"), Part({"a": "c"}, raw)], "edge")
    assert whole(multipart.parse(in_file(body), TYPE)[1].content) == raw
