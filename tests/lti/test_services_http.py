"""The one door to the services: tokens, patience, pages, and what an LMS may answer."""

import logging
from collections.abc import Iterator

import pytest

from lrs import Lrs, Store
from lrs.outgoing import Outgoing
from lti_tool.launch.keys import Keys
from lti_tool.launch.platforms import Platform
from lti_tool.services.errors import (
    AnswerUnreadable,
    CallRefused,
    PlatformUnreachable,
    TokenDenied,
    TryLater,
)
from lti_tool.services.http import Question, ServiceDoor
from tests.lti.fake_platform import FakePlatform
from tests.lti.fake_services import AGS, LINE_ITEMS_TYPE, FakeServices, running_services

SCOPES = [f"{AGS}/scope/lineitem"]


class Time:
    """Seconds since the epoch that the test puts forward; sleeping passes at once."""

    ahead = 0.0

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self) -> float:
        import time

        return time.time() + self.ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ahead += seconds


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def keys(lrs: Lrs) -> Keys:
    return Keys(lrs.database, lrs.settings.secret)


@pytest.fixture
def services(keys: Keys) -> Iterator[FakeServices]:
    with running_services(tool_keys=keys.published) as running:
        yield running


@pytest.fixture
def door(keys: Keys, clock: Time) -> ServiceDoor:
    return ServiceDoor(keys, Outgoing(allow_private=True).send, clock, clock.sleep)


@pytest.fixture
def lms_row(lrs: Lrs, store: Store, services: FakeServices) -> Platform:
    lms = FakePlatform("https://lms.example.org")
    return lms.register(lrs, store, token_url=f"{services.url}/token")


@pytest.fixture
def question(services: FakeServices) -> Question:
    services.add_item()
    return Question(services.line_items, SCOPES, LINE_ITEMS_TYPE)


def test_token_is_asked_for_with_a_signed_assertion(door, lms_row, question, services):
    assert door.call(lms_row, question).status == 200
    [asked] = services.calls("/token")
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.headers["user-agent"].startswith("Hallway")
    assert services.calls()[0].headers["authorization"] == "Bearer token-0"


def test_token_is_kept_for_the_same_scopes_in_any_order(door, lms_row, question, services):
    both = [*SCOPES, f"{AGS}/scope/score"]
    for scopes in (both, list(reversed(both)), both):
        door.call(lms_row, question._replace(scopes=scopes))
    assert len(services.calls("/token")) == 1
    door.call(lms_row, question)
    assert len(services.calls("/token")) == 2


def test_token_belongs_to_one_registration(door, lms_row, question, services, lrs, store):
    other = FakePlatform("https://lms.example.org", client_id="client-2")
    row = other.register(lrs, store, token_url=f"{services.url}/token")
    door.call(lms_row, question)
    with pytest.raises(TokenDenied):  # this LMS gives client-2 none; that of client-1 must not help
        door.call(row, question)


def test_token_is_renewed_a_minute_before_it_runs_out(door, lms_row, question, services, clock):
    door.call(lms_row, question)
    clock.ahead = 3500
    services.lifetime = 7200
    door.call(lms_row, question)
    assert len(services.calls("/token")) == 1
    clock.ahead = 3545
    # The assertion of tomorrow is refused today, so the fake LMS gives one by hand.
    services.tokens["by-hand"] = (SCOPES[0], 4e9)
    services.instead_of_token.append((200, "", {"access_token": "by-hand"}, {}))
    door.call(lms_row, question)
    assert len(services.calls("/token")) == 2


def test_one_retry_with_a_new_token_on_401(door, lms_row, question, services):
    door.call(lms_row, question)
    services.tokens.clear()
    services.tokens["taken"] = ("", 0)
    assert door.call(lms_row, question).status == 200
    assert len(services.calls("/token")) == 2


def test_a_second_401_is_final(door, lms_row, question, services):
    services.instead.extend([(401, "Unauthorized", "", {})] * 3)
    with pytest.raises(CallRefused, match="401"):
        door.call(lms_row, question)
    assert len(services.calls("LineItems")) == 2


def test_audience_of_the_registration_is_used(door, lrs, store, question, services):
    services.audience = "https://api.brightspace.com/auth/token"
    d2l = FakePlatform("https://d2l.example.org")
    row = d2l.register(
        lrs,
        store,
        token_url=f"{services.url}/token",
        audience="https://api.brightspace.com/auth/token",
    )
    assert door.call(row, question).status == 200


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((400, "", {"error": "invalid_scope"}, {}), "invalid_scope"),
        ((404, "", "<p>fix_jwks_alg(): Argument #1 ... null given</p>", {}), "cURL blocked hosts"),
        ((200, "", "<html>", {}), "no JSON"),
        ((200, "", {"token": "x"}, {}), "without one"),
    ],
    ids=["refused", "moodle-blocked-port", "html", "no-token"],
)
def test_a_token_that_is_not_given(door, lms_row, question, services, answer, words):
    services.instead_of_token.append(answer)
    with pytest.raises(TokenDenied, match=words):
        door.call(lms_row, question)


@pytest.fixture
def asked(request, services):
    return services, *request.param


@pytest.mark.parametrize(
    "asked",
    [
        ((429, "", "", {"Retry-After": "7"}), 7),
        ((429, "", "", {}), 60),
        ((429, "", "", {"Retry-After": "nan"}), 60),
        ((503, "", "", {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), 1),
        ((403, "", "403 Forbidden (Rate Limit Exceeded)\n", {}), 60),
    ],
    indirect=True,
)
def test_patience_that_the_lms_asks_for(door, lms_row, question, clock, asked):
    services, answer, seconds = asked
    services.instead.append(answer)
    with pytest.raises(TryLater) as later:
        door.call(lms_row, question)
    assert later.value.seconds == seconds
    with pytest.raises(TryLater):
        door.call(lms_row, question)
    assert len(services.calls("LineItems")) == 1  # the second was not even sent
    clock.ahead += seconds + 0.1
    assert door.call(lms_row, question).status == 200


def test_who_is_not_in_a_hurry_waits(door, lms_row, question, services, clock):
    services.instead.append((429, "", "", {"Retry-After": "7"}))
    assert len(list(door.pages(lms_row, question, patience=30))) == 1
    assert clock.slept == [7]


def test_pages_keep_the_case_of_their_addresses(door, lms_row, question, services):
    for number in "12345":
        services.add_item(number)
    services.page = 2
    assert len(list(door.pages(lms_row, question))) == 3
    assert [a.path for a in services.calls()] == ["/2/LineItems"] * 3
    assert services.calls()[1].query == {"type_id": "1", "limit": "2", "from": "2"}


def test_pages_that_go_round_in_circles(door, lms_row, question, services):
    again = {"Link": f'<{question.url}>; rel="next"'}
    services.instead.append((200, "", [], again))
    with pytest.raises(AnswerUnreadable, match="come to an end"):
        list(door.pages(lms_row, question))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, "Not Found: Grade item 5 doesn't exist", "", {}), "Grade item 5 doesn't exist"),
        ((400, "", {"status": 400, "reason": "No handler"}, {}), "No handler"),
        ((422, "", {"errors": [{"message": "user not in course"}]}, {}), "user not in course"),
        ((422, "", {"errors": {"type": "x", "message": "y"}}, {}), "Unprocessable"),
        ((500, "", "<html>" + "x" * 5000, {}), "Internal Server Error"),
    ],
)
def test_what_the_lms_says_about_an_error(door, lms_row, question, services, answer, reason):
    services.instead.append(answer)
    with pytest.raises(CallRefused) as refused:
        door.call(lms_row, question)
    assert refused.value.status == answer[0]
    assert reason in refused.value.reason
    assert len(refused.value.reason) <= 200


def test_nobody_answers(door, lms_row, question, services):
    door.call(lms_row, question)
    with pytest.raises(PlatformUnreachable):
        door.call(lms_row, question.at("http://127.0.0.1:1/x"))


def test_private_addresses_are_refused(keys, lms_row, question):
    careful = ServiceDoor(keys, Outgoing(allow_private=False).send)
    with pytest.raises(PlatformUnreachable, match="not https"):
        careful.call(lms_row, question)


def test_no_secret_is_logged(door, lms_row, question, services, caplog):
    with caplog.at_level(logging.DEBUG):
        door.call(lms_row, question)
        services.instead.append((400, "", {"reason": "no"}, {}))
        with pytest.raises(CallRefused) as refused:
            door.call(lms_row, question)
    said = caplog.text + str(refused.value)
    assertion = services.calls("/token")[0].body.decode()
    assert "token-0" not in said
    assert assertion.split("client_assertion=")[1][:40] not in said
