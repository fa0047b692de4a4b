"""IRIs: absolute ones, and what only looks like one."""

import pytest

from lrs.xapi import iri

GOOD = [
    "http://example.com",
    "https://example.com/a?b=c&d[]=1#e",
    "http://example.com/فعل/خواندن",
    "urn:uuid:12345678-1234-5678-1234-567812345678",
    "tag:example.com,2026:x",
    "mailto:ada@example.org",
    "android-app://com.example/x",
    "http://moodle",
    "http://example.com/path/../x%20y",
    "HTTP://EXAMPLE.COM",
]
BAD = [
    "",
    "x",
    "example.com/x",
    "//example.com/x",
    "/x",
    ":x",
    "http:",
    "ab=c://should.fail.com",
    "1http://example.com",
    "http://example.com/a b",
    "http://example.com/\n",
    " http://example.com",
    "http://example.com/<x>",
    "http://example.com/\0",
    "http://example.com/{x}",
    None,
    5,
    {},
]


@pytest.mark.parametrize("value", GOOD)
def test_good(value: str) -> None:
    assert iri.fault(value) is None


@pytest.mark.parametrize("value", BAD)
def test_bad(value: object) -> None:
    assert iri.fault(value) is not None
