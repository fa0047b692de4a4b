"""Eight clients on one document: with If-Match exactly one wins each round, and merges lose nothing."""

import json
import threading
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.builders import an_activity, an_agent
from tests.live.writers import Target
from tests.live_server import LiveServer

CLIENTS, ROUNDS = 8, 12
ACTIVITY, AGENT = an_activity()["id"], json.dumps(an_agent())
ADDRESSES = {
    "state": "activities/state?"
    + urlencode({"activityId": ACTIVITY, "agent": AGENT, "stateId": "d"}),
    "activity profile": "activities/profile?"
    + urlencode({"activityId": ACTIVITY, "profileId": "d"}),
    "agent profile": "agents/profile?" + urlencode({"agent": AGENT, "profileId": "d"}),
}


class Client:
    """One client with a connection of its own to one document."""

    def __init__(self, connection: HTTPConnection, target: Target, address: str) -> None:
        self._connection = connection
        self._headers = target.headers
        self._address = f"/xapi/{address}"

    def send(self, method: str, content: object, **conditions: str) -> int:
        headers = {name.replace("_", "-"): value for name, value in conditions.items()}
        body = json.dumps(content)
        self._connection.request(method, self._address, body, self._headers | headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status

    def get(self) -> tuple[dict[str, int], str]:
        """Give the document and its ETag."""
        self._connection.request("GET", self._address, headers=self._headers)
        answer = self._connection.getresponse()
        content = json.loads(answer.read())
        return content, answer.getheader("ETag") or ""


def all_at_once(target: Target, address: str, work: Callable[[Client, int], None]) -> None:
    """Let all clients work at the same time; what goes wrong in one of them is raised here."""
    wrong: list[BaseException] = []

    def run(number: int) -> None:
        with closing(target.connect()) as connection:
            try:
                work(Client(connection, target, address), number)
            except BaseException as error:
                wrong.append(error)
                raise

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong
    assert not any(thread.is_alive() for thread in threads)


def test_of_writers_who_read_the_same_exactly_one_wins(server: LiveServer) -> None:
    for address in ADDRESSES.values():
        exactly_one_wins(Target(server), address)


def exactly_one_wins(target: Target, address: str) -> None:
    statuses: list[list[int]] = [[] for _ in range(ROUNDS + 1)]
    line = threading.Barrier(CLIENTS, timeout=30)

    def write(client: Client, number: int) -> None:
        line.wait()
        statuses[0].append(client.send("PUT", {"round": 0}, If_None_Match="*"))
        for each in range(1, ROUNDS + 1):
            line.wait()
            found, etag = client.get()
            assert found["round"] == each - 1
            line.wait()
            content = {"round": each, "winner": number}
            statuses[each].append(client.send("PUT", content, If_Match=etag))

    all_at_once(target, address, write)
    assert [sorted(each) for each in statuses] == [[204] + [412] * (CLIENTS - 1)] * (ROUNDS + 1)


def test_a_counter_counts_every_increment(server: LiveServer) -> None:
    target = Target(server)

    def count(client: Client, number: int) -> None:
        for _ in range(ROUNDS // 2):
            while True:
                found, etag = client.get()
                status = client.send("PUT", {"n": found["n"] + 1}, If_Match=etag)
                assert status in (204, 412)
                if status == 204:
                    break

    with closing(target.connect()) as connection:
        reader = Client(connection, target, ADDRESSES["state"])
        assert reader.send("PUT", {"n": 0}) == 204
        all_at_once(target, ADDRESSES["state"], count)
        assert reader.get()[0] == {"n": CLIENTS * (ROUNDS // 2)}


def test_merges_lose_no_member(server: LiveServer) -> None:
    target = Target(server)

    def merge(client: Client, number: int) -> None:
        for each in range(ROUNDS):
            assert client.send("POST", {f"{number}-{each}": each}) == 204

    for address in ADDRESSES.values():
        all_at_once(target, address, merge)
        with closing(target.connect()) as connection:
            found, _ = Client(connection, target, address).get()
        assert len(found) == CLIENTS * ROUNDS
