"""An LMS registers itself by an invitation: Moodle, Canvas and D2L, and all that must be refused."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

import wsgi
from lrs import Lrs, Store
from lti_tool.launch.registration import all_platforms, change_platform, disable_platform
from tests.lti.fake_platform import FakePlatform
from tests.lti.fake_registrar import SPEC, TOKEN, TOOL, FakeRegistrar, running_registrar
from tests.lti.tool import Clock, app_with, code_of

_CANVAS = "https://canvas.instructure.com/lti"


@pytest.fixture
def invite(hallway: wsgi.Hallway) -> Callable[..., str]:
    """Make an invitation by the command and give its path."""

    def call(store: Store, *options: str) -> str:
        words = ["platform", "invite", "--store", store.name, "--json", *options]
        result = CliRunner().invoke(wsgi.commands(hallway), words, catch_exceptions=False)
        url = json.loads(result.stdout)["url"]
        assert url.startswith("http://localhost:8000/lti/register/")
        return url.removeprefix("http://localhost:8000")

    return call


@pytest.fixture
def moodle() -> Iterator[FakeRegistrar]:
    with running_registrar(family="moodle") as lms:
        yield lms


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def _register(client: FlaskClient, path: str, lms: FakeRegistrar):
    """Open the address as the LMS does, and press the button."""
    asked = client.get(path, query_string=lms.query)
    return (
        client.post("/lti/register", data=_hidden(asked.text))
        if asked.status_code == 200
        else asked
    )


def test_what_will_be_asked_is_shown_before_anything_happens(
    client: FlaskClient, invite, store: Store, moodle: FakeRegistrar, lrs: Lrs
):
    page = client.get(invite(store), query_string=moodle.query)
    assert page.status_code == 200
    for shown in (moodle.url, "localhost:8000", "report a score", "user id", "contextmembership"):
        assert shown in page.text
    assert f"frame-ancestors {moodle.url}" in page.headers["Content-Security-Policy"]
    assert (moodle.told, all_platforms(lrs.database)) == ([], [])


def test_moodle(client: FlaskClient, invite, store: Store, moodle: FakeRegistrar, lrs: Lrs):
    done = _register(client, invite(store), moodle)
    assert done.status_code == 200
    assert "Activate the tool" in done.text
    assert "/static/close.js" in done.text
    [told] = moodle.told
    assert told["redirect_uris"] == ["http://localhost:8000/lti/launch"]
    assert told["jwks_uri"] == "http://localhost:8000/lti/jwks"
    assert f"{SPEC}/lti-ags/scope/lineitem.readonly" in told["scope"].split()
    assert told[TOOL]["domain"] == "localhost:8000"
    assert told[TOOL]["custom_parameters"] == {
        "resource_link_history": "$ResourceLink.id.history",
        "context_history": "$Context.id.history",
    }
    [platform] = all_platforms(lrs.database)
    assert (platform.store_id, platform.issuer) == (store.id, moodle.url)
    assert (platform.client_id, platform.deployments) == ("client-1", {"7"})
    assert platform.product == "moodle"


def test_canvas(client: FlaskClient, invite, store: Store, lrs: Lrs):
    with running_registrar(family="canvas", client_id="10000000000001") as canvas:
        page = client.get(path := invite(store), query_string=canvas.query)
        assert "Test University" in page.text
        assert "course_navigation" in page.text
        assert "https://*.instructure.com" in page.headers["Content-Security-Policy"]
        assert _register(client, path, canvas).status_code == 200
    [told] = canvas.told
    placed = {m["placements"][0]: m["type"] for m in told[TOOL]["messages"]}
    assert placed["course_navigation"] == "LtiResourceLinkRequest"
    assert placed["editor_button"] == "LtiDeepLinkingRequest"
    assert told[TOOL][f"{_CANVAS}/privacy_level"] == "name_only"
    [platform] = all_platforms(lrs.database)
    assert (platform.name, platform.audience) == ("Test University", "")


def test_d2l_sends_no_token_and_gets_no_authorization_header(
    client: FlaskClient, invite, store: Store, lrs: Lrs
):
    with running_registrar(family="desire2learn") as d2l:
        done = _register(client, invite(store), d2l)
        assert done.status_code == 200
        assert "The first launch waits" in done.text
    assert d2l.tokens == [""]
    [platform] = all_platforms(lrs.database)
    assert platform.audience == "https://api.brightspace.com/auth/token"
    assert platform.deployments == frozenset()


_NOTICES = f"{SPEC}/lti/scope/noticehandlers"
_FURTHER = ["LtiSubmissionReviewRequest", "DataPrivacyLaunchRequest"]


@pytest.mark.parametrize("family", ["moodle", "canvas", "desire2learn"])
def test_what_only_some_lmss_know_is_announced_to_those(client, invite, store: Store, family):
    known = [*_FURTHER, "LtiEulaRequest"]  # the last one we don't answer
    with running_registrar(
        family=family, more_messages=known, notices=["LtiContextCopyNotice"]
    ) as lms:
        page = client.get(path := invite(store), query_string=lms.query).text
        _register(client, path, lms)
    kinds = [message["type"] for message in lms.told[0][TOOL]["messages"]]
    assert set(kinds) == {"LtiResourceLinkRequest", "LtiDeepLinkingRequest", *_FURTHER}
    assert _NOTICES in lms.told[0]["scope"].split()
    assert "what is held about them" in page
    assert "when a course is copied" in page


def test_what_an_lms_does_not_know_is_not_announced(client, invite, store: Store, moodle):
    _register(client, invite(store), moodle)
    kinds = [message["type"] for message in moodle.told[0][TOOL]["messages"]]
    assert kinds == ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]
    assert _NOTICES not in moodle.told[0]["scope"].split()


def test_what_the_lms_names_as_audience_is_kept(client, invite, store: Store, lrs: Lrs):
    with running_registrar(changes={"authorization_server": "https://auth.example.org/t"}) as lms:
        _register(client, invite(store), lms)
    assert all_platforms(lrs.database)[0].audience == "https://auth.example.org/t"


def test_a_registered_lms_launches(client, invite, store: Store, lms: FakePlatform, moodle):
    moodle.issuer, moodle.client_id = moodle.url, lms.client_id
    moodle.changes = {"jwks_uri": f"{lms.url}/jwks"}
    _register(client, invite(store), moodle)
    lms.issuer, lms.deployment_id = moodle.url, "7"
    assert lms.launch(client).status_code == 303


def test_reopening_shows_what_was_done_and_registers_nothing_again(
    client: FlaskClient, invite, store: Store, moodle: FakeRegistrar
):
    path = invite(store)
    form = _hidden(client.get(path, query_string=moodle.query).text)
    assert client.post("/lti/register", data=form).status_code == 200
    for again in (
        client.post("/lti/register", data=form),
        client.get(path, query_string=moodle.query),
        client.get(path),
    ):
        assert again.status_code == 200
        assert "Hallway is registered" in again.text
    assert len(moodle.told) == 1


def test_the_same_client_again_is_an_update(
    client: FlaskClient, invite, store: Store, moodle: FakeRegistrar, lrs: Lrs
):
    _register(client, invite(store), moodle)
    [before] = all_platforms(lrs.database)
    change_platform(lrs.database, replace(before, role_overrides="x = mentor", title="Ours"))
    disable_platform(lrs.database, before.id)
    moodle.changes = {"token_endpoint": f"{moodle.url}/token2"}
    _register(client, invite(store), moodle)
    [after] = all_platforms(lrs.database)
    assert (after.id, after.token_url) == (before.id, f"{moodle.url}/token2")
    assert (after.title, after.role_overrides, after.disabled) == ("Ours", "x = mentor", None)


def test_a_new_client_of_the_same_lms_is_another_platform(
    client: FlaskClient, invite, store: Store, moodle: FakeRegistrar, lrs: Lrs
):
    _register(client, invite(store), moodle)
    moodle.client_id = "client-2"
    _register(client, invite(store), moodle)
    assert [p.client_id for p in all_platforms(lrs.database)] == ["client-1", "client-2"]


def test_an_invitation_belongs_to_one_store(client, invite, lrs: Lrs, store: Store, moodle):
    _register(client, invite(store), moodle)
    other = lrs.create_store("other")
    refused = _register(client, invite(other), moodle)
    assert (refused.status_code, code_of(refused)) == (409, "registration-taken")
    assert [p.store_id for p in all_platforms(lrs.database)] == [store.id]


def test_an_invitation_may_let_every_deployment_in(client, invite, lrs: Lrs, store: Store, moodle):
    _register(client, invite(store, "--auto-approve"), moodle)
    assert all_platforms(lrs.database)[0].auto_approve


def test_of_the_token_only_the_hash_is_kept(lrs: Lrs, invite, store: Store):
    token = invite(store).rpartition("/")[2]
    with lrs.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM invitations").all()
    assert token not in str(rows)


def test_two_presses_at_once_register_once(
    app: Flask, client: FlaskClient, invite, store: Store, moodle: FakeRegistrar, lrs: Lrs
):
    form = _hidden(client.get(invite(store), query_string=moodle.query).text)

    def press(_: int) -> int:
        return app.test_client().post("/lti/register", data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = set(pool.map(press, range(4)))
    assert statuses <= {200, 409}
    assert (len(moodle.told), len(all_platforms(lrs.database))) == (1, 1)


class TestRefusals:
    """Each with its code, and with nothing registered."""

    @pytest.fixture(autouse=True)
    def _nothing(self, lrs: Lrs):
        yield
        assert all_platforms(lrs.database) == []

    def test_no_invitation(self, client: FlaskClient, moodle: FakeRegistrar):
        for path in ("/lti/register", "/lti/register/made-up"):
            refused = client.get(path, query_string=moodle.query)
            assert (refused.status_code, code_of(refused)) == (404, "invitation-unknown")
        refused = client.post("/lti/register", data={"invitation": "made-up", **moodle.query})
        assert code_of(refused) == "invitation-unknown"

    def test_an_invitation_ends_after_a_week(self, lrs: Lrs, invite, store: Store, moodle):
        clock = Clock()
        client, path = app_with(lrs, clock).test_client(), invite(store)
        assert client.get(path, query_string=moodle.query).status_code == 200
        clock.ahead = 7 * 24 * 3600 + 60
        assert code_of(client.get(path, query_string=moodle.query)) == "invitation-unknown"

    def test_opened_in_a_browser(self, client: FlaskClient, invite, store: Store):
        assert code_of(client.get(invite(store))) == "configuration-missing"

    @pytest.mark.parametrize(
        "changes",
        [
            {"issuer": None},
            {"issuer": 7},
            {"jwks_uri": None},
            {"token_endpoint": "ftp://lms.example.org"},
            {"registration_endpoint": ""},
            {"authorization_endpoint": "javascript:alert(1)"},
        ],
        ids=str,
    )
    def test_a_configuration_that_lacks_something(self, client, invite, store: Store, changes):
        with running_registrar(changes=changes) as lms:
            refused = client.get(invite(store), query_string=lms.query)
            assert code_of(refused) == "configuration-unusable"
            assert f"/{next(iter(changes))}" in refused.text

    @pytest.mark.parametrize(
        "issuer",
        ["https://moodle.example.org", "http://127.0.0.1:1", "https://canvas.instructure.com"],
    )
    def test_a_configuration_that_speaks_for_somebody_else(self, client, invite, store, issuer):
        with running_registrar(issuer=issuer) as lms:
            assert code_of(_register(client, invite(store), lms)) == "issuer-elsewhere"
            assert lms.told == []

    def test_a_redirect(self, client: FlaskClient, invite, store: Store, moodle: FakeRegistrar):
        with running_registrar() as inside:
            moodle.redirect = inside.address
            refused = client.get(invite(store), query_string=moodle.query)
        assert code_of(refused) == "configuration-unreachable"
        assert "302" in refused.text

    def test_a_private_address(self, hallway: wsgi.Hallway, invite, store: Store, moodle):
        closed = replace(hallway.lrs.settings, allow_private_addresses=False)
        app = app_with(Lrs(hallway.database, closed), Clock())
        query = {"openid_configuration": "https://127.0.0.1/openid-configuration"}
        refused = app.test_client().get(invite(store), query_string=query)
        assert code_of(refused) == "configuration-unreachable"
        assert "private address" in refused.text

    def test_a_registration_endpoint_that_is_private(
        self, hallway: wsgi.Hallway, invite, store: Store, monkeypatch
    ):
        """The configuration may be public and name an address inside."""
        closed = replace(hallway.lrs.settings, allow_private_addresses=False)
        asked = []

        def address_of(host, *_, **__):
            asked.append(host)
            return [(2, 1, 6, "", ("127.0.0.1", 0))]

        monkeypatch.setattr(socket, "getaddrinfo", address_of)
        app = app_with(Lrs(hallway.database, closed), Clock())
        query = {"openid_configuration": "https://lms.example.org/x", "registration_token": TOKEN}
        refused = app.test_client().get(invite(store), query_string=query)
        assert code_of(refused) == "configuration-unreachable"
        assert asked == ["lms.example.org"]

    def test_the_lms_declines_and_the_invitation_stays_open(
        self, client: FlaskClient, invite, store: Store, moodle: FakeRegistrar
    ):
        moodle.declines = "this domain is taken"
        path = invite(store)
        for _ in range(2):
            refused = _register(client, path, moodle)
            assert (refused.status_code, code_of(refused)) == (424, "registration-declined")
            assert "this domain is taken" in refused.text

    def test_an_answer_without_a_client_id(self, client, invite, store: Store, moodle):
        moodle.client_id = ""
        assert code_of(_register(client, invite(store), moodle)) == "registration-declined"


def test_the_description_for_canvas(client: FlaskClient):
    described = client.get("/lti/config.json").json
    assert described["oidc_initiation_url"] == "http://localhost:8000/lti/login"
    assert described["public_jwk_url"] == "http://localhost:8000/lti/jwks"
    [extension] = described["extensions"]
    assert extension["privacy_level"] == "name_only"
    places = {p["placement"]: p["message_type"] for p in extension["settings"]["placements"]}
    assert places["course_navigation"] == "LtiResourceLinkRequest"
    assert places["assignment_selection"] == "LtiDeepLinkingRequest"


@pytest.mark.parametrize("code", ["registration-declined", "clock-wrong", "deployment-unknown"])
def test_a_code_is_explained_where_the_refusal_points(client: FlaskClient, code: str):
    page = client.get(f"/lti/errors/{code}")
    assert page.status_code == 200
    assert code in page.text
    assert client.get("/lti/errors/made-up").status_code == 404
