"""The console about LMSs: invite, add, approve, look, close; and the launch doctor."""

import json
import re
import time
from email.utils import formatdate
from html import unescape

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from lrs import Lrs, Store
from lrs.outgoing import Call, Reply, Unreachable
from lti_tool.doctor.checkup import Checkup, Finding
from lti_tool.doctor.journal import KEPT, STRANGERS, refused, strangers
from lti_tool.launch.keys import Keys
from lti_tool.launch.pending import MOST, pending, remember
from lti_tool.launch.registration import all_platforms, platforms_of
from tests.lti.fake_platform import LTI, TOOL, FakePlatform
from tests.lti.fake_registrar import running_registrar
from tests.lti.tool import code_of

_PASSWORD = "correct horse battery"
_EMAIL = "eva@example.org"


class Console:
    """A signed-in administrator, who follows forms."""

    def __init__(self, app: Flask, lrs: Lrs, store: Store, email: str = _EMAIL) -> None:
        lrs.create_administrator(store, email, _PASSWORD)
        self.client = app.test_client()
        token = _token(self.client.get("/console/sign-in"))
        form = {"form_token": token, "email": email, "password": _PASSWORD}
        assert self.client.post("/console/sign-in", data=form).status_code == 303

    def get(self, path: str, **query: str):
        return self.client.get(path, query_string=query)

    def post(self, path: str, **form: str):
        token = _token(self.get("/console/platforms"))
        return self.client.post(path, data={"form_token": token, **form})


def _token(page) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page.text)[1]


@pytest.fixture
def console(app: Flask, lrs: Lrs, store: Store) -> Console:
    return Console(app, lrs, store)


class TestPlatforms:
    def test_nobody_sees_them_without_signing_in(self, client: FlaskClient):
        for path in ("/console/platforms", "/console/platforms/new", "/console/launches"):
            assert client.get(path).location.startswith("/console/sign-in")
        assert client.post("/console/platforms/invite").status_code == 303

    def test_a_form_from_elsewhere_is_refused(self, console: Console):
        assert console.client.post("/console/platforms/invite").status_code == 403

    def test_without_an_lms_it_offers_the_invitation_then_the_lines_to_copy_then_the_commands(
        self, console: Console, lms: FakePlatform, lrs: Lrs, store: Store
    ):
        page = console.get("/console/platforms").text
        ways = (
            "Invite an LMS</button>",
            f'value="{TOOL}/lti/login" readonly data-copy',
            "hallway platform add",
        )
        places = [page.index(way) for way in ways]
        assert places == sorted(places)
        lms.register(lrs, store)
        assert "hallway platform add" not in console.get("/console/platforms").text
        assert "/console/platforms" in console.get("/console/").text

    def test_an_invitation_is_shown_once_and_works(self, console: Console, client, lrs, store):
        page = console.post("/console/platforms/invite").text
        path = re.search(rf'value="{TOOL}(/lti/register/[^"]+)"', page)[1]
        with running_registrar() as lms:
            assert client.get(path, query_string=lms.query).status_code == 200
        assert path not in console.get("/console/platforms").text

    def test_adding_by_hand(self, console: Console, lms: FakePlatform, client, lrs, store: Store):
        form = {
            "issuer": lms.issuer,
            "client_id": lms.client_id,
            "auth_url": f"{lms.url}/auth",
            "token_url": f"{lms.url}/token",
            "jwks_url": f"{lms.url}/jwks",
            "deployments": "1 2",
            "title": "Our Open edX",
        }
        added = console.post("/console/platforms/new", **form)
        assert added.status_code == 303
        assert "Our Open edX" in console.get("/console/platforms").text
        assert lms.launch(client, deployment_id="2").status_code == 303
        again = console.post("/console/platforms/new", **form)
        assert again.status_code == 409
        assert "registered already" in again.text

    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(self, console: Console, lrs):
        form = {
            "issuer": "https://lms.example.org",
            "client_id": "c",
            "auth_url": "lms.example.org",
        }
        refused = console.post("/console/platforms/new", **form)
        assert refused.status_code == 400
        assert (
            'value="lms.example.org" required aria-describedby="auth_url-about" aria-invalid'
            in refused.text
        )
        assert 'value="https://lms.example.org"' in refused.text
        assert all_platforms(lrs.database) == []

    def test_what_to_copy_into_an_lms_stands_there(self, console: Console):
        page = console.get("/console/platforms/new").text
        for path in ("/lti/launch", "/lti/login", "/lti/jwks", "/lti/config.json"):
            assert f'value="{TOOL}{path}" readonly' in page

    def test_closing_asks_first_and_can_be_undone(self, console: Console, client, platform, lrs):
        [known] = all_platforms(lrs.database)
        one = f"/console/platforms/{known.id}"
        assert "Records stay" in console.get(f"{one}/disable").text
        assert all_platforms(lrs.database)[0].disabled is None
        console.post(f"{one}/disable")
        assert code_of(client.post("/lti/login", data=platform.initiation())) == "platform-disabled"
        console.post(f"{one}/enable")
        assert platform.launch(client).status_code == 303

    def test_settings_are_kept(self, console: Console, platform: FakePlatform, lrs: Lrs):
        [known] = all_platforms(lrs.database)
        console.post(
            f"/console/platforms/{known.id}",
            title="Campus",
            frame_origins="https://a.example.org https://*.b.example.org",
            role_overrides="urn:x = mentor",
            auto_approve="on",
        )
        [after] = all_platforms(lrs.database)
        assert (after.title, after.role_overrides) == ("Campus", "urn:x = mentor")
        assert (after.auto_approve, after.allow_anonymous) == (True, False)
        assert after.deployments == known.deployments
        assert "https://*.b.example.org" in after.origins

    @pytest.mark.parametrize(
        "form",
        [
            {"role_overrides": "urn:x = king"},
            {"role_overrides": "= mentor"},
            {"frame_origins": "x"},
        ],
        ids=str,
    )
    def test_settings_that_can_not_be(self, console: Console, platform, lrs: Lrs, form):
        before = all_platforms(lrs.database)
        answer = console.post(f"/console/platforms/{before[0].id}", **form)
        assert answer.status_code == 400
        assert all_platforms(lrs.database) == before

    def test_another_stores_platform_is_not_there(self, console, app, lrs, platform):
        other = Console(app, lrs, lrs.create_store("other"), "olaf@example.org")
        [known] = all_platforms(lrs.database)
        one = f"/console/platforms/{known.id}"
        assert other.get(one).status_code == 404
        for path in (one, f"{one}/disable", f"{one}/deployments", f"{one}/checkup"):
            assert other.post(path).status_code == 404
        assert platforms_of(lrs.database, known.store_id) == [known]
        assert known.issuer not in other.get("/console/platforms").text


class TestDeployments:
    """A place that nobody told about waits; nothing else is written."""

    def test_it_waits_and_is_let_in(self, console: Console, client, platform, rows, lrs, store):
        before = rows()
        refusal = platform.launch(client, deployment_id="99")
        assert (refusal.status_code, code_of(refusal)) == (403, "deployment-unknown")
        assert rows() == before
        assert platform.launch(client, deployment_id="99").status_code == 403
        [waiting] = pending(lrs.database, store.id)
        assert (waiting.deployment_id, waiting.context_title, waiting.times) == (
            "99",
            "Onboarding",
            2,
        )
        page = console.get("/console/platforms").text
        assert "Onboarding" in page
        path = f"/console/platforms/{waiting.platform_id}/deployments"
        assert console.post(path, deployment="99", decision="approve").status_code == 303
        assert pending(lrs.database, store.id) == []
        assert platform.launch(client, deployment_id="99").status_code == 303

    def test_it_is_kept_out_and_asks_no_more(self, console, client, platform, lrs, store):
        platform.launch(client, deployment_id="99")
        [waiting] = pending(lrs.database, store.id)
        path = f"/console/platforms/{waiting.platform_id}/deployments"
        console.post(path, deployment="99", decision="decline")
        assert platform.launch(client, deployment_id="99").status_code == 403
        assert "Waiting for you" not in console.get("/console/platforms").text
        assert "kept out" in console.get(f"/console/platforms/{waiting.platform_id}").text

    def test_a_message_that_is_not_genuine_puts_nothing_on_the_list(
        self, client, platform, lrs, store
    ):
        question = platform.begin(client)
        forged = platform.sign(platform.claims(question, deployment_id="99"))[:-8] + "AAAAAAAA"
        assert code_of(platform.post(client, question, forged)) == "signature-wrong"
        assert pending(lrs.database, store.id) == []

    def test_the_list_has_an_end(self, platform, lrs: Lrs, store: Store):
        [known] = all_platforms(lrs.database)
        for number in range(MOST + 5):
            remember(lrs.database, known, str(1000 + number), "")
        assert len(pending(lrs.database, store.id)) == MOST

    def test_a_platform_may_let_all_in(self, client, lms: FakePlatform, lrs: Lrs, store: Store):
        lms.register(lrs, store, auto_approve=True)
        assert lms.launch(client, deployment_id="99").status_code == 303
        assert lms.launch(client, deployment_id="99").status_code == 303
        assert all_platforms(lrs.database)[0].deployments == {"1", "99"}
        assert pending(lrs.database, store.id) == []

    def test_one_that_is_not_waiting(self, console: Console, platform, lrs: Lrs):
        [known] = all_platforms(lrs.database)
        path = f"/console/platforms/{known.id}/deployments"
        assert console.post(path, deployment="7", decision="approve").status_code == 404


class TestLaunchDoctor:
    def test_the_last_launches_with_the_rule_that_refused(
        self, console, client, platform, lrs, store
    ):
        platform.launch(client)
        refusal = platform.launch(client, version="1.2.0")
        page = unescape(console.get("/console/launches").text)
        assert "Let in" in page
        assert '/lti/errors/version-wrong"' in page
        assert "version is '1.2.0', not '1.3.0'" in page
        [noted] = refused(lrs.database, store.id)
        assert noted.reference in refusal.text
        assert noted.reference in page

    def test_what_is_kept_names_nobody(self, client, platform, lrs: Lrs, store: Store):
        platform.launch(
            client,
            version="1.2.0",
            sub="subject-4711",
            email="sam@example.org",
            given_name="Samuel",
            custom={"secret": "custom-value"},
            lis={"person_sourcedid": "sourced-id"},
        )
        [noted] = refused(lrs.database, store.id)
        kept = json.dumps([noted.claims, noted.detail])
        for private in ("subject-4711", "Sam", "sam@", "Samuel", "custom-value", "sourced-id"):
            assert private not in kept
        claims = json.loads(noted.claims)["claims"]
        assert claims["email"] == claims["sub"] == "(given, not kept)"
        assert claims[f"{LTI}version"] == "1.2.0"
        assert claims[f"{LTI}resource_link"] == {"id": "link-1"}

    def test_of_each_platform_the_newest_few(self, client, platform, lrs, store, monkeypatch):
        monkeypatch.setattr("lti_tool.doctor.journal._SECONDS", 0)
        question = platform.begin(client)
        for _ in range(KEPT + 3):
            platform.post(client, question, "a.b.c")
        assert len(refused(lrs.database, store.id)) == KEPT

    def test_a_flood_leaves_sixty_notes(self, client, lrs: Lrs):
        for number in range(70):
            client.get(
                f"/lti/login?iss=https://x{number}.example&login_hint=1&target_link_uri={TOOL}"
            )
        assert len(strangers(lrs.database)) == 60

    def test_lmss_that_nobody_registered(self, console: Console, client, lms, lrs, store):
        client.post("/lti/login", data=lms.initiation())
        client.post("/lti/login", data=lms.initiation())
        [stranger] = strangers(lrs.database)
        assert (stranger.issuer, stranger.client_id, stranger.times) == (lms.issuer, "client-1", 2)
        assert "Turned away" in console.get("/console/platforms").text
        lrs.create_store("another")
        assert "Turned away" not in console.get("/console/platforms").text

    def test_strangers_have_an_end(self, client, lms: FakePlatform, lrs, monkeypatch):
        monkeypatch.setattr("lti_tool.doctor.journal._SECONDS", 0)
        for number in range(STRANGERS + 3):
            client.post("/lti/login", data=lms.initiation(client_id=f"c{number}"))
        kept = {stranger.client_id for stranger in strangers(lrs.database)}
        assert (len(kept), "c0" in kept, f"c{STRANGERS + 2}" in kept) == (STRANGERS, False, True)

    def test_a_login_that_was_refused_is_noted_with_its_platform(
        self, client, platform, lrs, store
    ):
        client.post("/lti/login", data=platform.initiation(target_link_uri="https://evil.example"))
        assert [noted.code for noted in refused(lrs.database, store.id)] == ["target-not-ours"]

    def test_the_platform_can_be_chosen(self, console: Console, client, platform, lrs):
        platform.launch(client)
        [known] = all_platforms(lrs.database)
        assert "Let in" in console.get("/console/launches", platform=str(known.id)).text
        nobody = "00000000-0000-4000-8000-000000000000"
        assert "No launch yet" in console.get("/console/launches", platform=nobody).text
        assert console.get("/console/launches", platform="x").status_code == 400

    def test_a_page_opened_without_a_launch_is_no_launch(self, client, platform, lrs, store):
        assert client.get("/app/record").status_code == 401
        assert refused(lrs.database, store.id) == []


class TestCheckup:
    """A platform is asked what a launch and a grade would ask of it."""

    @pytest.fixture
    def findings(self, lrs: Lrs, platform: FakePlatform):
        """Check with these answers: `jwks` and `token` are (status, body) or an exception."""
        [known] = all_platforms(lrs.database)

        def check(
            jwks=None, token=None, ahead: float = 0, url: str = "https://hallway.example.org"
        ):
            def send(call: Call) -> Reply:
                given = token if call.method == "POST" else jwks
                if callable(given):
                    given = given(call)
                if isinstance(given, Exception):
                    raise given
                date = {"Date": formatdate(time.time() + ahead, usegmt=True)}
                status, body = given or (200, b'{"keys": [{"kid": "1"}]}')
                return Reply(status, "", httpx.Headers(date), body)

            keys = Keys(lrs.database, lrs.settings.secret)
            return Checkup(keys, send, url).of(known)

        return check

    _TOKEN = (200, b'{"access_token": "t", "expires_in": 3600}')

    def test_all_is_well(self, findings):
        found = findings(token=self._TOKEN)
        assert {f.verdict for f in found} == {"good"}
        assert any("1 key" in f.words for f in found)
        assert any("clock" in f.words for f in found)
        assert any("report a score" in f.words for f in found)

    def test_no_key_set(self, findings):
        for jwks in (Unreachable("no connection"), (404, b""), (200, b"<html>")):
            found = findings(jwks=jwks, token=self._TOKEN)
            assert _bad(found)[0].code == "keys-unreachable"

    @pytest.mark.parametrize(
        ("ahead", "verdict", "code"),
        [
            (0, "good", ""),
            (12, "note", "clock-wrong"),
            (90, "bad", "clock-wrong"),
            (-90, "bad", "token-expired"),
        ],
    )
    def test_the_clock(self, findings, ahead: int, verdict: str, code: str):
        [found] = [f for f in findings(token=self._TOKEN, ahead=ahead) if "clock" in f.words]
        assert (found.verdict, found.code) == (verdict, code)

    def test_moodle_that_may_not_fetch_our_keys(self, findings):
        page = b"<!DOCTYPE html>... fix_jwks_alg(): Argument #1 must be of type array, null given"
        [blocked] = _bad(findings(token=(404, page)))
        assert "HTTP security" in blocked.words
        assert "port" in blocked.words

    def test_a_scope_that_is_not_granted(self, findings):
        def token(call: Call):
            wanted = b"scope%2Fscore" in call.content
            return (400, b'{"error": "invalid_scope"}') if wanted else self._TOKEN

        [found] = _bad(findings(token=token))
        assert "lti-ags/scope/score" in found.fix
        assert "report a score" in found.words

    def test_no_token_endpoint(self, findings):
        [found] = _bad(findings(token=Unreachable("no connection to lms")))
        assert "no connection to lms" in found.words

    def test_hallway_without_https(self, findings):
        found = findings(token=self._TOKEN, url="http://hallway.example.org")
        assert [f.code for f in found if f.verdict == "note"] == ["browser-unknown"]

    def test_in_the_console(self, console: Console, platform: FakePlatform, lrs: Lrs):
        [known] = all_platforms(lrs.database)
        page = unescape(console.post(f"/console/platforms/{known.id}/checkup").text)
        assert "The key set answers" in page
        assert "The LMS gave no access token" in page  # this fake one has no such service


def _bad(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.verdict == "bad"]
