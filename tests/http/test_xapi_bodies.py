"""How bodies come: compressed, in chunks, too large, of the wrong type (xAPI-Communication 1.4, 1.5)."""

import gzip
import io
import json
import zlib
from typing import Any

import pytest

from tests.builders import a_statement, an_activity, an_agent, statements
from tests.http.xapi_client import LARGEST_BODY, ONE_DATABASE, XapiClient, pointers, refusal

JSON = {"Content-Type": "application/json"}
SMALL = json.dumps(a_statement(result={"response": "blåbærsyltetøy"})).encode()
STATE = {"activityId": an_activity()["id"], "agent": an_agent(), "stateId": "s"}


def raw_deflate(content: bytes) -> bytes:
    return zlib.compress(content)[2:-4]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(SMALL)),
        ("GZip", gzip.compress(SMALL)),
        ("x-gzip", gzip.compress(SMALL)),
        ("gzip", gzip.compress(SMALL[:20]) + gzip.compress(SMALL[20:])),
        ("deflate", zlib.compress(SMALL)),
        ("identity", SMALL),
        ("", SMALL),
    ],
)
def test_a_body_may_be_compressed(ada: XapiClient, encoding: str, body: bytes) -> None:
    headers = JSON | {"Content-Encoding": encoding}
    answer = ada.ask("POST", "statements", body=body, headers=headers)
    assert answer.status_code == 200
    assert ada.page()["statements"][0]["result"] == {"response": "blåbærsyltetøy"}
    put = ada.ask("PUT", "activities/state", STATE, body, headers)
    assert put.status_code == 204
    assert ada.ask("GET", "activities/state", STATE).data == SMALL


@ONE_DATABASE
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", SMALL),
        ("gzip", b""),
        ("gzip", gzip.compress(SMALL)[:-9]),
        ("gzip", gzip.compress(SMALL)[:-4] + b"0000"),
        ("gzip", gzip.compress(SMALL) + b"more"),
        ("gzip", gzip.compress(b"") * 2000),
        ("gzip", zlib.compress(SMALL)),
        ("deflate", gzip.compress(SMALL)),
        ("deflate", raw_deflate(SMALL)),
        ("deflate", zlib.compress(SMALL) * 2000),
    ],
)
def test_what_only_claims_to_be_compressed_is_refused(
    ada: XapiClient, encoding: str, body: bytes
) -> None:
    headers = JSON | {"Content-Encoding": encoding}
    answer = ada.ask("POST", "statements", body=body, headers=headers)
    assert pointers(answer) == ["Content-Encoding"]
    assert ada.found() == []


@ONE_DATABASE
@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "\xff"])
def test_other_encodings_are_415(ada: XapiClient, encoding: str) -> None:
    headers = JSON | {"Content-Encoding": encoding}
    refusal(ada.ask("POST", "statements", body=SMALL, headers=headers), 415)


@ONE_DATABASE
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", b" " * (LARGEST_BODY + 1)),
        ("gzip", gzip.compress(b" " * (LARGEST_BODY + 1))),
        ("gzip", gzip.compress(bytes(LARGEST_BODY // 2)) * 3),
        ("deflate", zlib.compress(bytes(40 * LARGEST_BODY))),
    ],
    ids=["plain", "gzip", "several", "bomb"],
)
@pytest.mark.parametrize("resource", ["statements", "activities/state"])
def test_too_large_is_413(ada: XapiClient, encoding: str, body: bytes, resource: str) -> None:
    headers = JSON | {"Content-Encoding": encoding}
    query = STATE if resource == "activities/state" else None
    answer = ada.ask("POST", resource, query, body, headers)
    assert str(LARGEST_BODY) in refusal(answer, 413)["detail"]


def test_as_large_as_allowed_is_fine(ada: XapiClient) -> None:
    one = json.dumps(a_statement()).encode()
    padded = one + b" " * (LARGEST_BODY - len(one))
    assert ada.ask("POST", "statements", body=padded, headers=JSON).status_code == 200


@pytest.mark.parametrize("size", [0, 1, 4096, 100_000])
def test_a_body_may_come_in_chunks(ada: XapiClient, size: int) -> None:
    batch = statements(max(1, size // 300))
    body = json.dumps(batch).encode()
    headers = {k: v for k, v in ada.headers.items() if v is not None}
    answer = ada.app.test_client().post(
        "/xapi/statements",
        input_stream=io.BytesIO(body),
        headers={**headers, **JSON, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.json == [each["id"] for each in batch]


def test_chunks_without_end_are_413(ada: XapiClient) -> None:
    headers = {k: v for k, v in ada.headers.items() if v is not None}
    answer = ada.app.test_client().post(
        "/xapi/statements",
        input_stream=io.BytesIO(b" " * (2 * LARGEST_BODY)),
        headers={**headers, **JSON, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    refusal(answer, 413)


@ONE_DATABASE
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "json",
        "\xff",
    ],
)
def test_statements_of_another_type_are_refused(
    ada: XapiClient, method: str, content_type: str | None
) -> None:
    query = {"statementId": "16fd2706-8baf-433b-82eb-8c7fada847da"} if method == "PUT" else None
    headers = {"Content-Type": content_type}
    assert pointers(ada.ask(method, "statements", query, SMALL, headers)) == ["Content-Type"]
    assert ada.found() == []


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json;",
    ],
)
def test_json_is_json_with_any_parameters(ada: XapiClient, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    assert ada.ask("POST", "statements", body=SMALL, headers=headers).status_code == 200


NOT_JSON: list[Any] = [
    b"",
    b" ",
    b"{",
    b"{}x",
    b"[}",
    b"{'a': 1}",
    b'{"a": 1,}',
    b"[1] [2]",
    b"// nothing",
    b"nul",
    b"\xef\xbb\xbf{}",
    b'{"a": "\xff"}',
    "{}".encode("utf-16"),
    "{}".encode("utf-32-le"),
    b'"\xed\xa0\x80"',
    b'"\\ud800"',
    b'"\\udc00\\ud800"',
    b'{"\\ud800": 1}',
    b'"\x00"',
    b'"\n"',
    b"NaN",
    b"[Infinity]",
    b"[-Infinity]",
    b"1e400",
    b"[-1e999]",
    b"9" * 400,
    b"01",
    b"+1",
    b".5",
    b"0x10",
    b"[" * 10_000,
    b"[" * 10_000 + b"]" * 10_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'["]",' * 900 + b"1" + b',"["]' * 900,
    b"[" * 101 + b"]" * 101,
]


@ONE_DATABASE
@pytest.mark.parametrize("body", NOT_JSON, ids=range(len(NOT_JSON)))
def test_what_is_not_json_is_refused_as_such(ada: XapiClient, body: bytes) -> None:
    for resource, query in (("statements", None), ("activities/state", STATE)):
        answer = ada.ask("POST", resource, query, body, JSON)
        assert pointers(answer) == [""]
    assert ada.found() == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"a":1,"a":1}', ["/a"]),
        (b'[{"b":{"c":1,"c":2}},{"d":1,"\\u0064":2}]', ["/0/b/c", "/1/d"]),
        (b'{"x/y":1,"x/y":2,"t~":1,"t~":1}', ["/x~1y", "/t~0"]),
        (b'[{"a":":","a":1}]', ["/0/a"]),
    ],
)
def test_repeated_keys_are_pointed_at(ada: XapiClient, body: bytes, found: list[str]) -> None:
    assert pointers(ada.ask("POST", "statements", body=body, headers=JSON)) == found
