"""Mailto IRIs and hashes of them."""

import pytest

from lrs.xapi import mailbox

GOOD = [
    "mailto:ada@example.org",
    "mailto:a.b+c_d-e@sub.example.org",
    "mailto:o'neill%22@example.org",
    "mailto:ada@localhost",
    "mailto:ада@пример.рф",
    "mailto:ada@[192.0.2.1]",
]
BAD = [
    "ada@example.org",
    "mailto:",
    "mailto:ada",
    "mailto:@example.org",
    "mailto:ada@",
    "mailto:ada@b@example.org",
    "mailto:a da@example.org",
    "mailto:ada@example.org?subject=x",
    "mailto:ada@example.org\n",
    "mailto:ada@example.org,ben@example.org",
    "MAILTO:ada@example.org",
    None,
    5,
]


@pytest.mark.parametrize("value", GOOD)
def test_good(value: str) -> None:
    assert mailbox.fault(value) is None


@pytest.mark.parametrize("value", BAD)
def test_bad(value: object) -> None:
    assert mailbox.fault(value) is not None


@pytest.mark.parametrize("value", ["a" * 39, "a" * 41, "g" * 40, "a" * 40 + "\n", None, 5])
def test_bad_hashes(value: object) -> None:
    assert mailbox.hash_fault(value) is not None
