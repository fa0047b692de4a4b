"""Cookies: their names and what they ask of the browser."""

import pytest
from flask import Request, Response
from werkzeug.test import EnvironBuilder

from lti_tool.launch.cookies import Cookies

_COOKIES = Cookies("http://localhost:8000")


@pytest.mark.parametrize(
    ("base_url", "prefix"),
    [("https://hallway.example.org", "__Host-hallway-"), ("http://localhost:8000", "hallway-")],
)
def test_on_https_no_neighbour_can_plant_a_cookie(base_url: str, prefix: str):
    answer = Response()
    cookies = Cookies(base_url)
    cookies.keep_login(answer, "s" * 43, "secret")
    request = Request(EnvironBuilder().get_environ())
    cookies.keep_session(request, answer, "6921a0", "token")
    login, session = answer.headers.getlist("Set-Cookie")
    assert login.startswith(f"{prefix}login-{'s' * 16}=secret;")
    assert session.startswith(f"{prefix}session-6921a0=token;")
    for word in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert word in login.split("; ")
        assert word in session.split("; ")
    assert "Domain" not in login + session


def _request(path: str, *kept: str) -> Request:
    return Request(EnvironBuilder(path, headers={"Cookie": "; ".join(kept)}).get_environ())


def test_the_secret_of_a_login_is_read_back():
    request = _request("/lti/launch", f"hallway-login-{'s' * 16}=secret")
    assert _COOKIES.secret_of_login(request, "s" * 43) == "secret"
    assert _COOKIES.secret_of_login(request, "t" * 43) == ""


@pytest.mark.parametrize(
    ("path", "kept", "token"),
    [
        ("/app/~aaaa1/record", ["aaaa1=first", "bbbb2=second"], "first"),
        ("/app/~bbbb2/record", ["aaaa1=first", "bbbb2=second"], "second"),
        ("/app/~cccc3/record", ["aaaa1=first"], ""),
        ("/app/record", ["aaaa1=first"], "first"),
        ("/app/record", ["aaaa1=first", "bbbb2=second"], ""),
        ("/app/record", [], ""),
    ],
)
def test_each_launch_has_a_cookie_of_its_own(path: str, kept: list[str], token: str):
    request = _request(path, *(f"hallway-session-{cookie}" for cookie in kept))
    assert _COOKIES.session(request) == token


def test_the_oldest_sessions_go_when_there_are_too_many():
    answer = Response()
    request = _request("/", *(f"hallway-session-{n:04x}=token" for n in range(21)))
    _COOKIES.keep_session(request, answer, "ffff", "token")
    gone = [c.partition("=")[0] for c in answer.headers.getlist("Set-Cookie") if "Max-Age=0" in c]
    assert gone == ["hallway-session-0000", "hallway-session-0001"]
