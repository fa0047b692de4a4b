"""If-Match and If-None-Match on documents (xAPI-Communication 3.1): nobody overwrites unawares."""

import pytest
from werkzeug.test import TestResponse

from tests.http.document_kinds import (
    ACTIVITY_PROFILE,
    AGENT_PROFILE,
    ALL_KINDS,
    JSON,
    NEW,
    STATE,
    VERSIONS,
    Kind,
    get,
    put,
)
from tests.http.xapi_client import XapiClient, pointers, refusal

OLD = b'{"a":1}'
OLD_ETAG = f'"{"0" * 40}"'  # of nothing
PROFILES = pytest.mark.parametrize(
    "kind_of", [ACTIVITY_PROFILE, AGENT_PROFILE], ids=lambda each: each.resource
)


def send(client: XapiClient, kind_of: Kind, method: str, **conditions: str) -> TestResponse:
    headers = {name.replace("_", "-"): value for name, value in conditions.items()}
    body = None if method == "DELETE" else b'{"b":2}'
    return client.ask(method, kind_of.resource, kind_of.one(), body, JSON | headers)


def stored(client: XapiClient, kind_of: Kind) -> str:
    """Store OLD and give its ETag."""
    client.ask("PUT", kind_of.resource, kind_of.one(), OLD, NEW | JSON)
    return get(client, kind_of).headers["ETag"]


@ALL_KINDS
@VERSIONS
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("form", ["{}", "W/{}", "*", '"other", {}', '{},"other"'])
def test_a_write_goes_through_when_the_etag_fits(
    ada: XapiClient, kind_of: Kind, version: str, method: str, form: str
) -> None:
    client = ada.speaking(version)
    etag = stored(client, kind_of)
    answer = send(client, kind_of, method, If_Match=form.format(etag))
    assert answer.status_code == 204
    expected = {"PUT": {"b": 2}, "POST": {"a": 1, "b": 2}, "DELETE": None}[method]
    back = get(client, kind_of)
    assert (back.json if back.status_code == 200 else None) == expected


@ALL_KINDS
@VERSIONS
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("etag", [OLD_ETAG, '"x"', "x", '""', ""])
def test_a_write_is_refused_when_the_etag_does_not_fit(
    ada: XapiClient, kind_of: Kind, version: str, method: str, etag: str
) -> None:
    client = ada.speaking(version)
    right = stored(client, kind_of)
    answer = send(client, kind_of, method, If_Match=etag)
    assert right in refusal(answer, 412)["detail"]
    assert get(client, kind_of).data == OLD


@ALL_KINDS
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_if_match_needs_a_document(ada: XapiClient, kind_of: Kind, method: str) -> None:
    for etag in ("*", OLD_ETAG):
        refusal(send(ada, kind_of, method, If_Match=etag), 412)
    refusal(get(ada, kind_of), 404)


@ALL_KINDS
@VERSIONS
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_if_none_match_creates_once(
    ada: XapiClient, kind_of: Kind, version: str, method: str
) -> None:
    client = ada.speaking(version)
    assert send(client, kind_of, method, If_None_Match="*").status_code == 204
    first = get(client, kind_of)
    refusal(send(client, kind_of, method, If_None_Match="*"), 412)
    refusal(send(client, kind_of, method, If_None_Match=first.headers["ETag"]), 412)
    assert send(client, kind_of, method, If_None_Match=OLD_ETAG).status_code == 204


@ALL_KINDS
@VERSIONS
def test_a_put_over_a_document_says_what_it_replaces(
    ada: XapiClient, kind_of: Kind, version: str
) -> None:
    client = ada.speaking(version)
    etag = stored(client, kind_of)
    answer = send(client, kind_of, "PUT")
    if kind_of is STATE and version == "1.0.3":
        assert answer.status_code == 204
        return
    detail = refusal(answer, 409)["detail"]
    assert etag in detail
    assert "If-Match" in detail
    assert get(client, kind_of).data == OLD


@ALL_KINDS
@VERSIONS
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_merging_and_removing_need_no_precondition(
    ada: XapiClient, kind_of: Kind, version: str, method: str
) -> None:
    client = ada.speaking(version)
    stored(client, kind_of)
    assert send(client, kind_of, method).status_code == 204


@ALL_KINDS
@VERSIONS
def test_creating_needs_no_precondition_where_nobody_uses_them(
    ada: XapiClient, kind_of: Kind, version: str
) -> None:
    client = ada.speaking(version)
    assert send(client, kind_of, "PUT").status_code == 204


@PROFILES
def test_beside_guarded_profiles_a_new_one_says_that_it_is_new(
    ada: XapiClient, kind_of: Kind
) -> None:
    put(ada, kind_of, "guarded")
    assert pointers(send(ada, kind_of, "PUT")) == ["If-None-Match"]
    refusal(get(ada, kind_of), 404)
    assert send(ada.speaking("2.0.0"), kind_of, "PUT").status_code == 204


@ALL_KINDS
def test_the_etag_of_a_read_is_of_what_was_read(ada: XapiClient, kind_of: Kind) -> None:
    etags = {stored(ada, kind_of)}
    for number in range(4):
        etag = get(ada, kind_of).headers["ETag"]
        headers = JSON | {"If-Match": etag}
        body = {"round": number}
        answer = ada.ask("PUT", kind_of.resource, kind_of.one(), body, headers)
        assert get(ada, kind_of).headers["ETag"] == answer.headers["ETag"]
        etags.add(answer.headers["ETag"])
    assert len(etags) == 5
