"""What only a true server and a true connection show: chunks, long addresses, bodies that never come."""

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.builders import a_statement, an_activity, an_agent, statements
from tests.live.writers import Target, everything
from tests.live_server import LiveServer


@pytest.fixture
def target(live_server: LiveServer) -> Target:
    return Target(live_server)


@pytest.fixture
def connection(target: Target) -> Iterator[HTTPConnection]:
    with closing(target.connect()) as opened:
        yield opened


def read(connection: HTTPConnection) -> tuple[HTTPResponse, bytes]:
    answer = connection.getresponse()
    return answer, answer.read()


def test_bodies_come_in_chunks(connection: HTTPConnection, target: Target) -> None:
    batch = statements(50)
    text = json.dumps(batch).encode()
    for body, encoding in ((text, "identity"), (gzip.compress(text), "gzip")):
        pieces = (body[at : at + 997] for at in range(0, len(body), 997))
        headers = target.headers | {"Content-Encoding": encoding}
        connection.request("POST", "/xapi/statements", pieces, headers, encode_chunked=True)
        answer, said = read(connection)
        assert (answer.status, len(json.loads(said))) == (200, 50)
    assert len(everything(target)) == 50


def test_two_long_iris_fit_into_one_query(connection: HTTPConnection, target: Target) -> None:
    verb, activity = ("https://example.org/" + letter * 3500 for letter in "va")
    statement = a_statement(verb=verb, object={"id": activity}, id=str(uuid4()))
    connection.request("POST", "/xapi/statements", json.dumps(statement), target.headers)
    assert read(connection)[0].status == 200
    query = urlencode({"verb": verb, "activity": activity})
    connection.request("GET", f"/xapi/statements?{query}", headers=target.headers)
    answer, said = read(connection)
    assert answer.status == 200, said
    assert [each["id"] for each in json.loads(said)["statements"]] == [statement["id"]]


def test_a_body_that_is_too_large_is_refused_before_it_comes(
    connection: HTTPConnection, target: Target
) -> None:
    connection.putrequest("POST", "/xapi/statements")
    for name, value in (target.headers | {"Content-Length": str(10**11)}).items():
        connection.putheader(name, value)
    connection.endheaders(b"[")
    answer, said = read(connection)
    assert (answer.status, json.loads(said)["status"]) == (413, 413)


def test_a_connection_goes_on_after_refusals(connection: HTTPConnection, target: Target) -> None:
    requests: list[tuple[str, str, bytes | None, dict[str, str], int]] = [
        ("POST", "/xapi/statements", b"{" * 5000, {}, 400),
        ("POST", "/xapi/statements", b"x" * 200_000, {"Content-Encoding": "br"}, 415),
        ("POST", "/xapi/statements", b"[]", {"Authorization": "Basic x"}, 401),
        ("DELETE", "/xapi/statements", b"x" * 5000, {}, 405),
        ("HEAD", "/xapi/statements", None, {}, 200),
        ("HEAD", "/xapi/statements?limit=x", None, {}, 400),
        ("GET", "/xapi/more/x", None, {}, 400),
        ("PUT", "/xapi/nothing", b"x" * 5000, {}, 404),
        ("POST", "/xapi/statements", b"[]", {}, 200),
    ]
    for method, path, body, headers, status in requests:
        connection.request(method, path, body, target.headers | headers)
        answer, said = read(connection)
        assert answer.status == status, said
        assert answer.getheader("X-Experience-API-Version") == "1.0.3"
        if method == "HEAD":
            assert said == b""
            assert int(answer.getheader("Content-Length") or 0) > 0


def test_document_types_come_back_through_a_true_server(
    connection: HTTPConnection, target: Target
) -> None:
    where = {"activityId": an_activity()["id"], "agent": json.dumps(an_agent()), "stateId": "s"}
    address = f"/xapi/activities/state?{urlencode(where)}"
    kind = 'text/plain; charset="utf-8"; name="bl\xe5"'
    headers = target.headers | {"Content-Type": kind}
    connection.request("PUT", address, bytes(range(256)), headers)
    assert read(connection)[0].status == 204
    connection.request("GET", address, headers=target.headers)
    answer, said = read(connection)
    assert (answer.status, said) == (200, bytes(range(256)))
    assert answer.getheader("Content-Type") == kind
