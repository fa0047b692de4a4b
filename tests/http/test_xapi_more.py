"""`more`: a list goes on where it ended, whatever happens in between (xAPI-Data 2.5)."""

from collections.abc import Iterator
from itertools import chain
from typing import Any
from uuid import uuid4

import pytest

from lrs import Scope
from tests.builders import a_reference, a_statement, a_voiding, an_agent, statements
from tests.http.xapi_client import Application, Json, XapiClient, pointers

BOB = an_agent("bob")


def pages(client: XapiClient, **query: Any) -> Iterator[list[str]]:
    """Follow `more` to the end and give the ids of each page."""
    page = client.page(**query)
    yield [each["id"] for each in page["statements"]]
    while page["more"]:
        page = follow(client, page["more"])
        yield [each["id"] for each in page["statements"]]


def follow(client: XapiClient, more: str) -> Json:
    answer = client.ask("GET", more)
    assert answer.status_code == 200, answer.text
    assert answer.headers["X-Experience-API-Consistent-Through"]
    page: Json = answer.json
    return page


@pytest.mark.parametrize("ascending", ["true", "false"])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_together_are_the_list(ada: XapiClient, ascending: str, limit: int) -> None:
    ada.post(*statements(7))
    whole = ada.found(ascending=ascending)
    parts = list(pages(ada, ascending=ascending, limit=limit))
    assert list(chain(*parts)) == whole
    assert all(len(part) == limit for part in parts[:-1])


@pytest.mark.parametrize("ascending", ["true", "false"])
def test_every_filter_goes_on_to_hold(ada: XapiClient, ascending: str) -> None:
    ids = ada.post(*[a_statement(actor=[BOB, an_agent()][n % 2]) for n in range(12)])
    stored = [ada.statement(each)["stored"] for each in ids]
    query = {"agent": BOB, "since": stored[1], "until": stored[9], "ascending": ascending}
    expected = ids[2:10:2] if ascending == "true" else ids[2:10:2][::-1]
    assert list(chain(*pages(ada, limit=2, **query))) == expected


@pytest.mark.parametrize("query", [{}, {"agent": BOB}], ids=["all", "of bob"])
@pytest.mark.parametrize("ascending", ["true", "false"])
def test_writing_in_between_neither_repeats_nor_hides(
    ada: XapiClient, ascending: str, query: dict[str, Any]
) -> None:
    before = ada.post(*statements(6, actor=BOB))
    seen: list[str] = []
    new: list[str] = []
    for number, part in enumerate(pages(ada, limit=2, ascending=ascending, **query)):
        seen += part
        if number < 4:
            new += ada.post(*statements(1, actor=BOB), a_statement())[:1]
    assert len(seen) == len(set(seen))
    if ascending == "true":  # what is new comes at the end, and is met there
        assert seen[:6] == before
        assert [each for each in seen if each in new] == new
    else:  # what is new comes before the first page
        assert seen == before[::-1]


def test_voiding_and_referring_in_between_neither_repeats_nor_hides(ada: XapiClient) -> None:
    ids = ada.post(*statements(6, actor=BOB))
    query = {"agent": BOB, "limit": 2, "ascending": "true"}
    walk = pages(ada, **query)
    seen = next(walk)
    ada.post(a_voiding(ids[0]), a_voiding(ids[3]))
    comments = ada.post(a_statement(object=a_reference(ids[1])))
    rest = list(chain(*walk))
    # The voiders refer to statements of bob, so they are found by him, too.
    assert seen + [each for each in rest if each in ids] == [*ids[:3], *ids[4:]]
    assert [each for each in rest if each in comments] == comments
    assert len(set(rest)) == len(rest)


def test_a_page_of_the_store_s_own_size_goes_on(ada: XapiClient) -> None:
    batch = statements(501)
    ada.post(*batch)
    assert [len(part) for part in pages(ada)] == [500, 1]
    assert [len(part) for part in pages(ada, limit=1000)] == [500, 1]


def test_format_attachments_and_language_go_on(ada: XapiClient) -> None:
    ada.post(*statements(2, verb={"id": "x:v", "display": {"en": "did", "de": "tat"}}))
    first = ada.page(limit=1, format="canonical", attachments="false")
    second = ada.sending(**{"Accept-Language": "de"}).ask("GET", first["more"]).json
    assert second["statements"][0]["verb"]["display"] == {"de": "tat"}
    with_parts = ada.ask("GET", "statements", {"limit": 1, "attachments": "true"})
    assert with_parts.content_type.startswith("multipart/mixed")
    assert b'"more":"/xapi/more/' in with_parts.data


def test_more_is_an_address_on_this_server_without_a_query(ada: XapiClient) -> None:
    ada.post(*statements(2))
    more = ada.page(limit=1)["more"]
    assert more.startswith("/xapi/more/")
    assert "?" not in more
    head = ada.ask("HEAD", more)
    assert (head.status_code, head.data) == (200, b"")
    assert ada.ask("POST", more, body=a_statement()).status_code == 405


def test_more_speaks_the_version_it_is_asked_in(ada: XapiClient) -> None:
    ada.post(*statements(2))
    answer = ada.speaking("2.0.0").ask("GET", ada.page(limit=1)["more"])
    assert answer.headers["X-Experience-API-Version"] == "2.0.0"


def changed(token: str) -> Iterator[str]:
    """Give the token with each character changed in turn, cut off, extended, and others altogether."""
    for number, character in enumerate(token):
        yield token[:number] + ("A" if character != "A" else "B") + token[number + 1 :]
    yield from (token[:-1], token + "A", token + "=", token[4:], "x", "....", "%00", "%ff%fe", "🙂")
    yield from ("A" * 5000, "e30", str(uuid4()))


def test_a_cursor_that_was_changed_is_refused(ada: XapiClient) -> None:
    ada.post(*statements(2))
    base, _, token = ada.page(limit=1)["more"].rpartition("/")
    for each in changed(token):
        assert pointers(ada.ask("GET", f"{base}/{each}")) == ["more"], each


def test_a_cursor_of_another_store_shows_nothing_of_it(
    application: Application, ada: XapiClient
) -> None:
    foreign = application.client(application.new_store(), Scope.ALL)
    theirs, ours = foreign.post(*statements(3)), ada.post(*statements(3))
    assert theirs
    more = foreign.page(limit=1, ascending="true")["more"]
    page = ada.ask("GET", more).json
    assert {each["id"] for each in page["statements"]} <= set(ours)


def test_a_cursor_needs_the_right_to_read(application: Application) -> None:
    store = application.new_store()
    reader = application.client(store, Scope.ALL)
    reader.post(*statements(2))
    more = reader.page(limit=1)["more"]
    assert application.client(store, Scope.STATEMENTS_WRITE).ask("GET", more).status_code == 403
    assert reader.sending(Authorization=None).ask("GET", more).status_code == 401
    assert application.client(store, Scope.STATEMENTS_READ_MINE).ask("GET", more).json == {
        "statements": [],
        "more": "",
    }
