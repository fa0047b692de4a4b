"""/api/v1/transcripts: ordered by a program, fetched, and taken back."""

import io
import json
import zipfile

import pytest
from flask.testing import FlaskClient

from lrs import Lrs, Scope, Store
from tests.builders import a_statement, an_agent
from tests.conftest import authorization

VIDEO = "https://w3id.org/xapi/video/activity-type/video"


@pytest.fixture
def api(client: FlaskClient, lrs: Lrs, store: Store) -> FlaskClient:
    lrs.record_statements(
        lrs.own_access(store.id), [a_statement(), a_statement(actor=an_agent("bo"))]
    )
    key = lrs.create_key(store, [Scope.ALL], "registry")
    client.environ_base["HTTP_AUTHORIZATION"] = authorization(key)["Authorization"]
    return client


def test_a_program_orders_fetches_and_revokes(api: FlaskClient, lrs: Lrs, store: Store) -> None:
    person = lrs.meet(store.id, an_agent("bo"))
    order = {"format": "pdf", "from": "2020-01-01", "people": [str(person)]}
    ordered = api.post("/api/v1/transcripts", json=order)
    assert (ordered.status_code, ordered.json["state"]) == (202, "waiting")
    lrs.queue.run_waiting()
    one = f"/api/v1/transcripts/{ordered.json['id']}"
    assert api.get(one).json["state"] == "done"
    with zipfile.ZipFile(io.BytesIO(api.get(f"{one}/file").data)) as pack:
        assert [name[:3] for name in pack.namelist()] == ["Bo-"]
    [issued] = api.get("/api/v1/transcripts/issued").json
    assert issued["person"] == str(person)
    revocation = f"/api/v1/transcripts/issued/{issued['code']}/revocation"
    assert api.post(revocation, json={"reason": "wrong year"}).status_code == 204
    assert api.post(revocation, json={"reason": "again"}).status_code == 404
    assert api.get("/api/v1/transcripts/issued").json[0]["reason"] == "wrong year"


@pytest.mark.parametrize(
    ("file_format", "endings"),
    [("json", ["clr.json"] * 2), ("badge", ["badge.json"] * 3)],
)
def test_credentials_of_everybody_come_as_files_of_each(
    api: FlaskClient, lrs: Lrs, store: Store, file_format: str, endings: list[str]
) -> None:
    """Two people; one of them completed two courses and watched a clip."""
    clip = {"id": "https://clips.example/1", "definition": {"type": VIDEO}}
    lrs.record_statements(
        lrs.own_access(store.id), [a_statement(object="law"), a_statement(object=clip)]
    )
    ordered = api.post("/api/v1/transcripts", json={"format": file_format}).json
    lrs.queue.run_waiting()
    content = api.get(f"/api/v1/transcripts/{ordered['id']}/file").data
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert [name.partition(".")[2] for name in pack.namelist()] == endings
        said = [json.loads(pack.read(name)) for name in pack.namelist()]
    issued = api.get("/api/v1/transcripts/issued").json
    assert len(issued) == len(endings)
    kind = "ClrCredential" if file_format == "json" else "OpenBadgeCredential"
    assert all(kind in each["type"] for each in said)
    if file_format == "badge":
        assert sorted(each["name"] for each in said) == ["course-1", "course-1", "law"]


@pytest.mark.parametrize("order", [{}, {"format": "odt"}, {"format": "csv", "people": ["ada"]}])
def test_an_order_that_cannot_be_read_is_refused(
    api: FlaskClient, order: dict[str, object]
) -> None:
    answer = api.post("/api/v1/transcripts", json=order)
    assert answer.status_code == 400
    assert answer.json["violations"]


def test_who_may_only_read_takes_nothing_back(api: FlaskClient, lrs: Lrs, store: Store) -> None:
    key = lrs.create_key(store, [Scope.ALL_READ], "reader")
    answer = api.post(
        "/api/v1/transcripts/issued/000000000000/revocation",
        json={"reason": "malice"},
        headers=authorization(key),
    )
    assert answer.status_code == 403
