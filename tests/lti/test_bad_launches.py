"""Launches that must be refused, the certification suite's bad payloads first, each with its code."""

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from flask import Flask
from flask.testing import FlaskClient

from lrs import Lrs, Store
from lti_tool.launch.registration import disable_platform
from tests.lti.fake_platform import LTI, TOOL, FakePlatform
from tests.lti.tool import Clock, app_with, code_of


def _now(seconds: int) -> int:
    return int(time.time()) + seconds


_BAD_HEADERS = {
    "no kid": ({"kid": None}, "key-id-missing"),
    "wrong kid": ({"kid": "somebody-elses"}, "key-unknown"),
    "empty kid": ({"kid": ""}, "key-id-missing"),
}

_BAD_CLAIMS = {
    "wrong version": ({"version": "1.2.0"}, "version-wrong"),
    "no version": ({"version": None}, "version-wrong"),
    "not an lti message": (
        {"version": None, "message_type": None, "roles": None, "resource_link": None},
        "version-wrong",
    ),
    "message_type missing": ({"message_type": None}, "message-type-missing"),
    "message_type unknown": ({"message_type": "LtiPizzaRequest"}, "message-type-unknown"),
    "message_type not offered": ({"message_type": "LtiStartProctoring"}, "message-not-offered"),
    "role missing": ({"roles": None}, "roles-malformed"),
    "role is a string": ({"roles": "Learner"}, "roles-malformed"),
    "deployment_id missing": ({"deployment_id": None}, "deployment-missing"),
    "deployment_id unknown": ({"deployment_id": "99"}, "deployment-unknown"),
    "deployment_id too long": ({"deployment_id": "9" * 256}, "deployment-missing"),
    "resource_link_id missing": ({"resource_link": {"title": "x"}}, "resource-link-missing"),
    "resource_link missing": ({"resource_link": None}, "resource-link-missing"),
    "resource_link_id too long": ({"resource_link": {"id": "x" * 256}}, "resource-link-missing"),
    "sub missing": ({"sub": None}, "subject-missing"),
    "sub empty": ({"sub": ""}, "subject-missing"),
    "sub too long": ({"sub": "4" * 256}, "subject-malformed"),
    "sub is a list": ({"sub": ["4"]}, "subject-malformed"),
    "sub with a NUL": ({"sub": "4\x00"}, "token-malformed"),
    "bad timestamps: expired": ({"exp": _now(-60)}, "token-expired"),
    "bad timestamps: from the future": ({"iat": _now(7200)}, "clock-wrong"),
    "bad timestamps: nbf in the future": ({"nbf": _now(7200)}, "clock-wrong"),
    "bad timestamps: too old": ({"iat": _now(-1200)}, "token-too-old"),
    "bad timestamps: too long": ({"exp": _now(200_000)}, "lifetime-too-long"),
    "bad timestamps: no exp": ({"exp": None}, "times-missing"),
    "bad timestamps: no iat": ({"iat": None}, "times-missing"),
    "bad timestamps: a word": ({"exp": "tomorrow"}, "times-missing"),
    "iss of another lms": ({"iss": "https://other.example.org"}, "issuer-mismatch"),
    "aud of another tool": ({"aud": "client-2"}, "audience-mismatch"),
    "aud without us": ({"aud": ["a", "b"], "azp": "client-1"}, "audience-mismatch"),
    "aud list without azp": ({"aud": ["client-1", "b"]}, "audience-mismatch"),
    "azp of another tool": ({"azp": "client-2"}, "audience-mismatch"),
    "azp is a list": ({"azp": ["client-1"]}, "audience-mismatch"),
    "nonce of another login": ({"nonce": "stale"}, "nonce-mismatch"),
    "nonce missing": ({"nonce": None}, "nonce-mismatch"),
    "target of another link": ({"target_link_uri": f"{TOOL}/app/clips"}, "target-mismatch"),
    "target missing": ({"target_link_uri": None}, "target-mismatch"),
    "context is a string": ({"context": "course-1"}, "claim-malformed"),
}


@pytest.mark.parametrize(("header", "code"), _BAD_HEADERS.values(), ids=_BAD_HEADERS)
def test_bad_headers(client, platform: FakePlatform, rows, header, code):
    _refused(client, platform, rows, lambda claims: platform.sign(claims, **header), code)


@pytest.mark.parametrize(("changes", "code"), _BAD_CLAIMS.values(), ids=_BAD_CLAIMS)
def test_bad_claims(client, platform: FakePlatform, rows, changes, code):
    def token(claims):
        for name, value in changes.items():
            claims[f"{LTI}{name}" if f"{LTI}{name}" in claims else name] = value
        return platform.sign({n: v for n, v in claims.items() if v is not None})

    _refused(client, platform, rows, token, code)


def _unsigned(claims) -> str:
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "x"})


def _hmac_with_public_key(claims) -> str:
    return jwt.encode(claims, b"x" * 64, algorithm="HS256", headers={"kid": "x"})


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


_BAD_TOKENS = {
    "alg none": (_unsigned, "algorithm-refused"),
    "HS256": (_hmac_with_public_key, "algorithm-refused"),
    "two parts": (lambda _: "a.b", "token-malformed"),
    "no base64": (lambda _: "?.?.?", "token-malformed"),
    "a list": (lambda _: f"{_part([1])}.{_part([2])}.x", "token-malformed"),
    "alg is a list": (lambda c: f"{_part({'alg': ['RS256'], 'kid': 'x'})}.{_part(c)}.x", "algorithm-refused"),
    "lone surrogate": (lambda _: f"{_part({'alg': 'RS256', 'kid': chr(0xD800)})}.{_part({})}.x", "token-malformed"),
}  # fmt: skip


@pytest.mark.parametrize(("token", "code"), _BAD_TOKENS.values(), ids=_BAD_TOKENS)
def test_bad_tokens(client, platform: FakePlatform, rows, token, code):
    _refused(client, platform, rows, token, code)


def _refused(client, platform: FakePlatform, rows, token: Callable, code: str) -> None:
    """Launch with the token that `token` makes of good claims; nothing may be written."""
    before = rows()
    question = platform.begin(client)
    answer = platform.post(client, question, token(platform.claims(question)))
    assert code_of(answer) == code
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "text/html"
    assert rows() == before
    assert not answer.headers.getlist("Set-Cookie")
    assert code_of(client.get("/app/record")) == "session-missing"


def test_a_changed_payload(client, platform: FakePlatform, rows):
    def forged(claims):
        header, _, signature = platform.sign(claims).split(".")
        return f"{header}.{_part(claims | {'sub': '1'})}.{signature}"

    _refused(client, platform, rows, forged, "signature-wrong")


def test_a_key_that_the_platform_never_published(client, platform: FakePlatform, rows):
    published = platform.keys[0]["kid"]
    platform.rotate()
    platform.keys = []

    def forged(claims):
        return platform.sign(claims, kid=published)

    _refused(client, platform, rows, forged, "key-unknown")


def test_a_refusal_after_the_signature_leads_back_to_the_course(client, platform: FakePlatform):
    back = "https://lms.example.org/course/2?x=1&y=2"
    presentation = {f"{LTI}launch_presentation": {"return_url": back}}
    refused = platform.launch(client, deployment_id="99", **presentation)
    assert 'href="https://lms.example.org/course/2?x=1&amp;y=2"' in refused.text
    bad = {f"{LTI}launch_presentation": {"return_url": "javascript:alert(1)"}}
    assert "javascript:" not in platform.launch(client, deployment_id="99", **bad).text


def test_a_message_that_nobody_signed_can_plant_no_link(client, platform: FakePlatform):
    question = platform.begin(client)
    link = {f"{LTI}launch_presentation": {"return_url": "https://evil.example.org/"}}
    header, body, _ = platform.sign(platform.claims(question, **link)).split(".")
    answer = platform.post(client, question, f"{header}.{body}.AAAA")
    assert code_of(answer) == "signature-wrong"
    assert "evil.example.org" not in answer.text


_IN_ORDER = [
    ("iss", "https://other.example.org", "issuer-mismatch"),
    ("aud", "client-2", "audience-mismatch"),
    ("exp", _now(-60), "token-expired"),
    ("nonce", "stale", "nonce-mismatch"),
    ("deployment_id", "99", "deployment-unknown"),
    ("version", "1.2.0", "version-wrong"),
    ("message_type", "LtiPizzaRequest", "message-type-unknown"),
    ("sub", None, "subject-missing"),
    ("roles", None, "roles-malformed"),
    ("target_link_uri", f"{TOOL}/app/clips", "target-mismatch"),
    ("resource_link", None, "resource-link-missing"),
]


@pytest.mark.parametrize("first", range(len(_IN_ORDER)), ids=lambda n: _IN_ORDER[n][2])
def test_of_several_faults_the_first_in_the_order_of_the_rules_is_told(
    client, platform, first: int
):
    faults = {name: value for name, value, _ in _IN_ORDER[first:]}
    assert code_of(platform.launch(client, **faults)) == _IN_ORDER[first][2]


def test_a_bad_signature_is_told_before_anything_that_it_covers(client, platform: FakePlatform):
    question = platform.begin(client)
    faults = {name: value for name, value, _ in _IN_ORDER[2:]}
    header, body, _ = platform.sign(platform.claims(question, **faults)).split(".")
    answer = platform.post(client, question, f"{header}.{body}.AAAA")
    assert code_of(answer) == "signature-wrong"


class TestState:
    def test_replay_in_the_same_browser(self, client, platform: FakePlatform, rows):
        question = platform.begin(client)
        token = platform.sign(platform.claims(question))
        assert platform.post(client, question, token).status_code == 303
        before = rows()
        again = platform.post(client, question, token)
        assert code_of(again) == "launch-used"
        assert "reload the page in your LMS" in again.text
        assert rows() == before

    def test_fifty_parallel_posts_of_one_token(
        self, app: Flask, client, platform: FakePlatform, rows
    ):
        question = platform.begin(client)
        token = platform.sign(platform.claims(question))
        cookie = client.get_cookie(f"hallway-login-{question['state'][:16]}")

        def post(_: int) -> int:
            browser = app.test_client()
            browser.set_cookie(cookie.key, cookie.value)
            return platform.post(browser, question, token).status_code

        with ThreadPoolExecutor(16) as threads:
            statuses = list(threads.map(post, range(50)))
        assert statuses.count(303) == 1
        assert statuses.count(400) == 49
        assert rows()["launches"] == rows()["tool_sessions"] == rows()["people"] == 1

    def test_another_browser(self, app: Flask, client, platform: FakePlatform, rows):
        question = platform.begin(client)
        token = platform.sign(platform.claims(question))
        before = rows()
        assert code_of(platform.post(app.test_client(), question, token)) == "browser-unknown"
        assert rows() == before
        assert platform.post(client, question, token).status_code == 303

    def test_a_state_nobody_gave_out(self, client, platform: FakePlatform):
        question = platform.begin(client)
        token = platform.sign(platform.claims(question))
        made_up = question | {"state": "made-up"}
        assert code_of(platform.post(client, made_up, token)) == "state-unknown"

    def test_a_token_of_another_login(self, client, platform: FakePlatform):
        first, second = platform.begin(client), platform.begin(client)
        token = platform.sign(platform.claims(first))
        assert code_of(platform.post(client, second, token)) == "nonce-mismatch"

    def test_an_error_of_the_lms(self, client: FlaskClient, platform: FakePlatform):
        question = platform.begin(client)
        answer = client.post(
            "/lti/launch", data={"state": question["state"], "error": "login_required"}
        )
        assert code_of(answer) == "platform-error"
        assert "login_required" in answer.text

    def test_an_error_of_the_lms_is_one_line_in_the_log(self, client, platform, caplog):
        client.post(
            "/lti/launch", data={"error": "x\nERROR forged", "error_description": "\x1b[31m"}
        )
        assert caplog.messages[-1].endswith(": x ERROR forged  [31m")

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_the_launch_address_without_a_message(self, client: FlaskClient, method: str):
        assert code_of(client.open("/lti/launch", method=method)) == "not-a-launch"


class TestLogin:
    @pytest.mark.parametrize("missing", ["iss", "login_hint", "target_link_uri"])
    def test_a_parameter_is_missing(self, client, platform: FakePlatform, missing: str):
        answer = client.post("/lti/login", data=platform.initiation(**{missing: None}))
        assert code_of(answer) == "login-incomplete"

    def test_a_nul_character(self, client, platform: FakePlatform):
        answer = client.post("/lti/login", data=platform.initiation(iss="x\x00"))
        assert code_of(answer) == "login-incomplete"

    @pytest.mark.parametrize("unknown", [{"iss": "https://x.example.org"}, {"client_id": "other"}])
    def test_a_platform_that_nobody_registered(self, client, platform, unknown):
        answer = client.post("/lti/login", data=platform.initiation(**unknown))
        assert (code_of(answer), answer.status_code) == ("platform-unknown", 403)

    def test_two_registrations_and_no_client_id(self, client, lms, lrs: Lrs, store: Store):
        lms.register(lrs, store)
        lms.register(lrs, store, client_id="client-2")
        answer = client.post("/lti/login", data=lms.initiation(client_id=None))
        assert code_of(answer) == "platform-ambiguous"

    @pytest.mark.parametrize(
        "target",
        [
            "https://evil.example.org/lti/launch",
            f"{TOOL}.evil.example.org/lti/launch",
            f"{TOOL}@evil.example.org/",
            f"{TOOL}/console",
            f"{TOOL}/app/../console",
            f"{TOOL}//evil.example.org/app/record",
            f"{TOOL}/app/record\\..\\console",
        ],
    )
    def test_a_target_that_is_not_ours(self, client, platform: FakePlatform, target: str):
        answer = client.post("/lti/login", data=platform.initiation(target_link_uri=target))
        assert code_of(answer) == "target-not-ours"

    def test_a_disabled_platform(self, client, lms: FakePlatform, lrs: Lrs, store: Store):
        registered = lms.register(lrs, store)
        page = lms.launch(client).location
        assert client.get(page).status_code == 200
        disable_platform(lrs.database, registered.id)
        assert code_of(client.post("/lti/login", data=lms.initiation())) == "platform-disabled"
        assert code_of(client.get(page)) == "session-missing"

    def test_a_platform_that_is_disabled_while_the_person_signs_in(
        self, client, lms, lrs: Lrs, store: Store
    ):
        registered = lms.register(lrs, store)
        question = lms.begin(client)
        disable_platform(lrs.database, registered.id)
        answer = lms.post(client, question, lms.sign(lms.claims(question)))
        assert code_of(answer) == "platform-disabled"

    def test_without_cookies_the_way_leads_into_a_new_tab_before_the_lms_is_asked(
        self, app: Flask, platform: FakePlatform
    ):
        blocked = app.test_client(use_cookies=False)
        step = blocked.post("/lti/login", data=platform.initiation())
        offer = blocked.get(step.location)
        assert offer.status_code == 200
        link = offer.text.partition('href="/lti/login?')[2].partition('"')[0].replace("&amp;", "&")
        tab = app.test_client()
        onward = tab.get(f"/lti/login?{link}", headers={"Sec-Fetch-Dest": "document"})
        assert onward.location.startswith(f"{platform.url}/auth?")
        assert "lti_message_hint=hint" in onward.location


def test_a_launch_that_took_longer_than_ten_minutes(
    hallway, lms: FakePlatform, lrs: Lrs, store: Store
):
    clock = Clock()
    client = app_with(lrs, clock).test_client()
    lms.register(lrs, store)
    question = lms.begin(client)
    token = lms.sign(lms.claims(question))
    clock.ahead = 11 * 60
    assert code_of(lms.post(client, question, token)) == "login-expired"


def test_a_session_ends(hallway, lms: FakePlatform, lrs: Lrs, store: Store):
    clock = Clock()
    client = app_with(lrs, clock).test_client()
    lms.register(lrs, store)
    page = lms.launch(client).location
    assert client.get(page).status_code == 200
    clock.ahead = 9 * 3600
    ended = client.get(page)
    assert (code_of(ended), ended.status_code) == ("session-expired", 401)
    assert "reopen Hallway from your LMS" in ended.text
