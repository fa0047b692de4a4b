"""Keys of platforms: fetched once, fetched again when one is new, and in use while the LMS is away."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lrs import Lrs
from lti_tool.launch.registration import all_platforms
from tests.lti.fake_platform import FakePlatform
from tests.lti.tool import Clock, app_with, code_of


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(lrs: Lrs, clock: Clock):
    return app_with(lrs, clock).test_client()


def test_a_warm_launch_makes_no_outgoing_call(client, platform: FakePlatform):
    for _ in range(5):
        assert platform.launch(client).status_code == 303
    assert platform.fetches == 1


def test_keys_outlive_the_process(client, platform: FakePlatform, lrs: Lrs):
    platform.launch(client)
    assert platform.launch(app_with(lrs, Clock()).test_client()).status_code == 303
    assert platform.fetches == 1


def test_a_new_key_is_fetched_when_it_is_first_seen(browser, clock: Clock, platform: FakePlatform):
    platform.launch(browser)
    platform.rotate()
    clock.ahead = 11
    assert platform.launch(browser).status_code == 303
    assert platform.fetches == 2


def test_unknown_keys_cause_one_fetch_in_ten_seconds(browser, clock: Clock, platform: FakePlatform):
    platform.launch(browser)
    clock.ahead = 11
    for _ in range(5):
        question = platform.begin(browser)
        token = platform.sign(platform.claims(question), kid="unheard-of")
        assert code_of(platform.post(browser, question, token)) == "key-unknown"
    assert platform.fetches == 2


def test_a_dead_address_leaves_the_known_keys_in_use(browser, clock: Clock, platform: FakePlatform):
    platform.launch(browser)
    platform.answer = lambda _: b""
    clock.ahead = 25 * 3600
    now = int(time.time()) + clock.ahead
    assert platform.launch(browser, iat=now, exp=now + 60).status_code == 303
    assert platform.launch(browser, iat=now, exp=now + 60).status_code == 303
    assert platform.fetches == 2


def test_a_withdrawn_key_dies_within_a_day(browser, clock: Clock, platform: FakePlatform):
    platform.launch(browser)
    platform.keys = []
    clock.ahead = 25 * 3600
    now = int(time.time()) + clock.ahead
    assert code_of(platform.launch(browser, iat=now, exp=now + 60)) == "key-unknown"


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"[]", b'{"keys": 1}', b'{"keys": ["x"]}', b"x" * 1_100_000], ids=len
)
def test_an_answer_that_is_no_key_set(client, platform: FakePlatform, answer: bytes):
    platform.answer = lambda _: answer
    refused = platform.launch(client)
    assert (code_of(refused), refused.status_code) == ("keys-unreachable", 424)


def test_odd_keys_beside_the_right_one_do_no_harm(client, platform: FakePlatform):
    odd = [{"kty": "oct", "kid": "x", "k": "AAAA"}, {"kty": "RSA", "kid": "y", "n": 7}, {}]
    platform.keys = [*odd, platform.keys[0]]
    assert platform.launch(client).status_code == 303


def test_a_large_key_set_is_kept_trimmed(client, platform: FakePlatform, lrs: Lrs):
    """D2L publishes hundreds of keys, with certificates."""
    [key] = platform.keys
    chain = {"x5c": ["M" * 1500], "x5t": "t"}
    platform.keys = [{**key, **chain, "kid": f"old-{number}"} for number in range(150)]
    platform.keys.append({**key, **chain})
    assert platform.launch(client).status_code == 303
    [kept] = all_platforms(lrs.database)
    assert "x5c" not in kept.key_set


def test_a_key_without_alg_serves(client, platform: FakePlatform):
    platform.keys[0].pop("alg")
    assert platform.launch(client).status_code == 303


def test_a_key_for_another_algorithm_does_not(client, platform: FakePlatform):
    platform.keys[0]["alg"] = "RS512"
    assert code_of(platform.launch(client)) == "key-unknown"


def test_launches_that_come_together_fetch_once(app, platform: FakePlatform):
    def launch(_: int) -> int:
        return platform.launch(app.test_client()).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(launch, range(16))) == {303}
    assert platform.fetches == 1
