"""hallway platform: an administrator lets an LMS in, sees those that are, and closes the door."""

import json
from uuid import uuid4

import pytest
from click.testing import CliRunner

import wsgi
from lrs import Conflict, InvalidRequest, NotFound, Store
from tests.lti.fake_platform import INSTRUCTOR, FakePlatform
from tests.lti.tool import code_of


@pytest.fixture
def run(hallway: wsgi.Hallway):
    def call(*arguments: str, json_too: bool = True):
        words = [*arguments, "--json"] if json_too else list(arguments)
        result = CliRunner().invoke(wsgi.commands(hallway), ["platform", *words])
        if result.exception:
            raise result.exception
        return json.loads(result.stdout) if json_too else result.stdout

    return call


def _registration(lms: FakePlatform, **changes: str) -> list[str]:
    given = {
        "store": "college",
        "issuer": lms.issuer,
        "client-id": "client-1",
        "auth-url": f"{lms.url}/auth",
        "token-url": f"{lms.url}/token",
        "jwks-url": f"{lms.url}/jwks",
        "deployment-id": "1",
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return ["add", *(f"--{name}={value}" for name, value in given.items())]


def test_an_lms_that_was_added_launches(run, client, lms: FakePlatform, store: Store):
    added = run(*_registration(lms), "--deployment-id=2", "--audience=https://aud.example.org")
    [listed] = run("list")
    assert listed["id"] == added["id"]
    assert listed["deployments"] == ["1", "2"]
    assert listed["audience"] == "https://aud.example.org"
    assert listed["disabled"] is False
    assert lms.launch(client, deployment_id="2").status_code == 303


def test_in_plain_words_it_says_what_the_lms_wants_to_know(run, lms: FakePlatform, store: Store):
    words = run(*_registration(lms), json_too=False)
    assert "http://localhost:8000/lti/login" in words
    assert "http://localhost:8000/lti/jwks" in words
    assert lms.issuer in run("list", json_too=False)


def test_a_disabled_lms_is_refused_and_can_be_let_in_again(
    run, client, lms: FakePlatform, store: Store
):
    added = run(*_registration(lms))
    run("disable", added["id"], json_too=False)
    assert run("list")[0]["disabled"] is True
    assert code_of(client.post("/lti/login", data=lms.initiation())) == "platform-disabled"
    assert run(*_registration(lms)) == added
    assert lms.launch(client).status_code == 303


def test_the_same_registration_twice(run, lms: FakePlatform, store: Store):
    run(*_registration(lms))
    with pytest.raises(Conflict):
        run(*_registration(lms))


def test_another_store_cannot_take_a_registration_over(run, lrs, lms: FakePlatform, store: Store):
    added = run(*_registration(lms))
    run("disable", added["id"], json_too=False)
    lrs.create_store("other")
    with pytest.raises(Conflict):
        run(*_registration(lms, store="other"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"jwks_url": "ftp://lms.example.org/jwks"},
        {"auth_url": "https://"},
        {"token_url": "lms.example.org/token"},
        {"issuer": ""},
        {"client_id": "x" * 256},
        {"deployment_id": "1\n2"},
    ],
    ids=str,
)
def test_what_can_not_be_registered(run, lms: FakePlatform, store: Store, wrong):
    with pytest.raises(InvalidRequest) as refused:
        run(*_registration(lms, **wrong))
    assert refused.value.violations[0].pointer == next(iter(wrong))


def test_a_platform_that_is_not_there(run):
    with pytest.raises(NotFound):
        run("disable", "00000000-0000-4000-8000-000000000000", json_too=False)


def test_a_disabled_lms_is_opened_again_as_it_was(run, client, lms: FakePlatform, store: Store):
    added = run(*_registration(lms))
    run("disable", added["id"], json_too=False)
    refused = client.post("/lti/login", data=lms.initiation())
    assert code_of(refused) == "platform-disabled"
    assert "again" in run("enable", added["id"], json_too=False)
    assert lms.launch(client).status_code == 303
    with pytest.raises(NotFound, match="hallway platform list"):
        run("enable", str(uuid4()), json_too=False)


def test_what_a_role_means_is_decided_and_forgotten(run, client, lms: FakePlatform, store: Store):
    added = run(*_registration(lms))["id"]
    set_ = ("roles", added, "--set", INSTRUCTOR, "teaching-assistant")
    assert run(*set_) == {"roles": {INSTRUCTOR: "teaching-assistant"}}
    opened = lms.launch(client, roles=[INSTRUCTOR])
    assert 'data-role="teaching-assistant"' in client.get(opened.location).text
    assert run("roles", added, "--forget", INSTRUCTOR) == {"roles": {}}
    opened = lms.launch(client, roles=[INSTRUCTOR])
    assert 'data-role="instructor"' in client.get(opened.location).text
    with pytest.raises(InvalidRequest):
        run("roles", added, "--set", INSTRUCTOR, "king")
