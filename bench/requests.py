"""What the client sends: each kind of work as whole HTTP requests, made before the clock runs."""

import random
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson

from bench import corpus

_PAGE = 50
_SINCE = "2026-01-01T00:00:00Z"
KINDS = (
    *("agent", "verb", "activity", "registration", "window"),
    *("related agent", "related activity", "agent, verb and since", "all related and since"),
)


class Requests:
    """Requests to one store."""

    def __init__(self, path: str, headers: Mapping[str, str]) -> None:
        self._path = path
        self._head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())

    def writes(self, count: int, batch: int, seed: int) -> list[bytes]:
        """Give POSTs of `batch` statements each, `count` statements altogether."""
        return [self._post(some) for some in _chunks(corpus.statements(count, seed), batch)]

    def with_attachment(self, statement: dict[str, Any], content: bytes) -> bytes:
        """Give the POST of a statement with the bytes of its only attachment."""
        sha2 = statement["attachments"][0]["sha2"]
        first = b"--cut\r\nContent-Type: application/json\r\n\r\n" + orjson.dumps(statement)
        head = (
            "\r\n--cut\r\nContent-Type: video/mp4\r\nContent-Transfer-Encoding: binary\r\n"
            f"X-Experience-API-Hash: {sha2}\r\n\r\n"
        )
        body = b"".join((first, head.encode(), content, b"\r\n--cut--\r\n"))
        return self._request("POST", "statements", body, "multipart/mixed; boundary=cut")

    def by_id(self, count: int, seed: int) -> list[bytes]:
        """Give GETs of single statements that `writes` with this seed wrote."""
        known = [each["id"] for each in corpus.statements(count, seed)]
        random.Random(1).shuffle(known)
        return [self._get("statements", statementId=each) for each in known]

    def queries(self, kind: str, count: int, limit: int = _PAGE) -> list[bytes]:
        """Give queries for up to `limit` statements, filtered by `kind`."""
        luck = random.Random(2)
        return [
            self._get("statements", limit=limit, **parameters_of(kind, luck)) for _ in range(count)
        ]

    def states(self, count: int) -> tuple[list[bytes], list[bytes]]:
        """Give PUTs of State documents, and the GETs of the same."""
        puts, gets = [], []
        for number in range(count):
            where = {
                "activityId": corpus.activity(number % corpus.ACTIVITIES),
                "agent": orjson.dumps(corpus.agent(number)).decode(),
                "stateId": "bookmark",
            }
            body = orjson.dumps({"page": number, "seen": list(range(20))})
            puts.append(self._request("PUT", f"activities/state?{urlencode(where)}", body))
            gets.append(self._get("activities/state", **where))
        return puts, gets

    def _post(self, statements: list[dict[str, Any]]) -> bytes:
        document = statements[0] if len(statements) == 1 else statements
        return self._request("POST", "statements", orjson.dumps(document))

    def _get(self, resource: str, **parameters: object) -> bytes:
        return self._request("GET", f"{resource}?{urlencode(parameters)}", b"")

    def _request(
        self, method: str, target: str, body: bytes, content_type: str = "application/json"
    ) -> bytes:
        kind = f"Content-Type: {content_type}\r\n" if body else ""
        head = f"{method} {self._path}{target} HTTP/1.1\r\nHost: bench\r\n{self._head}{kind}"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def parameters_of(kind: str, luck: random.Random | None = None) -> dict[str, str]:
    """Give the parameters of a query; luck picks whom and what it asks for."""
    luck = luck or random.Random(2)
    who = {"agent": orjson.dumps(corpus.agent(int(corpus.AGENTS * luck.random() ** 3))).decode()}
    what = {"activity": corpus.activity(int(corpus.ACTIVITIES * luck.random() ** 3))}
    verb = {"verb": corpus.verb(luck.randrange(len(corpus.VERBS)))}
    related_who = {**who, "related_agents": "true"}
    related_what = {**what, "related_activities": "true"}
    since = {"since": _SINCE}
    return {
        "agent": who,
        "verb": verb,
        "activity": what,
        "registration": {"registration": corpus.registration(luck.randrange(corpus.REGISTRATIONS))},
        "window": {**since, "until": "2100-01-01T00:00:00Z"},
        "related agent": related_who,
        "related activity": related_what,
        "agent, verb and since": {**who, **verb, **since},
        "all related and since": {**related_who, **related_what, **verb, **since},
    }[kind]


def _chunks(statements: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for each in statements:
        some.append(each)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
