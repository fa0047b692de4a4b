"""The launches of the certification suite that must be let in, by their names there."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from lrs import Lrs, Store
from tests.lti.fake_platform import INSTRUCTOR, LEARNER, LTI, MEMBERSHIP, TOOL, FakePlatform

_SAMPLES = Path(__file__).parents[1] / "samples" / "moodle_lti"
_BOTH = pytest.mark.parametrize(
    ("principal", "role"),
    [(LEARNER, "learner"), (INSTRUCTOR, "instructor")],
    ids=["student", "teacher"],
)


def _shown_role(client: FlaskClient, answer) -> str:
    assert answer.status_code == 303, answer.text
    page = client.get(answer.location)
    assert page.status_code == 200, page.text
    return page.text.partition('<body data-role="')[2].partition('"')[0]


@_BOTH
class TestCertification:
    def test_launch(self, client: FlaskClient, platform: FakePlatform, principal, role):
        assert _shown_role(client, platform.launch(client, roles=[principal])) == role

    def test_launch_with_multiple_roles(self, client, platform, principal, role):
        more = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student"
        assert _shown_role(client, platform.launch(client, roles=[more, principal])) == role

    def test_launch_with_short_role(self, client, platform, principal, role):
        short = principal.rpartition("#")[2]
        assert _shown_role(client, platform.launch(client, roles=[short])) == role

    def test_launch_with_unknown_role(self, client, platform, principal, role):
        odd = f"{MEMBERSHIP}#Piper"
        assert _shown_role(client, platform.launch(client, roles=[odd, principal])) == role

    @pytest.mark.parametrize("none", [[""], []])
    def test_launch_with_no_role(self, client, platform, principal, role, none):
        assert _shown_role(client, platform.launch(client, roles=none)) == "learner"

    def test_launch_with_only_email(self, client, platform, principal, role):
        launch = platform.launch(client, roles=[principal], name=None, email="sam@example.org")
        assert _shown_role(client, launch) == role

    def test_launch_with_only_names(self, client, platform, principal, role):
        names = {"name": "Sam Student", "given_name": "Sam", "family_name": "Student"}
        launch = platform.launch(client, roles=[principal], **names)
        assert _shown_role(client, launch) == role

    def test_launch_without_personal_data(self, client, platform, principal, role):
        assert _shown_role(client, platform.launch(client, roles=[principal], name=None)) == role

    def test_launch_with_email_without_context(self, client, platform, principal, role):
        launch = platform.launch(
            client, roles=[principal], name=None, email="sam@example.org", context=None
        )
        assert _shown_role(client, launch) == role

    def test_launch_with_only_resource_link(self, client, platform, principal, role):
        launch = platform.launch(
            client, roles=[principal], context=None, resource_link={"id": "just-an-id"}
        )
        assert _shown_role(client, launch) == role


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_login_by_get_and_post(client: FlaskClient, platform: FakePlatform, method: str):
    sent = {"query_string" if method == "GET" else "data": platform.initiation()}
    answer = client.open("/lti/login", method=method, **sent)
    assert answer.status_code == 303
    assert client.get(answer.location).location.startswith(f"{platform.url}/auth?")


def test_the_question_that_reaches_the_lms(client: FlaskClient, platform: FakePlatform):
    question = platform.begin(client, lti_message_hint='{"cmid":2}')
    assert question.pop("state")
    assert question.pop("nonce")
    assert question == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "client-1",
        "redirect_uri": f"{TOOL}/lti/launch",
        "login_hint": "4",
        "lti_message_hint": '{"cmid":2}',
    }


def test_an_auth_address_with_a_query_keeps_it(client, lms: FakePlatform, lrs: Lrs, store: Store):
    lms.register(lrs, store, auth_url=f"{lms.url}/auth?tenant=7")
    assert lms.begin(client)["tenant"] == "7"


@pytest.mark.parametrize("named", ["lti_deployment_id", "deployment_id"])
def test_the_deployment_stands_in_for_a_client_id(client, lms, lrs: Lrs, store: Store, named: str):
    lms.register(lrs, store)
    lms.register(lrs, store, client_id="client-2", deployments=frozenset({"2"}))
    changes = {"client_id": None, "lti_deployment_id": None, named: "2"}
    assert lms.begin(client, **changes)["client_id"] == "client-2"


@pytest.mark.parametrize(
    "legal",
    [
        {"aud": ["client-1"]},
        {"aud": ["other", "client-1"], "azp": "client-1"},
        {"azp": "client-1"},
        {"sub": 4},
        {"https://lms.example.org/claim/own": {"x": 1}},
        {"custom": {"count": 3, "unexpanded": "$Canvas.x"}},
        {f"{LTI}custom": None},
    ],
    ids=str,
)
def test_what_other_libraries_refuse_is_let_in(client, platform: FakePlatform, legal):
    assert platform.launch(client, **legal).status_code == 303


@pytest.mark.parametrize("seconds", [-25, 25])
def test_clocks_may_differ_a_little(client, platform: FakePlatform, seconds: int):
    import time

    now = int(time.time()) + seconds
    assert platform.launch(client, iat=now, exp=now + 5).status_code == 303


def test_a_number_as_subject_is_the_same_person(client, platform, lrs: Lrs, store: Store):
    platform.launch(client, sub=4)
    platform.launch(client, sub="4")
    assert lrs.count_people(store.id) == 1


def test_the_person_is_the_account_at_the_issuer(client, platform, lrs: Lrs, store: Store):
    platform.launch(client, sub="4", name="Sam Student")
    met = lrs.meet(store.id, {"account": {"homePage": platform.issuer, "name": "4"}})
    assert lrs.person(store.id, met).name == "Sam Student"


def test_a_name_that_vanishes_blanks_nothing(client, platform, lrs: Lrs, store: Store):
    platform.launch(client, name="Sam Student")
    platform.launch(client, name=None)
    assert [person.name for person in lrs.people(store.id)] == ["Sam Student"]


def test_the_same_address_at_two_lmss_joins_nobody(client, platform, lrs: Lrs, store: Store):
    platform.launch(client, sub="4", email="sam@example.org")
    platform.launch(client, sub="5", email="sam@example.org")
    assert lrs.count_people(store.id) == 2


def test_an_anonymous_launch_where_it_is_allowed_meets_nobody(client, lms, lrs: Lrs, store: Store):
    lms.register(lrs, store, allow_anonymous=True)
    assert lms.launch(client, sub=None).status_code == 303
    assert lrs.count_people(store.id) == 0


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/lti/launch", "/app/record"),
        ("", "/app/record"),
        ("/app/record", "/app/record"),
        ("/app/clips/7?from=here", "/app/clips/7?from=here"),
    ],
)
def test_the_launch_leads_to_the_page_that_the_link_names(client, platform, target: str, page: str):
    question = platform.begin(client, target_link_uri=TOOL + target)
    claims = platform.claims(question, target_link_uri=TOOL + target)
    answer = platform.post(client, question, platform.sign(claims))
    assert re.sub("/~[0-9a-f]+/", "/", answer.location) == page


def test_the_session_cookie_survives_in_a_frame(client, platform: FakePlatform):
    cookies = platform.launch(client).headers.getlist("Set-Cookie")
    kept = next(cookie for cookie in cookies if cookie.startswith("hallway-session-"))
    for word in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert word in kept.split("; ")


def test_the_lms_may_frame_the_page(client, platform: FakePlatform):
    presentation = {"return_url": "https://school.example.org/back?x=1"}
    answer = platform.launch(client, **{f"{LTI}launch_presentation": presentation})
    policy = client.get(answer.location).headers["Content-Security-Policy"]
    framers = policy.partition("frame-ancestors ")[2].partition(";")[0]
    assert framers.split() == [platform.url, "https://school.example.org"]


class TestRealMoodle:
    """What Moodle 4.5 sent, with its times, nonce and addresses made those of now and here."""

    @pytest.mark.parametrize(
        ("sample", "role"),
        [
            ("lti_id_token_student_iframe.json", "learner"),
            ("lti_id_token_student_window.json", "learner"),
            ("lti_id_token_teacher_iframe.json", "instructor"),
        ],
    )
    def test_its_launches_are_let_in(self, client, lms, lrs: Lrs, store: Store, sample, role):
        real = json.loads((_SAMPLES / sample).read_text())
        answer = _as_moodle(client, lms, lrs, store, real)
        assert _shown_role(client, answer) == role
        assert [person.name for person in lrs.people(store.id)] == [real["name"]]
        account = {"homePage": real["iss"], "name": real["sub"]}
        assert lrs.meet(store.id, {"account": account}) == lrs.people(store.id)[0].id

    def test_its_deep_linking_lets_the_teacher_pick(self, client, lms, lrs: Lrs, store: Store):
        real = json.loads((_SAMPLES / "lti_id_token_deeplinking.json").read_text())
        answer = _as_moodle(client, lms, lrs, store, real)
        assert answer.location.endswith("/deep-linking")
        assert "My learning record" in client.get(answer.location).text


def _as_moodle(client, lms: FakePlatform, lrs: Lrs, store: Store, real):
    lms.issuer, lms.client_id = real["iss"], real["aud"]
    lms.deployment_id = real[f"{LTI}deployment_id"]
    lms.register(lrs, store)
    sent = json.loads((_SAMPLES / "lti_login_initiation.json").read_text())["params"]
    target = sent["target_link_uri"].replace("http://127.0.0.1:9009/launch", f"{TOOL}/lti/launch")
    question = lms.begin(client, **(sent | {"target_link_uri": target, "client_id": real["aud"]}))
    assert urlsplit(question["redirect_uri"]).path == "/lti/launch"
    now = {name: lms.claims(question)[name] for name in ("iat", "exp", "nonce")}
    return lms.post(client, question, lms.sign(real | now | {f"{LTI}target_link_uri": target}))
