"""How much work a request is: a handful of SQL statements whatever its size, and no needless parsing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from lrs.database import Database
from lrs.xapi import strict_json
from tests.builders import a_reference, a_statement, an_activity, an_agent, statements
from tests.http.multipart_bodies import attachment, first, part, send, with_files
from tests.http.xapi_client import Application, XapiClient


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Give a list that fills with the SQL statements that are sent; one executed with many rows is one."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        sent.append(sql)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def fresh(count: int, name: str) -> list[dict[str, Any]]:
    """Statements about people and activities that nobody has met; every other one refers to the one before."""
    batch = []
    for number in range(count):
        statement = a_statement(
            id=str(uuid4()),
            actor=an_agent(f"{name}{number}"),
            object=an_activity(f"{name}-{number}"),
        )
        if number % 2:
            statement["object"] = a_reference(batch[-1]["id"])
        batch.append(statement)
    return batch


def renamed(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same people and activities under new names, in new statements."""
    return [
        each
        | {"id": str(uuid4()), "actor": each["actor"] | {"name": f"New {number}"}}
        | ({} if number % 2 else {"object": an_activity(each["object"]["id"], moreInfo="x:y")})
        for number, each in enumerate(batch)
    ]


def post(client: XapiClient, application: Application, batch: Any) -> int:
    with counted(application.database) as sent:
        client.post(*batch)
    return len(sent)


def test_a_batch_of_a_hundred_is_a_handful_of_sql(
    application: Application, ada: XapiClient
) -> None:
    small, large = fresh(2, "s"), fresh(100, "l")
    counts = {
        "new": (post(ada, application, small), post(ada, application, large)),
        "renamed": (
            post(ada, application, renamed(small)),
            post(ada, application, renamed(large)),
        ),
        "known": (post(ada, application, small), post(ada, application, large)),
    }
    for few, many in counts.values():
        assert many <= few + 2, counts  # chains are looked for level by level
        assert many <= 20, counts


def test_one_plain_statement_is_a_handful_of_sql(application: Application, ada: XapiClient) -> None:
    first, again = (post(ada, application, statements(1)) for _ in range(2))
    assert first <= 16  # with a person and an activity that are met for the first time
    assert again <= 10


def test_many_attachments_are_a_handful_of_sql(application: Application, ada: XapiClient) -> None:
    contents = [str(number).encode() for number in range(100)]
    given = first(with_files(*map(attachment, contents)))
    with counted(application.database) as sent:
        assert send(ada, given, *map(part, contents)).status_code == 200
    assert len(sent) <= 18, sent


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"agent": an_agent()},
        {
            "verb": "x:v",
            "agent": an_agent(),
            "related_agents": "true",
            "since": "2026-01-01T00:00:00Z",
        },
        {"format": "canonical"},
        {"attachments": "true"},
    ],
)
def test_a_page_is_a_handful_of_sql(
    application: Application, ada: XapiClient, query: dict[str, Any]
) -> None:
    ada.post(*statements(100, verb="x:v"))
    with counted(application.database) as sent:
        assert ada.ask("GET", "statements", query).status_code == 200
    assert len(sent) <= 14, sent  # an idle store is asked whether it is idle, which takes a few


def test_exact_answers_are_not_parsed(ada: XapiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.post(*statements(100))
    parsed: list[bytes] = []
    loads = strict_json.loads

    def noted(raw: bytes) -> Any:
        parsed.append(raw)
        return loads(raw)

    monkeypatch.setattr(strict_json, "loads", noted)
    assert len(ada.found(limit=100)) == 100
    assert ada.page(limit=10)["more"]
    assert parsed == []
    ada.page(limit=10, format="ids")
    assert len(parsed) == 10
