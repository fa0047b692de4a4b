"""What a page may load, and who may frame it."""

import pytest
from flask import Response

from lrs.web.security import open_to, policy, secure


def _directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in text.split("; "))}


def test_nothing_comes_from_elsewhere_and_nothing_inline() -> None:
    found = _directives(policy())
    assert found["default-src"] == ["'none'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    for name in ("script-src", "style-src", "form-action"):
        assert found[name] == ["'self'"]


@pytest.mark.parametrize(
    ("opened", "name", "values"),
    [
        ({"frame_ancestors": ["https://lms.example"]}, "frame-ancestors", ["https://lms.example"]),
        (
            {"form_action": ["https://lms.example"]},
            "form-action",
            ["'self'", "https://lms.example"],
        ),
        ({"form_action": ["'self'"]}, "form-action", ["'self'"]),
        ({"media_src": ["'self'"]}, "media-src", ["'self'"]),
        ({"frame_ancestors": []}, "frame-ancestors", ["'none'"]),
    ],
)
def test_a_page_opens_only_what_it_names(
    opened: dict[str, list[str]], name: str, values: list[str]
) -> None:
    found = _directives(open_to(Response(), **opened).headers["Content-Security-Policy"])
    assert found.pop(name) == values
    assert found == {n: v for n, v in _directives(policy()).items() if n != name}


def test_what_a_page_opened_stays_open() -> None:
    answer = secure(open_to(Response(), frame_ancestors=["https://lms.example"]))
    assert "frame-ancestors https://lms.example" in answer.headers["Content-Security-Policy"]
