import pytest

from lrs.errors import InvalidRequest
from lrs.xapi import alternate_request

PUT = [("method", "PUT")]
GET = [("method", "GET")]
CONTENT = ("content", '{"a":"ä&="}')


def test_a_get_is_unpacked() -> None:
    found = alternate_request.parse(
        "POST",
        GET,
        [("limit", "1"), ("Authorization", "Basic eA=="), ("x-experience-api-version", "1.0.3")],
    )
    assert found.method == "GET"
    assert found.headers == {"Authorization": "Basic eA==", "X-Experience-API-Version": "1.0.3"}
    assert found.query == [("limit", "1")]
    assert found.content is None


def test_a_put_is_unpacked_with_the_true_length_of_its_content() -> None:
    found = alternate_request.parse(
        "POST",
        PUT,
        [
            ("statementId", "x"),
            CONTENT,
            ("Content-Type", "text/plain"),
            ("Content-Length", "10"),
            ("If-Match", '"a"'),
            ("If-None-Match", "*"),
        ],
    )
    assert found.content == '{"a":"ä&="}'.encode()
    assert found.query == [("statementId", "x")]
    assert found.headers == {
        "Content-Type": "text/plain",
        "Content-Length": "12",
        "If-Match": '"a"',
        "If-None-Match": "*",
    }


def test_content_is_json_unless_said_otherwise() -> None:
    assert (
        alternate_request.parse("POST", PUT, [CONTENT]).headers["Content-Type"]
        == "application/json"
    )


def test_repeated_query_parameters_are_left_to_the_resource() -> None:
    found = alternate_request.parse("POST", GET, [("verb", "a"), ("verb", "b"), ("foo", "bar")])
    assert found.query == [("verb", "a"), ("verb", "b"), ("foo", "bar")]


@pytest.mark.parametrize(
    ("method", "query", "form", "pointers"),
    [
        ("PUT", [("method", "POST")], [CONTENT], ["method"]),
        ("GET", GET, [], ["method"]),
        ("POST", [*PUT, ("statementId", "x")], [CONTENT], ["statementId"]),
        ("POST", [*PUT, ("a", "1"), ("b", "2")], [CONTENT], ["a", "b"]),
        ("POST", [*PUT, *PUT], [CONTENT], ["method"]),
        ("POST", [("method", "put")], [], ["method"]),
        ("POST", [("method", "PATCH")], [], ["method"]),
        ("POST", [("method", "")], [], ["method"]),
        ("POST", PUT, [], ["content"]),
        ("POST", PUT, [('{"statementId":"x"}', "")], ["content"]),
        ("POST", [("method", "POST")], [], ["content"]),
        ("POST", PUT, [CONTENT, CONTENT], ["content"]),
        ("POST", GET, [CONTENT], ["content"]),
        ("POST", GET, [("If-Match", "a"), ("If-Match", "a")], ["If-Match"]),
        ("POST", PUT, [CONTENT, ("Content-Type", "multipart/mixed; boundary=x")], ["Content-Type"]),
    ],
)
def test_what_the_syntax_does_not_allow_is_refused(
    method: str, query: list, form: list, pointers: list[str]
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        alternate_request.parse(method, query, form)
    assert [v.pointer for v in refused.value.violations] == pointers
