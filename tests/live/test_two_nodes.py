"""Two servers on two ports behind a balancer, one PostgreSQL, and no folder that they share."""

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import httpx
import pytest

from lrs import kept_files
from lrs.exports import Order
from lrs.storage.jobs import State
from lrs.transcripts.period import Period
from tests.builders import a_statement
from tests.conftest import authorization
from tests.live.balancer import balancer
from tests.live.processes import wait_until
from tests.live.writers import Promises, Target, check, everything, get, pages, writing
from tests.live_server import LiveServer, start
from tests.postgresql.shared import database_url


class Nodes(NamedTuple):
    """Two servers, and the server that a client sees: the balancer in front of them."""

    front: LiveServer
    one: LiveServer
    other: LiveServer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    url = database_url(tmp_path_factory, "two_nodes")
    with balancer() as front:
        same = {
            "HALLWAY_BASE_URL": front.url.replace("127.0.0.1", "localhost"),
            "HALLWAY_SANDBOX_URL": front.url,
            "HALLWAY_SANDBOX": "1",
            "HALLWAY_SECRET": "what all nodes have to know",
        }
        nodes = [start(tmp_path_factory.mktemp("node"), url, **same) for _ in range(2)]
        front.nodes = [int(node.url.rsplit(":")[-1]) for node in nodes]
        nodes[0].lrs.create_store("default")
        yield Nodes(replace(nodes[0], url=front.url), *nodes)
        for node in nodes:
            node.stop()


@pytest.fixture
def nodes(running: Nodes) -> Nodes:
    """The nodes with a store and a key that no other test has seen."""
    front = running.front.with_new_store()
    one, other = (replace(n, store=front.store, key=front.key) for n in running[1:])
    return Nodes(front, one, other)


def test_a_launch_goes_on_wherever_the_balancer_leads(nodes: Nodes) -> None:
    lms = nodes.front.url
    tool = lms.replace("127.0.0.1", "localhost")
    browser = _Browser()
    login = browser.get(f"{lms}/sandbox/window?person=1&role=learner")
    while "/sandbox/auth" not in login.headers["Location"]:
        login = browser.get(str(login.url.join(login.headers["Location"])))
    sent = browser.get(login.headers["Location"])
    opened = browser.post(f"{tool}/lti/launch", _form(sent.text))
    pages = [browser.get(str(opened.url.join(opened.headers["Location"]))) for _ in range(3)]
    assert [page.status_code for page in pages] == [200] * 3
    assert all('<body data-role="learner"' in page.text for page in pages)


class _Browser:
    """Keeps every cookie, and makes a connection for each request, so that each meets another node."""

    def __init__(self) -> None:
        self._cookies: dict[str, str] = {}

    def get(self, url: str) -> httpx.Response:
        return self._seen(httpx.get(url, headers=self._headers(), timeout=30))

    def post(self, url: str, form: dict[str, str]) -> httpx.Response:
        return self._seen(httpx.post(url, data=form, headers=self._headers(), timeout=30))

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        for cookie in answer.headers.get_list("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer


def test_what_eight_writers_send_to_both_is_there_once_and_in_order(nodes: Nodes) -> None:
    target, promises, stop = Target(nodes.front), Promises(), threading.Event()
    seen: list[str] = []

    def follow() -> None:
        """Poll by Consistent-Through, and ask another node each time."""
        since = "2000-01-01T00:00:00Z"
        while True:
            last_round = stop.is_set()
            _, through = get(target, "/xapi/statements?limit=1")
            window = f"since={quote(since)}&until={quote(through)}"
            for page in pages(target, f"/xapi/statements?limit=100&ascending=true&{window}"):
                seen.extend(str(each["id"]) for each in page)
            since = through
            if last_round:
                return

    follower = threading.Thread(target=follow)
    with writing(target, promises):
        follower.start()
        time.sleep(3)
    time.sleep(0.2)
    stop.set()
    follower.join(60)
    assert set(promises.statuses) == {200}
    assert seen == everything(target)
    assert len(seen) > 50
    check(target, promises)


def test_a_page_that_one_node_began_the_other_goes_on_with(nodes: Nodes) -> None:
    ids = [_post(nodes.one if n % 2 else nodes.other) for n in range(6)]
    first = _get(nodes.one, "/xapi/statements?limit=4&ascending=true")
    rest = _get(nodes.other, str(first["more"]))
    assert [s["id"] for s in first["statements"] + rest["statements"]] == ids


def test_a_key_that_one_node_revokes_the_other_refuses_within_a_quarter_second(
    nodes: Nodes,
) -> None:
    assert nodes.one.key
    for node in nodes[1:]:
        assert _status(node) == 200
    nodes.one.hallway("key", "revoke", nodes.one.key.key)
    time.sleep(0.25)
    assert [_status(node) for node in nodes[1:]] == [401, 401]


def test_an_export_is_handed_out_by_every_node(nodes: Nodes) -> None:
    _post(nodes.one)
    assert nodes.one.store
    store_id = nodes.one.store.id
    job = nodes.one.lrs.exports.order(store_id, Order("csv", Period()), "test")
    done = nodes.other.lrs.exports
    wait_until(lambda: done.one(store_id, job.id).state is State.DONE, 30, "a worker wrote it")
    _, file = nodes.other.lrs.exports.file(store_id, job.id)
    found = b"".join(file.content)
    assert found.startswith(b"\xef\xbb\xbfrecord_id,")
    assert len(found) == file.size
    folders = [Path(node.environment["HALLWAY_VAR"]) for node in nodes[1:]]
    assert [file for folder in folders for file in folder.rglob("*.csv")] == []
    assert kept_files.find(nodes.one.lrs.database, store_id, file.name).size == file.size


def _form(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def _post(node: LiveServer) -> str:
    assert node.key
    headers = authorization(node.key) | {"X-Experience-API-Version": "1.0.3"}
    answer = httpx.post(f"{node.url}/xapi/statements", json=a_statement(), headers=headers)
    return str(answer.json()[0])


def _get(node: LiveServer, path: str) -> dict[str, Any]:
    found, _ = get(Target(node), path)
    return found


def _status(node: LiveServer) -> int:
    target, address = Target(node), urlsplit(node.url)
    assert address.hostname
    connection = HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request("GET", "/xapi/statements", headers=target.headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status
