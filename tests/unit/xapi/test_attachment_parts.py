import hashlib
from typing import Any

import pytest

from lrs.errors import InvalidStatement
from lrs.xapi import attachment_parts
from lrs.xapi.multipart import Part

TEXT, IMAGE = b"here is a simple attachment", bytes(range(256))
FIRST = Part({"content-type": "application/json"}, b"")


def sha2(content: bytes, algorithm: str = "sha256") -> str:
    return hashlib.new(algorithm, content).hexdigest()


def attachment(content: bytes, **changes: Any) -> dict[str, Any]:
    plain = {"contentType": "text/plain; charset=ascii", "length": 27, "sha2": sha2(content)}
    return {"usageType": "http://example.com/u", "display": {"en": "x"}, **plain, **changes}


def part(content: bytes, **changes: str | None) -> Part:
    headers = {
        "content-type": "text/plain",
        "content-transfer-encoding": "binary",
        "x-experience-api-hash": sha2(content),
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return Part({name: value for name, value in headers.items() if value is not None}, content)


def with_attachments(*attachments: dict[str, Any]) -> dict[str, Any]:
    return {"object": {"id": "http://example.com"}, "attachments": list(attachments)}


FILE_URL = {"fileUrl": "http://example.com/file"}
ONE = with_attachments(attachment(TEXT))
SUB = {"object": {"objectType": "SubStatement", **ONE}}


@pytest.mark.parametrize(
    ("statements", "parts", "found"),
    [
        ([ONE], [part(TEXT)], [TEXT]),
        ([ONE], [part(TEXT, content_type=None)], [TEXT]),
        ([ONE], [part(TEXT, content_transfer_encoding="Binary")], [TEXT]),
        ([ONE], [part(TEXT, x_experience_api_hash=sha2(TEXT).upper())], [TEXT]),
        ([SUB], [part(TEXT)], [TEXT]),
        ([ONE, ONE], [part(TEXT)], [TEXT]),
        ([ONE], [part(TEXT), part(TEXT)], [TEXT]),
        ([ONE, with_attachments(attachment(IMAGE))], [part(IMAGE), part(TEXT)], [IMAGE, TEXT]),
        ([with_attachments(attachment(TEXT, length=999))], [part(TEXT)], [TEXT]),
        ([with_attachments(attachment(TEXT, sha2=sha2(TEXT).upper()))], [part(TEXT)], [TEXT]),
        ([with_attachments(attachment(TEXT, **FILE_URL))], [part(TEXT)], [TEXT]),
        ([with_attachments(attachment(TEXT, **FILE_URL))], [], []),
        ([{"object": {}}], [], []),
        ([], [], []),
        (["not a statement", {"attachments": 1}, {"attachments": [2]}], [], []),
    ],
)
def test_bytes_are_found_by_their_hash(statements: list, parts: list, found: list) -> None:
    contents = attachment_parts.match(statements, [FIRST, *parts])
    assert contents == {sha2(content): content for content in found}


@pytest.mark.parametrize("algorithm", ["sha224", "sha256", "sha384", "sha512"])
def test_every_size_of_sha2_works(algorithm: str) -> None:
    digest = sha2(TEXT, algorithm)
    statement = with_attachments(attachment(TEXT, sha2=digest))
    sent = [FIRST, part(TEXT, x_experience_api_hash=digest)]
    assert attachment_parts.match([statement], sent) == {digest: TEXT}


@pytest.mark.parametrize(
    ("statements", "parts", "told"),
    [
        ([ONE], [Part({"content-type": "text/plain"}, b""), part(TEXT)], "Part 1"),
        ([ONE], [Part({}, b""), part(TEXT)], "Part 1"),
        ([ONE], [FIRST], "/attachments/0"),
        ([SUB], [FIRST], "/object/attachments/0"),
        ([ONE, ONE], [FIRST], "/1/attachments/0"),
        ([ONE], [FIRST, part(TEXT), part(IMAGE)], "Part 3 is no attachment"),
        ([{}], [FIRST, part(TEXT)], "Part 2 is no attachment"),
        ([ONE], [FIRST, Part({"content-type": "application/json"}, b"{}"), part(TEXT)], "Part 2"),
        ([ONE], [FIRST, part(TEXT, x_experience_api_hash=None)], "Experience-API-Hash"),
        ([ONE], [FIRST, part(TEXT, x_experience_api_hash=sha2(IMAGE))], "another SHA-2"),
        ([ONE], [FIRST, part(TEXT, x_experience_api_hash="abc")], "another SHA-2"),
        ([ONE], [FIRST, part(TEXT, x_experience_api_hash=sha2(TEXT, "sha1"))], "SHA-2"),
        ([ONE], [FIRST, part(TEXT + b"\n", x_experience_api_hash=sha2(TEXT))], "another SHA-2"),
        ([ONE], [FIRST, part(TEXT, content_transfer_encoding=None)], "binary"),
        ([ONE], [FIRST, part(TEXT, content_transfer_encoding="base64")], "binary"),
        ([ONE], [FIRST, part(TEXT, content_type="image/png")], "image/png"),
    ],
)
def test_what_does_not_fit_is_refused(statements: list, parts: list, told: str) -> None:
    with pytest.raises(InvalidStatement, match=told):
        attachment_parts.match(statements, parts)


def test_all_violations_are_told_at_once() -> None:
    bad = part(IMAGE, content_transfer_encoding=None, x_experience_api_hash=None)
    with pytest.raises(InvalidStatement) as refused:
        attachment_parts.match([ONE], [Part({}, b""), bad])
    assert len(refused.value.violations) == 4


def test_a_request_without_parts_needs_file_urls() -> None:
    attachment_parts.check_without_parts([{}, with_attachments(attachment(TEXT, **FILE_URL))])
    with pytest.raises(InvalidStatement, match="/1/object/attachments/0: has no fileUrl"):
        attachment_parts.check_without_parts([{}, SUB])


def test_an_answer_has_each_known_attachment_once() -> None:
    statements = [
        ONE,
        with_attachments(attachment(IMAGE, contentType="image/png"), attachment(TEXT)),
        with_attachments(attachment(b"unknown", **FILE_URL)),
    ]
    assert attachment_parts.hashes(statements) == [sha2(TEXT), sha2(IMAGE), sha2(b"unknown")]
    contents = {sha2(IMAGE): IMAGE, sha2(TEXT): TEXT}
    parts = attachment_parts.for_answer(b"{}", statements, contents)
    assert parts == [
        Part({"content-type": "application/json"}, b"{}"),
        part(TEXT, content_type="text/plain; charset=ascii"),
        part(IMAGE, content_type="image/png"),
    ]
    assert attachment_parts.match(statements, parts) == contents
