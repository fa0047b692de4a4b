"""GET and HEAD of statements (xAPI-Communication 2.1.3): order, formats, headers and bad parameters."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.builders import (
    a_group,
    a_statement,
    a_verb,
    a_voiding,
    an_activity,
    an_agent,
    statements,
)
from tests.http.xapi_client import ONE_DATABASE, XapiClient, pointers, refusal

BOB, DAN = an_agent("bob"), an_agent("dan")
REGISTRATION = "16fd2706-8baf-433b-82eb-8c7fada847da"


def test_since_is_exclusive_and_until_inclusive_by_stored(ada: XapiClient) -> None:
    ids = ada.post(*[each | {"timestamp": "2001-01-01T00:00:00Z"} for each in statements(5)])
    stored = [ada.statement(each)["stored"] for each in ids]
    assert sorted(set(stored)) == stored
    assert ada.found(since=stored[1], ascending="true") == ids[2:]
    assert ada.found(until=stored[1], ascending="true") == ids[:2]
    assert ada.found(since=stored[0], until=stored[3], ascending="true") == ids[1:4]
    assert ada.found(since=stored[4]) == []
    assert ada.found(since=stored[3], until=stored[1]) == []
    in_oslo = datetime.fromisoformat(stored[1]).astimezone(timezone(timedelta(hours=2))).isoformat()
    assert ada.found(since=in_oslo, ascending="true") == ids[2:]


def test_the_newest_come_first_unless_asked_otherwise(ada: XapiClient) -> None:
    ids = ada.post(*statements(3)) + ada.post(*statements(2))
    assert ada.found() == ids[::-1]
    assert ada.found(ascending="false") == ids[::-1]
    assert ada.found(ascending="true") == ids


@pytest.mark.parametrize(
    ("limit", "given"), [(0, 4), (1, 1), (3, 3), (4, 4), (5, 4), (999999999, 4)]
)
def test_a_page_has_at_most_limit_statements(ada: XapiClient, limit: int, given: int) -> None:
    ids = ada.post(*statements(4))
    page = ada.page(limit=limit)
    assert [each["id"] for each in page["statements"]] == ids[::-1][:given]
    assert bool(page["more"]) is (given < 4)


def test_an_empty_result_is_a_result(ada: XapiClient) -> None:
    assert ada.page() == {"statements": [], "more": ""}


BAD_QUERIES: list[tuple[str, str]] = [
    ("statementId=17", "statementId"),
    ("voidedStatementId=", "voidedStatementId"),
    ("agent=ada", "agent"),
    ("agent=%7B%22mbox%22:%22ada%22%7D", "agent/mbox"),
    ("agent=%7B%22objectType%22:%22Group%22,%22member%22:[]%7D", "agent"),
    ("agent=%7B%22mbox%22:%22mailto:a@x.org%22,%22openid%22:%22https://x.org%22%7D", "agent"),
    ("verb=completed", "verb"),
    ("activity=course", "activity"),
    ("registration=17", "registration"),
    ("related_agents=yes", "related_agents"),
    ("related_activities=True", "related_activities"),
    ("since=yesterday", "since"),
    ("until=2026-13-01T00:00:00Z", "until"),
    ("limit=-1", "limit"),
    ("limit=many", "limit"),
    ("format=pretty", "format"),
    ("attachments=1", "attachments"),
    ("ascending=", "ascending"),
    ("ascending=true&ascending=true", "ascending"),
    ("colour=red", "colour"),
    *[(name + "=x", name) for name in ("StatementID", "Agent", "Verb", "Limit", "Since", "FORMAT")],
]


@ONE_DATABASE
@pytest.mark.parametrize(("query", "pointer"), BAD_QUERIES)
def test_a_parameter_that_can_not_be_used_is_named(
    ada: XapiClient, query: str, pointer: str
) -> None:
    answer = ada.ask("GET", "statements", query)
    assert pointers(answer) == [pointer]
    assert answer.headers["X-Experience-API-Consistent-Through"]


def test_all_parameters_that_can_not_be_used_are_named(ada: XapiClient) -> None:
    answer = ada.ask("GET", "statements", "limit=x&colour=red&since=now&format=pretty")
    assert sorted(pointers(answer)) == ["colour", "format", "limit", "since"]


@ONE_DATABASE
@pytest.mark.parametrize("by", ["statementId", "voidedStatementId"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("agent", BOB),
        ("verb", "https://example.org/v"),
        ("activity", "https://example.org/a"),
        ("registration", REGISTRATION),
        ("related_agents", "true"),
        ("related_activities", "true"),
        ("since", "2026-01-01T00:00:00Z"),
        ("until", "2026-01-01T00:00:00Z"),
        ("limit", "1"),
        ("ascending", "true"),
    ],
)
def test_an_id_goes_with_format_and_attachments_only(
    ada: XapiClient, by: str, name: str, value: Any
) -> None:
    assert pointers(ada.ask("GET", "statements", {by: str(uuid4()), name: value})) == [name]


def test_one_statement_is_asked_for_by_one_id(ada: XapiClient) -> None:
    both = {"statementId": str(uuid4()), "voidedStatementId": str(uuid4())}
    assert pointers(ada.ask("GET", "statements", both)) == ["voidedStatementId"]


def test_an_unknown_id_is_404(ada: XapiClient) -> None:
    (known,) = ada.post(a_statement())
    for by, wanted in (("statementId", uuid4()), ("voidedStatementId", known)):
        assert str(wanted) in refusal(ada.ask("GET", "statements", {by: wanted}), 404)["detail"]


def test_a_voided_statement_is_read_by_its_own_parameter(ada: XapiClient) -> None:
    (sent,) = ada.post(a_statement())
    before = ada.statement(sent)
    (voider,) = ada.post(a_voiding(sent))
    refusal(ada.ask("GET", "statements", {"statementId": sent}), 404)
    assert ada.ask("GET", "statements", {"voidedStatementId": sent}).json == before
    assert ada.found() == [voider]


NAMES = {"en": "Course", "de": "Kurs", "fr-CA": "Cours"}
DEFINED = an_activity() | {"definition": {"name": NAMES}}
SHOWN = a_verb(display={"en-US": "completed", "de": "schloss ab"})


@pytest.mark.parametrize(
    ("languages", "name", "display"),
    [
        ("de", {"de": "Kurs"}, {"de": "schloss ab"}),
        ("de-AT, en;q=0.5", {"de": "Kurs"}, {"de": "schloss ab"}),
        ("en;q=0.3, de;q=0.1", {"en": "Course"}, {"en-US": "completed"}),
        ("fr", {"fr-CA": "Cours"}, {"en-US": "completed"}),
        ("fr-CA", {"fr-CA": "Cours"}, {"en-US": "completed"}),
        ("nb, *;q=0.1", {"en": "Course"}, {"en-US": "completed"}),
        (";;q=?", {"en": "Course"}, {"en-US": "completed"}),
        (None, {"en": "Course"}, {"en-US": "completed"}),
    ],
)
def test_canonical_follows_accept_language(
    ada: XapiClient, languages: str | None, name: dict[str, str], display: dict[str, str]
) -> None:
    (sent,) = ada.post(a_statement(verb=SHOWN, object=DEFINED))
    asking = ada.sending(**{"Accept-Language": languages})
    for answer in (
        asking.statement(sent, format="canonical"),
        asking.page(format="canonical")["statements"][0],
    ):
        assert answer["object"]["definition"]["name"] == name
        assert answer["verb"]["display"] == display
    assert asking.statement(sent)["object"] == DEFINED


def test_canonical_gives_the_store_s_own_definition(ada: XapiClient) -> None:
    first, _ = ada.post(
        a_statement(object=an_activity("c")),
        a_statement(object=an_activity("c", moreInfo="https://x.org/")),
    )
    canonical = ada.statement(first, format="canonical")
    assert canonical["object"]["definition"]["moreInfo"] == "https://x.org/"
    assert ada.statement(first, format="exact")["object"] == an_activity("c")


def test_ids_keeps_only_what_identifies(ada: XapiClient) -> None:
    context = {"instructor": BOB, "contextActivities": {"parent": [an_activity("part")]}}
    actor = a_group(BOB, DAN)
    (sent,) = ada.post(a_statement(actor=actor, verb=SHOWN, object=DEFINED, context=context))
    for short in (ada.statement(sent, format="ids"), ada.page(format="ids")["statements"][0]):
        assert short["actor"] == {
            "objectType": "Group",
            "member": [{"mbox": "mailto:bob@example.org"}, {"mbox": "mailto:dan@example.org"}],
        }
        assert short["verb"] == {"id": SHOWN["id"]}
        assert short["object"] == {"id": DEFINED["id"]}
        assert short["context"]["instructor"] == {"mbox": "mailto:bob@example.org"}
        assert short["context"]["contextActivities"] == {
            "parent": [{"id": an_activity("part")["id"]}]
        }


def test_one_statement_says_when_it_was_stored(ada: XapiClient) -> None:
    (sent,) = ada.post(a_statement())
    answer = ada.ask("GET", "statements", {"statementId": sent})
    stored = datetime.fromisoformat(answer.json["stored"])
    assert parsedate_to_datetime(answer.headers["Last-Modified"]) == stored.replace(microsecond=0)


@pytest.mark.parametrize("query", [{}, {"limit": 1}, {"statementId": 1}, {"attachments": "true"}])
def test_every_answer_says_how_far_the_store_is_consistent(
    ada: XapiClient, query: dict[str, Any]
) -> None:
    (sent,) = ada.post(a_statement())
    query = {"statementId": sent} if "statementId" in query else query
    answer = ada.ask("GET", "statements", query)
    through = datetime.fromisoformat(answer.headers["X-Experience-API-Consistent-Through"])
    assert datetime.fromisoformat(ada.statement(sent)["stored"]) <= through <= datetime.now(UTC)


@pytest.mark.parametrize(
    "query", [{}, {"format": "ids", "limit": 1}, {"statementId": 1}, {"limit": "x"}]
)
def test_head_is_get_without_the_body(ada: XapiClient, query: dict[str, Any]) -> None:
    ids = ada.post(*statements(2))
    query = {"statementId": ids[0]} if "statementId" in query else query
    get, head = (ada.ask(method, "statements", query) for method in ("GET", "HEAD"))
    assert (head.status_code, head.data) == (get.status_code, b"")
    changing = "X-Experience-API-Consistent-Through"
    assert {k: v for k, v in head.headers if k != changing} == {
        k: v for k, v in get.headers if k != changing
    }
    assert int(head.headers["Content-Length"]) == len(get.data)


def test_exact_answers_are_what_was_stored_to_the_byte(ada: XapiClient) -> None:
    ids = ada.post(a_statement(result={"extensions": {"https://x.org/n": 1.0}}), *statements(2))
    single = [ada.ask("GET", "statements", {"statementId": each}).data for each in ids]
    listed = ada.ask("GET", "statements", {"ascending": "true"}).data
    assert listed == b'{"statements":[' + b",".join(single) + b'],"more":""}'
