"""Targets: which addresses a link in a course may name, and where each of them leads."""

import pytest

from lti_tool.launch.targets import is_ours, page_at

_BASE = "https://hallway.example.org"


@pytest.mark.parametrize(
    ("target", "page"),
    [
        (_BASE, "/app/record"),
        (f"{_BASE}/", "/app/record"),
        (f"{_BASE}/lti/launch", "/app/record"),
        (f"{_BASE}/lti/launch?x=1", "/app/record"),
        (f"{_BASE}/app/record", "/app/record"),
        (f"{_BASE}/app/clips/a-b_c.1~2", "/app/clips/a-b_c.1~2"),
        (f"{_BASE}/app/clips?stage=1&x=%2F", "/app/clips?stage=1&x=%2F"),
    ],
)
def test_ours(target: str, page: str):
    assert is_ours(target, _BASE)
    assert is_ours(target, f"{_BASE}/")
    assert page_at(target, _BASE) == page


@pytest.mark.parametrize(
    "target",
    [
        "",
        "https://hallway.example.com/lti/launch",
        "http://hallway.example.org/lti/launch",
        f"{_BASE}.evil.example/app/record",
        f"{_BASE}:444/app/record",
        f"{_BASE}@evil.example/app/record",
        f"{_BASE}/console/",
        f"{_BASE}/xapi/statements",
        f"{_BASE}/app",
        f"{_BASE}/application",
        f"{_BASE}//evil.example/app/x",
        f"{_BASE}/app//evil.example",
        f"{_BASE}/app/../console",
        f"{_BASE}/app/./x",
        f"{_BASE}/app/%2e%2e/console",
        f"{_BASE}/app/record\n",
        f"{_BASE}/app/rec\\ord",
    ],
)
def test_not_ours(target: str):
    assert not is_ours(target, _BASE)
    assert page_at(target, _BASE) == "/app/record"


def test_a_hallway_below_a_path():
    below = "https://example.org/hallway"
    assert page_at(f"{below}/app/clips", below) == "/app/clips"
    assert not is_ours("https://example.org/hallwayish/app/clips", below)
