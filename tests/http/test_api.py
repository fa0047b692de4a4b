"""The JSON API: a key opens it, the store is the key's, and the document says what there is."""

import pytest

from lrs import Lrs, Scope, Store
from tests.builders import a_statement, an_agent
from tests.conftest import authorization


@pytest.fixture
def api(hallway, store: Store):
    import wsgi

    key = hallway.lrs.create_key(store, [Scope.ALL_READ], "reports")
    client = wsgi.create_app(hallway).test_client()

    def get(path: str, header: str = authorization(key)["Authorization"]):
        return client.get(f"/api/v1/{path}", headers={"Authorization": header} if header else {})

    get.key = key
    get.client = client
    return get


def _people(lrs: Lrs, store: Store, *names: str) -> None:
    for name in names:
        lrs.meet(store.id, an_agent(name.lower()) | {"name": name})


def test_people_come_page_by_page(api, lrs: Lrs, store: Store) -> None:
    _people(lrs, store, "Ada", "Grace", "Edsger")
    first = api("people?limit=2").json
    rest = api(f"people?limit=2&after={first['next']}").json
    assert [p["name"] for p in first["people"] + rest["people"]] == ["Ada", "Edsger", "Grace"]
    assert rest["next"] == ""


def test_a_record_has_its_facets_and_its_statements(api, lrs: Lrs, store: Store) -> None:
    ada = an_agent("ada")
    told = lrs.record_statements(lrs.own_access(store.id), [a_statement(actor=ada)])
    person = lrs.meet(store.id, ada)
    [entry] = api(f"people/{person}/record").json["entries"]
    assert entry["statements"] == told
    assert {"formality", "evidence", "time_basis", "source"} <= entry.keys()


def test_people_of_another_store_are_not_there(api, lrs: Lrs) -> None:
    other = lrs.create_store("other")
    stranger = lrs.meet(other.id, an_agent("stranger"))
    answer = api(f"people/{stranger}/record")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_a_bearer_token_opens_as_well(api) -> None:
    assert api("people", f"Bearer {api.key.key}.{api.key.secret}").status_code == 200


@pytest.mark.parametrize(
    "header",
    ["", "Basic !", "Bearer nobody.knows", "Digest x"],
    ids=["none", "bad", "wrong", "other"],
)
def test_nobody_without_a_key_comes_in(api, header: str) -> None:
    answer = api("people", header)
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"


def test_a_key_without_the_scope_is_told_which_it_needs(api, lrs: Lrs, store: Store) -> None:
    key = lrs.create_key(store, [Scope.STATEMENTS_WRITE], "sensor")
    answer = api("people", authorization(key)["Authorization"])
    assert answer.status_code == 403
    assert "all/read" in answer.json["detail"]


def test_a_wrong_parameter_is_named(api) -> None:
    answer = api("people?limit=many")
    assert answer.status_code == 400
    assert [each[0] for each in answer.json["violations"]] == ["/limit"]


def test_the_document_lists_what_there_is(api) -> None:
    document = api("openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/people/{person_id}/record" in document["paths"]


def test_pages_are_refused_as_pages_still(api) -> None:
    assert (
        api.client.get("/console/nothing", headers={"Accept": "text/html"}).mimetype == "text/html"
    )


@pytest.mark.parametrize(
    "scope", [Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE, Scope.STATE, Scope.DEFINE]
)
def test_a_key_that_may_not_read_everything_sees_nobody_s_record(
    api, lrs: Lrs, store: Store, scope: Scope
) -> None:
    person = lrs.meet(store.id, an_agent("ada"))
    header = authorization(lrs.create_key(store, [scope], "narrow"))["Authorization"]
    for path in (
        "people",
        f"people/{person}/record",
        "reports/activity",
        "reports/budget/what-if",
        "transcripts",
        "transcripts/issued",
    ):
        assert api(path, header).status_code == 403, path
