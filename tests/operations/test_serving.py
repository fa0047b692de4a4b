import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest

from tests.builders import a_statement, an_activity, an_agent
from tests.conftest import CHECKOUT, authorization
from tests.live_server import LiveServer


@pytest.fixture
def connection(live_server: LiveServer) -> Iterator[http.client.HTTPConnection]:
    address = urlsplit(live_server.url)
    assert address.hostname
    made = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    yield made
    made.close()


@pytest.fixture
def headers(live_server: LiveServer) -> dict[str, str]:
    assert live_server.key
    return authorization(live_server.key) | {"X-Experience-API-Version": "1.0.3"}


def test_one_connection_serves_many_requests(connection, headers: dict[str, str]) -> None:
    for _ in range(3):
        connection.request("GET", "/xapi/statements", headers=headers)
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["statements"]) == (200, [])


def test_two_long_iris_in_one_query_are_served(connection, headers: dict[str, str]) -> None:
    activity = an_activity("https://example.org/" + "a" * 3000)["id"]
    agent = an_agent(account={"homePage": "https://example.org/" + "b" * 3000, "name": "x"})
    query = urlencode({"activity": activity, "agent": json.dumps(agent)})
    connection.request("GET", f"/xapi/statements?{query}", headers=headers)
    assert connection.getresponse().status == 200


def test_the_key_of_one_store_shows_nothing_of_another(
    live_server: LiveServer, connection, headers: dict[str, str]
) -> None:
    body = json.dumps(a_statement())
    connection.request(
        "POST", "/xapi/statements", body, {**headers, "Content-Type": "application/json"}
    )
    answer = connection.getresponse()
    assert (answer.status, len(json.loads(answer.read()))) == (200, 1)
    other = live_server.with_new_store()
    assert other.key
    strange = {**headers, **authorization(other.key)}
    connection.request("GET", "/xapi/statements", headers=strange)
    assert json.loads(connection.getresponse().read())["statements"] == []


def test_a_bad_setting_stops_the_start_and_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import wsgi; wsgi.main()", "serve"],
        env={"HALLWAY_WORKERS": "none", "HALLWAY_COLOUR": "red", "PATH": "/usr/bin"},
        cwd=CHECKOUT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "HALLWAY_WORKERS" in done.stderr
    assert "HALLWAY_COLOUR" in done.stderr
    assert "Traceback" not in done.stderr
