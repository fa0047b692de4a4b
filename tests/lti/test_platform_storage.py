"""The storage of the LMS stands in for a cookie: what the server asks of it, and the token that the page then holds."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lrs import Lrs
from tests.lti.fake_platform import TOOL, FakePlatform
from tests.lti.tool import Clock, app_with, code_of

_HOUR = 3600


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(lrs: Lrs, clock: Clock) -> FlaskClient:
    """A browser that keeps no cookie at all."""
    return app_with(lrs, clock).test_client(use_cookies=False)


class Visit:
    """A launch that went through the storage of the LMS as far as the message of the LMS."""

    def __init__(self, browser: FlaskClient, platform: FakePlatform, **changes: str) -> None:
        self._browser = browser
        step = browser.post("/lti/login", data=platform.initiation(**changes)).location
        self.secret = step.partition("#")[2]
        self.page = browser.get(step.partition("#")[0]).text
        query = parse_qs(urlsplit(self.data("next")).query)
        self.question = {name: values[0] for name, values in query.items()}
        self.token = platform.sign(platform.claims(self.question))

    def data(self, name: str) -> str:
        found = re.findall(f'data-{name}="([^"]*)"', self.page)[0]
        return found.replace("&amp;", "&")

    def post(self, origin: str = TOOL, **fields: str) -> TestResponse:
        form = {"state": self.question["state"], "id_token": self.token, **fields}
        return self._browser.post("/lti/launch", data=form, headers={"Origin": origin})


@pytest.fixture
def visit(browser: FlaskClient, platform: FakePlatform) -> Visit:
    return Visit(browser, platform, lti_storage_target="post_message_forwarding")


def test_only_the_origin_of_the_authentication_address_is_told_the_secret(visit: Visit, platform):
    assert visit.data("storage") == platform.url
    assert visit.data("target") == "post_message_forwarding"
    assert "*" not in visit.data("origins")
    assert visit.secret not in visit.page


def test_the_frame_is_remembered_for_lmss_that_do_not_name_it_again(visit: Visit):
    asking = visit.post(origin="https://lms.example.org").text
    assert 'data-target="post_message_forwarding"' in asking
    assert visit.secret not in asking


def test_the_secret_opens_a_session_without_a_cookie(visit: Visit, browser: FlaskClient):
    answer = visit.post(secret=visit.secret)
    assert answer.headers.getlist("Set-Cookie") == []
    visit.page = answer.text
    page = browser.get(visit.data("page"), headers=_with(visit.data("token")))
    assert "Sam Student" in page.text
    assert visit.data("token") not in page.text
    assert code_of(browser.get(visit.data("page"))) == "session-missing"


@pytest.mark.parametrize(
    ("origin", "secret"),
    [("https://evil.example.org", None), ("null", None), (TOOL, ""), (TOOL, "guessed")],
    ids=["somebody else's page", "a page without an origin", "no secret", "another secret"],
)
def test_what_proves_no_browser_opens_nothing(visit: Visit, rows, origin: str, secret: str | None):
    before = rows()
    answer = visit.post(origin, secret=visit.secret if secret is None else secret)
    assert code_of(answer) == "browser-unknown"
    assert rows() == before


def test_a_replay_is_refused(visit: Visit):
    visit.post(secret=visit.secret)
    assert code_of(visit.post(secret=visit.secret)) == "launch-used"
    assert code_of(visit.post()) == "launch-used"


def test_a_page_of_its_own_with_cookies_skips_the_storage(app, platform: FakePlatform):
    tab = app.test_client()
    given = platform.initiation(lti_storage_target="_parent")
    top = {"Sec-Fetch-Dest": "document"}
    step = tab.post("/lti/login", data=given, headers=top).location
    assert tab.get(step.partition("#")[0]).location.startswith(f"{platform.url}/auth?")


class TestToken:
    @pytest.fixture
    def token(self, visit: Visit) -> str:
        visit.page = visit.post(secret=visit.secret).text
        return visit.data("token")

    def test_it_ends_after_an_hour(self, token: str, browser: FlaskClient, clock: Clock):
        clock.ahead = _HOUR + 1
        assert code_of(browser.get("/app/record", headers=_with(token))) == "session-expired"
        assert code_of(browser.post("/app/session", headers=_with(token))) == "session-expired"

    def test_the_page_renews_it(self, token: str, browser: FlaskClient, clock: Clock):
        clock.ahead = _HOUR // 2
        assert browser.post("/app/session", headers=_with(token)).json == {"seconds": _HOUR}
        clock.ahead = _HOUR + 1
        assert browser.get("/app/record", headers=_with(token)).status_code == 200

    def test_it_is_not_renewed_for_ever(self, token: str, browser: FlaskClient, clock: Clock):
        for half_hour in range(1, 16):
            clock.ahead = half_hour * _HOUR // 2
            assert browser.post("/app/session", headers=_with(token)).status_code == 200
        clock.ahead = 8 * _HOUR + 1
        assert code_of(browser.post("/app/session", headers=_with(token))) == "session-expired"

    def test_nobody_renews_without_one(self, browser: FlaskClient):
        assert code_of(browser.post("/app/session")) == "session-missing"


def _with(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
