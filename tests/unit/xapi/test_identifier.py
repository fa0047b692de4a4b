"""One string for each identifier, and the way back."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.xapi.identifier import agent, identifier
from tests.builders import a_group, an_account, an_agent

SHA1 = "cd9b00a5611f94eaa7b1661edab976068e364975"


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (an_agent(mbox="mailto:Ada@Example.ORG"), "mbox:mailto:Ada@example.org"),
        (an_agent(mbox_sha1sum=SHA1.upper()), f"mbox_sha1sum:{SHA1}"),
        (an_agent(openid="https://Example.org/Ada"), "openid:https://Example.org/Ada"),
        (an_account("17"), 'account:["https://lms.example.org","17"]'),
        (a_group(mbox="mailto:team@example.org"), "mbox:mailto:team@example.org"),
        (a_group(), None),
    ],
)
def test_identifiers(actor: dict[str, Any], expected: str | None) -> None:
    assert identifier(actor) == expected


@pytest.mark.parametrize(
    "actor",
    [
        {"mbox": "mailto:ada@example.org"},
        {"mbox_sha1sum": SHA1},
        {"openid": "https://example.org/a:b"},
        {"account": {"homePage": "https://x.org", "name": 'a"|:\\ é\0'}},
    ],
)
def test_an_agent_can_be_told_from_its_identifier(actor: dict[str, Any]) -> None:
    name = identifier(actor)

    assert name is not None
    assert agent(name) == {"objectType": "Agent"} | actor


@given(st.text(), st.text(), st.text(), st.text())
def test_different_accounts_are_different(page: str, name: str, page_2: str, name_2: str) -> None:
    first, second = an_account(name, page), an_account(name_2, page_2)

    assert (identifier(first) == identifier(second)) == (first == second)


def test_an_address_and_its_hash_are_two_actors() -> None:
    ada = an_agent()
    digest = hashlib.sha1(ada["mbox"].encode(), usedforsecurity=False).hexdigest()

    assert identifier({"mbox_sha1sum": digest}) != identifier(ada)
