"""Attachments on their way in and out (xAPI-Data 2.4.11, xAPI-Communication 1.5.2)."""

from collections.abc import Sequence

import pytest

from tests.builders import a_statement, statements
from tests.http.multipart_bodies import (
    BOUNDARY,
    IMAGE,
    TEXT,
    Part,
    attachment,
    body_of,
    first,
    part,
    received,
    send,
    with_files,
)
from tests.http.xapi_client import ONE_DATABASE, XapiClient, pointers


@pytest.mark.parametrize("algorithm", ["sha224", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("content", [TEXT, IMAGE, b"", b"-" * 90 + BOUNDARY.encode(), b"\r\n\r\n"])
def test_bytes_come_back_as_they_were_sent(ada: XapiClient, algorithm: str, content: bytes) -> None:
    declared = attachment(content, algorithm, contentType="application/octet-stream")
    raw = part(content, algorithm, Content_Type="application/octet-stream")
    (sent,) = send(ada, first(with_files(declared)), raw).json
    for query in ({"statementId": sent}, {}):
        answer = ada.ask("GET", "statements", {**query, "attachments": "true"})
        found, parts = received(answer)
        statement = found if query else found["statements"][0]
        assert statement["attachments"] == [declared]
        ((headers, back),) = parts
        assert back == content
        assert headers == {
            "Content-Type": "application/octet-stream",
            "Content-Transfer-Encoding": "binary",
            "X-Experience-API-Hash": declared["sha2"],
        }


def test_without_attachments_the_answer_is_json(ada: XapiClient) -> None:
    (sent,) = send(ada, first(with_files(attachment(TEXT))), part(TEXT)).json
    for query in ({}, {"attachments": "false"}, {"statementId": sent}):
        answer = ada.ask("GET", "statements", query)
        assert answer.content_type == "application/json"
    found, parts = received(ada.ask("GET", "statements", {"attachments": "true", "limit": 1}))
    assert (found["statements"][0]["id"], len(parts)) == (sent, 1)


def test_an_answer_is_multipart_whenever_attachments_are_asked_for(ada: XapiClient) -> None:
    assert received(ada.ask("GET", "statements", {"attachments": "true"})) == (
        {"statements": [], "more": ""},
        [],
    )
    (sent,) = ada.post(a_statement())
    found, parts = received(
        ada.ask("GET", "statements", {"statementId": sent, "attachments": "true"})
    )
    assert (found["id"], parts) == (sent, [])


def test_the_same_bytes_go_once_however_many_statements_name_them(ada: XapiClient) -> None:
    one, two = with_files(attachment(TEXT)), with_files(attachment(TEXT), attachment(IMAGE))
    assert send(ada, first([one, two]), part(TEXT), part(IMAGE), part(TEXT)).status_code == 200
    _, parts = received(ada.ask("GET", "statements", {"attachments": "true"}))
    assert sorted(content for _, content in parts) == sorted([TEXT, IMAGE])


def test_large_and_many_attachments_come_back(ada: XapiClient) -> None:
    """Larger than what is kept in memory, with lines that look like boundaries, and hundreds."""
    almost = b"\r\n--" + BOUNDARY[:-1].encode()
    large = (almost + bytes(range(256))) * 5000 + almost
    contents = [large, *(str(number).encode() for number in range(300))]
    given = first(with_files(*map(attachment, contents)))
    assert send(ada, given, *map(part, contents)).status_code == 200
    _, parts = received(ada.ask("GET", "statements", {"attachments": "true"}))
    assert [content for _, content in parts] == contents


def test_a_put_takes_attachments_too(ada: XapiClient) -> None:
    wanted = "16fd2706-8baf-433b-82eb-8c7fada847da"
    given = first(with_files(attachment(TEXT)))
    answer = send(ada, given, part(TEXT), method="PUT", query={"statementId": wanted})
    assert answer.status_code == 204
    assert ada.statement(wanted)["attachments"] == [attachment(TEXT)]


@pytest.mark.parametrize("sent_as", ["application/json", "multipart/mixed"])
def test_what_is_elsewhere_needs_no_bytes(ada: XapiClient, sent_as: str) -> None:
    linked = with_files(attachment(TEXT, fileUrl="https://example.org/file"))
    if sent_as == "application/json":
        assert ada.post(linked)
    else:
        assert send(ada, first(linked)).status_code == 200
    _, parts = received(ada.ask("GET", "statements", {"attachments": "true"}))
    assert parts == []


def test_multipart_may_hold_statements_alone(ada: XapiClient) -> None:
    batch = statements(2)
    assert send(ada, first(batch)).json == [each["id"] for each in batch]


def test_a_sub_statement_has_attachments_of_its_own(ada: XapiClient) -> None:
    within = {"objectType": "SubStatement", **with_files(attachment(TEXT))}
    assert send(ada, first(a_statement(object=within)), part(TEXT)).status_code == 200
    _, ((_, back),) = received(ada.ask("GET", "statements", {"attachments": "true"}))
    assert back == TEXT


ONE = with_files(attachment(TEXT))
WRONG: dict[str, tuple[Sequence[Part], str]] = {
    "the bytes are missing": ([first(ONE)], "/attachments/0"),
    "one of two is missing": (
        [first(with_files(attachment(TEXT), attachment(IMAGE))), part(TEXT)],
        "/attachments/1",
    ),
    "nobody declared it": ([first(a_statement()), part(TEXT)], ""),
    "one more than declared": ([first(ONE), part(TEXT), part(IMAGE)], ""),
    "statements in two parts": ([first(ONE), first(a_statement()), part(TEXT)], ""),
    "first part is no JSON": ([first(ONE, "text/plain"), part(TEXT)], ""),
    "first part has no type": ([first(ONE, None), part(TEXT)], ""),
    "first part is the attachment": ([part(TEXT), first(ONE)], ""),
    "no hash": ([first(ONE), part(TEXT, X_Experience_API_Hash=None)], ""),
    "another hash": ([first(ONE), part(TEXT, X_Experience_API_Hash="ab" * 32)], ""),
    "no real hash": ([first(ONE), part(TEXT, X_Experience_API_Hash="abc")], ""),
    "other bytes": (
        [first(ONE), part(IMAGE, X_Experience_API_Hash=attachment(TEXT)["sha2"])],
        "",
    ),
    "not binary": ([first(ONE), part(TEXT, Content_Transfer_Encoding="base64")], ""),
    "no encoding": ([first(ONE), part(TEXT, Content_Transfer_Encoding=None)], ""),
    "another type": ([first(ONE), part(TEXT, Content_Type="image/png")], ""),
    "nothing at all": ([], ""),
}


@ONE_DATABASE
@pytest.mark.parametrize("what", WRONG)
def test_parts_that_do_not_fit_are_refused(ada: XapiClient, what: str) -> None:
    parts, pointer = WRONG[what]
    assert pointer in pointers(send(ada, *parts))
    assert ada.found() == []


def test_the_first_part_s_type_is_told_before_its_text(ada: XapiClient) -> None:
    answer = send(ada, first(b"<statement/>", "text/xml"))
    (violation,) = answer.json["violations"]
    assert "text/xml" in violation["message"]
    assert "application/json" in violation["message"]


GOOD = body_of([first(ONE), part(TEXT)])


@ONE_DATABASE
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/mixed", GOOD),
        ("multipart/mixed; boundary=", GOOD),
        ("multipart/mixed; boundary=another", GOOD),
        ("multipart/mixed; boundary=a; boundary=a", GOOD),
        ("multipart/form-data; boundary=abc", GOOD),
        (f'multipart/mixed; boundary="{BOUNDARY}"', b""),
        (f'multipart/mixed; boundary="{BOUNDARY}"', GOOD[:-6]),
        (f'multipart/mixed; boundary="{BOUNDARY}"', GOOD.replace(b"\r\n", b"\n")),
        (f'multipart/mixed; boundary="{BOUNDARY}"', GOOD.replace(b"--abc", b"abc")),
        (f'multipart/mixed; boundary="{BOUNDARY}"', GOOD.replace(b": ", b" ")),
        (f'multipart/mixed; boundary="{"b" * 71}"', GOOD),
        ("multipart/mixed; boundary=\xff", GOOD),
        ('multipart/mixed; boundary="', GOOD),
        ("application/json", GOOD),
    ],
)
def test_bodies_that_are_not_multipart_are_refused(
    ada: XapiClient, content_type: str, body: bytes
) -> None:
    answer = ada.ask("POST", "statements", body=body, headers={"Content-Type": content_type})
    assert pointers(answer)
    assert ada.found() == []


def test_raw_attachments_need_multipart(ada: XapiClient) -> None:
    assert pointers(ada.ask("POST", "statements", body=ONE)) == ["/attachments/0"]
    batch = [a_statement(), ONE]
    assert pointers(ada.ask("POST", "statements", body=batch)) == ["/1/attachments/0"]


def test_of_a_batch_that_is_refused_no_bytes_are_kept(ada: XapiClient) -> None:
    assert pointers(send(ada, first([ONE, {}]), part(TEXT)))
    linked = attachment(TEXT, fileUrl="https://example.org/file")
    ada.post(with_files(linked))
    _, parts = received(ada.ask("GET", "statements", {"attachments": "true"}))
    assert parts == []
