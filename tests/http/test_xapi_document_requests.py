"""What requests for documents must name, and must not (xAPI-Communication 2.2, 3.2)."""

import pytest

from tests.http.document_kinds import ACTIVITY_PROFILE, AGENT_PROFILE, ALL_KINDS, STATE, Kind
from tests.http.xapi_client import ONE_DATABASE, Json, XapiClient, pointers, refusal


def bad_queries(kind_of: Kind) -> list[tuple[str, Json, str]]:
    """Give (method, query, what is wrong) for a resource."""
    cases: list[tuple[str, Json, str]] = []
    for method in ("GET", "PUT", "POST", "DELETE"):
        one = kind_of.one()
        for name in kind_of.where:
            rest = {k: v for k, v in one.items() if k != name}
            bad = "x" if name == "activityId" else {"mbox": "x"}
            wrong = "activityId" if name == "activityId" else "agent/mbox"
            cases += [(method, rest, name), (method, one | {name: bad}, wrong)]
        if method in ("PUT", "POST") or (method == "DELETE" and kind_of is not STATE):
            cases.append((method, kind_of.where, kind_of.id_name))
        cases.append((method, one | {"colour": "red"}, "colour"))
        cases.append((method, kind_of.one(""), kind_of.id_name))
        since = one | {"since": "2026-01-01T00:00:00Z"}
        cases.append((method, since, "since"))
        strange = kind_of.one() | {"registration": "17"}
        cases.append((method, strange, "registration"))
    cases.append(("GET", kind_of.where | {"since": "yesterday"}, "since"))
    return cases


@ONE_DATABASE
@pytest.mark.parametrize(
    ("resource", "method", "query", "pointer"),
    [
        (kind_of.resource, *case)
        for kind_of in (STATE, ACTIVITY_PROFILE, AGENT_PROFILE)
        for case in bad_queries(kind_of)
    ],
)
def test_a_parameter_that_can_not_be_used_is_named(
    ada: XapiClient, resource: str, method: str, query: Json, pointer: str
) -> None:
    body = b"{}" if method in ("PUT", "POST") else None
    assert pointers(ada.ask(method, resource, query, body)) == [pointer]


@ALL_KINDS
def test_methods_that_documents_do_not_have(ada: XapiClient, kind_of: Kind) -> None:
    answer = ada.ask("PATCH", kind_of.resource, kind_of.one(), {})
    refusal(answer, 405)
    assert answer.headers["Allow"] == "GET, PUT, POST, DELETE, HEAD"
